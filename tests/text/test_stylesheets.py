import pytest
import tinycss2
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.text.imports import inline_imports
from site_builder.text.stylesheets import (
    Address,
    Use,
    characters_of_stylesheet,
    holds_rules,
    read_stylesheet,
    rewrite_declarations,
    rewrite_stylesheet,
)


def same(address: Address) -> str:
    return address.target


def gone(_: Address) -> str:
    return ""


def inside(name: str) -> str:
    return f"in/{name}"


def tokens(css: str) -> list[str]:
    """Return the tokens of a sheet, white space and comments aside."""
    found: list[str] = []

    def go(nodes: list[tinycss2.ast.Node]) -> None:
        for node in nodes:
            if node.type not in {"whitespace", "comment"}:
                held = getattr(node, "content", getattr(node, "arguments", None))
                found.append(node.type if held else tinycss2.serialize([node]))
                go(held or [])

    go(tinycss2.parse_component_value_list(css))
    return found


SHEETS = (
    "#a > b:is(#c, .d)::before{color:#fff;background:url( x.png )}",
    "@media (min-width:9em){a{b:c}@supports (d:e){f{g:h!important}}}",
    "@font-face{font-family:'X';src:local(X),url('x.woff2') format('woff2')}",
    "@import url(x.css) layer(y) screen;",
    "@layer a,b;",
    "a{--x:{y:z};--empty:;&:hover #d{e:f}g:h}",
    "a:hover{b:c;d}",
    "} ) stray a{b:c}",
    "a{b:url(bad'x) ; e:f}",
    "@keyframes k{from{a:b}50%{a:c}}",
    "<!-- a{b:c} -->",
    "@namespace svg url(http://www.w3.org/2000/svg);",
    "a{b:image-set('x.png' 1x,url(y.png) type('image/png'))}",
    "@page :first{margin:1cm;@top-left{content:'x'}}",
    "a{b:c",
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(SHEETS), max_size=5), st.sampled_from(["", "\n", " /* x */\n"]))
def test_putting_in_the_same_changes_nothing(sheets: list[str], between: str) -> None:
    css = between.join(sheets)
    assert tokens(rewrite_stylesheet(css, same, str)) == tokens(css)


@settings(deadline=None)
@given(st.text(alphabet="a#.:;{}()[]@,-\"' \nurl!>=0", max_size=40))
def test_any_text_can_be_rewritten_and_stays_what_it_is(css: str) -> None:
    once = rewrite_stylesheet(css, same, str)
    assert rewrite_stylesheet(once, same, str) == once


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("#a b{color:#abc}", "#in\\/a b{color:#abc}"),
        ("a:is(#b, :not(#c)){}", "a:is(#in\\/b, :not(#in\\/c)){}"),
        ("@media print{#a{b:#abc}}", "@media print{#in\\/a{b:#abc}}"),
        ("@layer x{@supports (b:#abc){#a{}}}", "@layer x{@supports (b:#abc){#in\\/a{}}}"),
        ("@scope (#a) to (#b){c{}}", "@scope (#in\\/a) to (#in\\/b){c{}}"),
        ("a{b:#abc;&:hover #c{d:#abc}e:#abc}", "a{b:#abc;&:hover #in\\/c{d:#abc}e:#abc}"),
        ("a{fill:url(#g)}", 'a{fill:url("#in/g")}'),
        ("a{--x:{b:#abc}}", "a{--x:{b:#abc}}"),
        ("#1{}", "#1{}"),
    ],
)
def test_ids_are_renamed_in_selectors_and_not_in_colours(css: str, expected: str) -> None:
    assert rewrite_stylesheet(css, same, inside) == expected


def test_a_condition_may_hold_a_selector() -> None:
    css = "@supports selector(#a > b){#c{}}"
    assert rewrite_stylesheet(css, same, inside) == "@supports selector(#in\\/a > b){#in\\/c{}}"


def test_addresses_are_found_with_their_use_and_line() -> None:
    css = (
        '@import "a.css";\n@namespace url(http://ns.example);\n'
        "#x{b:url(c.png), url('d e.png');f:url(#g);h:url(data:,i)}\n"
        "@font-face{src:url(j.eot);src:local(J),url(k.woff2) format(woff2);unicode-range:U+26}\n"
        "@font-face{src:url(l.ttf) format('truetype')}\n"
        "a{b:-webkit-image-set('m.png' 1x, url(n.png) 2x type('image/png'));c:calc((1))}"
    )
    sheet = read_stylesheet(css)
    assert sheet.addresses == (
        Address("a.css", Use.IMPORT, 1),
        Address("c.png", Use.IMAGE, 3),
        Address("d e.png", Use.IMAGE, 3),
        Address("j.eot", Use.FONT, 4, 1, "", "U+26"),
        Address("k.woff2", Use.FONT, 4, 1, "woff2", "U+26"),
        Address("l.ttf", Use.FONT, 5, 2, "truetype"),
        Address("m.png", Use.IMAGE, 6),
        Address("n.png", Use.IMAGE, 6),
    )
    assert sheet.ids == ("x", "g")


def test_new_addresses_are_quoted() -> None:
    css = "@import 'a';b{c:url(a) url('a')}"
    new = 'data:,"\\'
    assert rewrite_stylesheet(css, lambda _: new) == (
        r'@import "data:,\"\\";b{c:url("data:,\"\\") url("data:,\"\\")}'
    )


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("@import 'a';b{c:d}", "b{c:d}"),
        ("@import ;b{c:d}", "b{c:d}"),
        ("@import layer(x);b{c:d}", "b{c:d}"),
        ("a{b:c;d:url(e), url(f);g:h}", "a{b:c;g:h}"),
        ("@font-face{font-family:x;src:url(a)}", ""),
        ("@font-face{font-family:x}", ""),
        ("@font-face{src:url(a);src:local(b),url(c)}", "@font-face{src:local(b)}"),
    ],
)
def test_without_an_address_what_holds_it_goes(css: str, expected: str) -> None:
    assert rewrite_stylesheet(css, gone) == expected


def test_one_of_several_sources_of_a_font_may_go() -> None:
    css = "@font-face{src:url(a) format('woff'),url(b) format(),url(c) tech(x)}"
    new = rewrite_stylesheet(css, lambda one: one.target if one.target != "a" else "")
    assert new == "@font-face{src:url(b) format(),url(c) tech(x)}"


def test_a_string_that_is_not_closed_on_its_line_stays_invalid() -> None:
    assert rewrite_stylesheet("a{b:'c\n;d:e}", same) == "a{b:url([bad url])\n;d:e}"


def test_comments_go_but_for_licences() -> None:
    assert rewrite_stylesheet("/* a */b{/*c*/d:e}/*! MIT */", same) == "b{d:e}/*! MIT */"


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("color:red;background:url(a)", "color:red;"),
        ("url(#a)", 'url("#in/a")'),
        ("fill:#abc", "fill:#abc"),
    ],
)
def test_declarations_and_values_are_rewritten_alone(css: str, expected: str) -> None:
    assert rewrite_declarations(css, gone, inside) == expected


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("@import 'a';b{}", "A{}\nb{}"),
        ("@import url(a) print and (x:y);", "@media print and (x:y){A{}}"),
        ("@import url('a') layer supports(b:c) d;", "@media d{@supports (b:c){@layer{A{}}}}"),
        ("@import url(a) layer(b.c);", "@layer b.c{A{}}"),
        ("@charset 'x';@layer b;@import 'a';", "@layer b;A{}"),
        ("b{}@import 'a';", "b{}"),
        ("@layer b{}@import 'a';", "@layer b{}"),
        ("@import;b{}", "b{}"),
        ("@import 'none';b{}", "b{}"),
    ],
)
def test_imports_are_put_where_they_stand(css: str, expected: str) -> None:
    loaded = inline_imports(css, lambda one: "A{}" if one.target == "a" else "")
    assert loaded == expected


def test_characters_come_from_strings_that_are_shown() -> None:
    css = (
        '@charset "utf-8";a::before{content:"\\f101" attr(x);font-family:"Q"}'
        '@media print{a{--icon:"é";quotes:"«" "»"}}@font-face{src:url("z")}[b="w"]{}'
    )
    assert characters_of_stylesheet(css) == set("\uf101é«»")


@pytest.mark.parametrize(
    ("css", "does"),
    [
        ("a{}", True),
        ("@layer x;", True),
        ("/* nothing yet */\n", True),
        ("", True),
        ("<p>Not found</p>", False),
    ],
)
def test_a_stylesheet_has_a_rule_or_nothing(css: str, does: bool) -> None:
    assert holds_rules(css) is does
