import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import tinycss2
from hypothesis import given, settings
from hypothesis import strategies as st
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.token import STANDARD_TYPES
from selectolax.lexbor import LexborHTMLParser, LexborNode

from site_builder.text.slim import COLOUR_OF, PLAIN, SHORT, slim_code, tighten

STYLESHEET = Path(__file__).parents[2] / "templates/site/assets/stylesheets/code.css"


def slimmed(html: str, *wanted: str) -> str:
    tree = LexborHTMLParser(f"<body>{html}</body>")
    slim_code(tree, lambda one: one in wanted)
    return (tree.body.inner_html or "") if tree.body else ""


def code(inner: str) -> str:
    return f'<div class="highlight"><pre><code>{inner}</code></pre></div>'


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('<span class="n">a</span><span class="p">(</span>', "a("),
        ('<span class="kd">def</span>', '<b>def</b>'),
        ('<span class="k">is</span> <span class="ow">not</span>', "<b>is not</b>"),
        ('<span class="k">is</span> <span class="n">x</span>', "<b>is</b> x"),
        ('<span class="w">  </span>x', "  x"),
        ('<span class="s2">a<span class="n">b</span></span>', '<span class="s">ab</span>'),
        ('<span class="s2">a<span class="m">1</span>b</span>',
         '<span class="s">a</span><span class="m">1</span><span class="s">b</span>'),
        ('<span class="hll"><span class="n">x</span>\n</span>', '<span class="hll">x\n</span>'),
        ('<span class="linenos">1</span>x', '<span class="linenos">1</span>x'),
        ('<span class="n">&lt;&amp;"</span>', '&lt;&amp;"'),
        ('<span class="k" title="t">x</span>', '<span class="k" title="t">x</span>'),
        ('<span>x</span>', "x"),
        ('<span class="k">if</span><u>x</u><span class="k">if</span>',
         "<b>if</b><u>x</u><b>if</b>"),
        ('<span id="own"><span class="n">x</span></span>', '<span id="own">x</span>'),
        ('<span id="own" class="k">x</span>', '<span id="own" class="k">x</span>'),
    ],
)  # fmt: skip
def test_what_no_reader_sees_goes(written: str, expected: str) -> None:
    assert slimmed(code(written)) == code(expected)


LINE = (
    '<span id="__span-0-1"><a id="__codelineno-0-1" name="__codelineno-0-1" '
    'href="#__codelineno-0-1"></a>x\n</span>'
)


def test_the_anchor_of_a_line_stays_where_something_refers_to_it() -> None:
    assert slimmed(code(LINE)) == code("x\n")
    assert slimmed(code(LINE), "__codelineno-0-1") == code('<a id="__codelineno-0-1"></a>x\n')
    assert slimmed(code(LINE), "__span-0-1") == code('<span id="__span-0-1">x\n</span>')
    link = '<p><a href="#__codelineno-0-1">line 1</a></p>'
    assert slimmed(code(LINE) + link) == code('<a id="__codelineno-0-1"></a>x\n') + link


def test_a_number_that_can_be_clicked_stays_with_its_target() -> None:
    number = '<a href="#__codelineno-0-1"><span class="linenos">1</span></a>'
    assert slimmed(code(number + LINE)) == code(f'{number}<a id="__codelineno-0-1"></a>x\n')


def test_code_beside_its_numbers_in_a_table_is_slimmed() -> None:
    row = "<table><tbody><tr><td><div><pre>{}<code>{}</code></pre></div></td></tr></tbody></table>"
    table = f'<div class="highlight">{row}</div>'
    written = table.format("<span></span>", '<span class="n">x</span>')
    assert slimmed(written) == table.format("", "x")


def test_the_empty_span_at_the_start_of_a_block_goes() -> None:
    block = '<div class="highlight"><pre><span></span><code>x</code></pre></div>'
    assert slimmed(block) == code("x")
    assert slimmed('<div class="highlight"><pre></pre></div>') == (
        '<div class="highlight"><pre></pre></div>'
    )


def test_code_in_running_text_is_slimmed_and_other_code_is_left_alone() -> None:
    inline = '<p><code class="highlight"><span class="n">x</span></code></p>'
    assert slimmed(inline) == '<p><code class="highlight">x</code></p>'
    other = '<pre><code><span class="n">x</span></code></pre>'
    assert slimmed(other) == other


def look(node: LexborNode, around: str = "") -> Iterator[tuple[str, str]]:
    """Yield each character that one sees, with the class that its look comes from."""
    for child in node.iter(include_text=True):
        if child.is_text_node:
            shown = re.sub(r"\s", " ", child.text_content or "")
            yield from ((one, "" if one == " " else around) for one in shown)
        else:
            short = next((one for one, tag in SHORT.items() if tag == child.tag), "")
            name = short or child.attributes.get("class") or ""
            yield from look(child, COLOUR_OF.get(name, around))


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["python", "bash", "console", "json", "yaml", "html", "typescript", "diff"]),
    st.text(st.sampled_from(list("abz09_ \n\t#\"'{}()[]<>=+-*/$:;.,@!&|\\")), max_size=80),
    st.booleans(),
)
def test_text_and_colours_stay(language: str, text: str, anchored: bool) -> None:
    formatter = HtmlFormatter(
        wrapcode=True, lineanchors="__codelineno" if anchored else "", linespans="__span"
    )
    html = highlight(text, get_lexer_by_name(language), formatter)
    before, after = LexborHTMLParser(html), LexborHTMLParser(slimmed(html))
    first, second = before.css_first("code"), after.css_first("code")
    assert first is not None
    assert second is not None
    assert second.text() == first.text()
    assert list(look(second)) == list(look(first))
    assert len(after.css("*")) <= len(before.css("*"))


def test_the_classes_are_those_of_pygments_and_of_the_stylesheet() -> None:
    assert set(COLOUR_OF) | PLAIN == set(STANDARD_TYPES.values()) - {""} | {"l", "nn"}
    assert not set(COLOUR_OF) & PLAIN
    text = STYLESHEET.read_text(encoding="utf-8")
    syntax = text[text.index("/* -- syntax") : text.index("& :is(.n, .nb")]
    # Set in bold a few lines below.
    styled = {"ge", "gs"}
    for token in tinycss2.parse_component_value_list(syntax):
        styled |= set(re.findall(r"\.([a-z0-9]+)\b", tinycss2.serialize([token])))
    assert styled - {"highlight", "codehilite", "lineno", "linenos"} == set(COLOUR_OF)


def test_quotes_that_html_does_not_need_go() -> None:
    html = slimmed(code('<span class="s2">"a"</span><span class="hll">b</span>'))
    assert tighten(html) == code('<span class=s>"a"</span><span class="hll">b</span>')
    written = '<p title="&lt;span class=&quot;s&quot;&gt;">&lt;span class="s"&gt;</p>'
    parsed = LexborHTMLParser(tighten(slimmed(written))).css_first("p")
    assert parsed is not None
    assert parsed.attributes["title"] == parsed.text() == '<span class="s">'
