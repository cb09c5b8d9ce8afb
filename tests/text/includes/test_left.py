from pathlib import Path

import pytest

from site_builder.model import Includes, MarkdownIncludes, PlainIncludes
from site_builder.text.includes.left import as_typed, find_left, what_is_escaped

OFF = Includes()
SEEN = {
    'See --8<-- "a.md" here': ("pymdownx.snippets", '--8<-- "a.md"'),
    "\u20138<\u2013 \u201ca.md\u201d": ("pymdownx.snippets", "\u20138<\u2013 \u201ca.md\u201d"),
    "--8<-- parts/a.md": ("pymdownx.snippets", "--8<-- parts/a.md"),
    '{%\n  include "a.md"\n%}': ("include-markdown", '{% include "a.md" %}'),
    '{% include-markdown "a.md" start="x" %}': (
        "include-markdown",
        '{% include-markdown "a.md" start="x" %}',
    ),
    "{!> ../a.py[ln:1-3]!}": ("mdx_include", "{!> ../a.py[ln:1-3]!}"),
    "{! a.md | utf-8 !}": ("mdx_include", "{! a.md | utf-8 !}"),
    "{* ../a.py hl[3] *}": ("markdown_include_variants", "{* ../a.py hl[3] *}"),
}


@pytest.mark.parametrize("text", SEEN)
def test_an_include_in_a_text_for_readers(text: str) -> None:
    assert [(one.syntax.value, one.written) for one in find_left(text, OFF)] == [SEEN[text]]


@pytest.mark.parametrize(
    "text",
    [
        "the -8<- marks, and --8<-- alone",
        "{% include foo.html %} and {% if x %}",
        "{!! $html !!} and {! x !}",
        "{* bold *} and {*}",
        "{ x: 8 }",
    ],
)
def test_what_only_looks_like_one(text: str) -> None:
    assert not list(find_left(text, OFF))


def test_tags_may_have_other_names() -> None:
    ways = Includes(markdown=MarkdownIncludes("[[", "]]", "put", "put-markdown"))
    assert [one.written for one in find_left('[[ put "a" ]] {% include "b" %}', ways)] == [
        '[[ put "a" ]]'
    ]


def test_the_name_is_that_of_the_extension_that_is_turned_on() -> None:
    (one,) = find_left("{!a.md!}", Includes(plain=PlainIncludes(Path())))
    assert one.syntax.value == "markdown_include"


def test_what_an_author_has_escaped_is_compared_without_typography() -> None:
    lines = [';--8<-- "a.md"', r"see \{! b.md !}", "c; d"]
    assert what_is_escaped(lines) == ('-8<- "a.md"', "{! b.md !}")
    assert as_typed("\u20138<\u2013  \u201ca.md\u201d") == '-8<- "a.md"'
