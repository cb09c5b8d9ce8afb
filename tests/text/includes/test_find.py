from pathlib import Path

from site_builder.model import (
    Include,
    Includes,
    IncludeSyntax,
    MarkdownIncludes,
    PlainIncludes,
    Snippets,
    SplicedIncludes,
    VariantIncludes,
)
from site_builder.text.includes.find import find_includes, read_after
from site_builder.text.includes.found import is_remote, numbered

BASE = Path()
ALL = Includes(
    Snippets(),
    MarkdownIncludes(),
    SplicedIncludes(BASE),
    PlainIncludes(BASE),
    VariantIncludes(BASE),
)
TEXT = '--8<-- "a"\n{% include "b" %}\n{* c.py *}\n{! d !}\n'


def _names(ways: Includes) -> list[str]:
    found = find_includes(numbered(TEXT), ways, ways.on())
    return [f"{one.syntax}: {one.target}" for one in found if isinstance(one, Include)]


def test_what_is_turned_on_is_found_in_the_order_in_which_pages_are_read() -> None:
    assert _names(ALL) == [
        "include-markdown: b",
        "markdown_include_variants: c.py",
        "mdx_include: d",
        "markdown_include: d",
        "pymdownx.snippets: a",
    ]


def test_what_is_not_turned_on_is_not_looked_for() -> None:
    assert not _names(Includes())
    assert _names(Includes(snippets=Snippets())) == ["pymdownx.snippets: a"]


def test_what_is_put_in_is_read_by_what_comes_later() -> None:
    on = ALL.on()
    assert read_after(IncludeSyntax.MARKDOWN, on, follow=True) == on
    assert read_after(IncludeSyntax.MARKDOWN, on, follow=False) == on[1:]
    assert read_after(IncludeSyntax.VARIANTS, on, follow=True) == on[2:]
    assert read_after(IncludeSyntax.SNIPPETS, on, follow=True) == (IncludeSyntax.SNIPPETS,)


def test_what_is_an_address_on_another_site() -> None:
    assert is_remote("HTTPS://example.org/a.md")
    assert not is_remote("https.md")
