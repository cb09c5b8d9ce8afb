import pytest

from site_builder.text.style_scope import layer_stylesheet, scope_stylesheet


def scoped(css: str) -> list[str]:
    return scope_stylesheet(css, "#page").split("\n")


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ("p", "p"),
        ("html body .x", ":scope .x"),
        ("html > body.y:not(body)", ":scope.y:not(:scope)"),
        (":is(html, .x) a", ":is(:scope, .x) a"),
        (".body #html :body ns|html", ".body #html :body ns|html"),
        ("x root", "x root"),
        ("> body", "> :scope"),
        (".scope body", ".scope :scope"),
        ("a body", "a :scope"),
    ],
)
def test_rules_apply_within_the_element_and_those_for_the_document_to_it(
    selector: str, expected: str
) -> None:
    assert scoped(f"{selector}{{b:c}}") == ["@scope (#page) {", f"{expected} {{b:c}}", "}"]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("body{margin:0}", []),
        (":root{--x:1;color:red;--y: {a:b}}", [":scope {--x:1;--y: {a:b}}"]),
        ("html{--x:1;}", [":scope {--x:1;}"]),
        ("body,p{--x:1;c:d}", ["p {--x:1;c:d}", ":scope {--x:1;}"]),
        ("html body{c:d}", []),
    ],
)
def test_of_rules_for_the_document_only_the_custom_properties_count(
    rule: str, expected: list[str]
) -> None:
    assert scoped(f"{rule}i{{b:c}}") == ["@scope (#page) {", *expected, "i {b:c}", "}"]


def test_names_for_the_whole_document_stand_outside() -> None:
    css = (
        '@charset "x";@import "a";@layer z;a{b:c}@font-face{d:e}'
        "@media print{@-webkit-keyframes k{from{x:y}}p{q:r}}@supports (a:b){@property --x{}}"
    )
    assert scoped(css) == [
        '@import "a";',
        "@layer z;",
        "@font-face{d:e}",
        "@media print{@-webkit-keyframes k{from{x:y}}}",
        "@supports (a:b){@property --x{}}",
        "@scope (#page) {",
        "a {b:c}",
        "@media print{p {q:r}}",
        "}",
    ]


def test_groups_are_scoped_within() -> None:
    assert scoped("@layer a{@media b{body p{c:d}}}")[1] == "@layer a{@media b{:scope p {c:d}}}"


def test_nothing_is_needed_around_nothing() -> None:
    assert scope_stylesheet("@font-face{a:b}", "#page") == "@font-face{a:b}"
    assert layer_stylesheet("@import 'a';", "project") == '@import "a";'


def test_a_broken_end_stays_broken() -> None:
    assert scoped("a{b:c} stray")[1:3] == ["a {b:c}", "stray"]


def test_a_layer_holds_all_but_what_must_come_first() -> None:
    css = "@charset 'x';@import 'a';@namespace 'n';a{b:c}@font-face{d:e}"
    assert layer_stylesheet(css, "project").split("\n") == [
        '@import "a";',
        '@namespace "n";',
        "@layer project {",
        "a{b:c}@font-face{d:e}",
        "}",
    ]
