"""Find includes in a text that readers see, where an extension should have taken them away."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from site_builder.model import Includes, IncludeSyntax, MarkdownIncludes

# Dashes and quotes may have become typographic ones.
_QUOTED = r"[\"'\u201c\u2018\u201e][^\"'\u201c\u201d\u2018\u2019\u201e]+[\"'\u201d\u2019\u201c]"
_SNIPPET = re.compile(
    rf"[-\u2013\u2014]+8<[-\u2013\u2014]+[ \t]+(?:{_QUOTED}|[\w./-]+\.\w+(?=\s|$))"
)
_SPLICED = re.compile(r"\{![+>-]*\s*[\w./~-]+\.\w+(?:\s*\[ln:[\d.,-]+\])?\s*(?:\|[^{}!]*)?!\}")
_VARIANTS = re.compile(r"\{\*\s*\S+\.py\b[^{}]*\*\}")
_ESCAPED = re.compile(r"(?:;+(?=-+8<)|\\(?=\{!))(?P<rest>.*)")


@dataclass(frozen=True, slots=True)
class Left:
    """An include that stands in a text for readers."""

    syntax: IncludeSyntax
    written: str


def find_left(text: str, ways: Includes) -> Iterator[Left]:
    """Yield the includes in a text of a built page, of extensions that are turned on and others.

    Args:
        text: Text of a paragraph or the like, without the code in it.
        ways: How the extensions are set up.
    """
    for syntax, pattern in _patterns(ways):
        for match in pattern.finditer(text):
            yield Left(syntax, " ".join(match[0].split()))


def _patterns(ways: Includes) -> Sequence[tuple[IncludeSyntax, re.Pattern[str]]]:
    markdown = ways.markdown or MarkdownIncludes()
    words = f"(?:{re.escape(markdown.include_markdown)}|{re.escape(markdown.include)})"
    tag = re.compile(
        rf"{re.escape(markdown.opening)}\s*{words}\s+{_QUOTED}.*?{re.escape(markdown.closing)}",
        re.DOTALL,
    )
    plain = IncludeSyntax.PLAIN if ways.plain and not ways.spliced else IncludeSyntax.SPLICED
    return (
        (IncludeSyntax.SNIPPETS, _SNIPPET),
        (IncludeSyntax.MARKDOWN, tag),
        (plain, _SPLICED),
        (IncludeSyntax.VARIANTS, _VARIANTS),
    )


def as_typed(text: str) -> str:
    """Return a text as it is compared: typographic quotes, dashes and spaces are all alike."""
    plain = re.sub(r"[\u201c\u201d\u201e\u2018\u2019\"']", '"', text)
    return " ".join(re.sub(r"[-\u2013\u2014]+", "-", plain).split())


def what_is_escaped(lines: Sequence[str]) -> tuple[str, ...]:
    """Return what an author has escaped, to be compared: a reader is meant to see it.

    Args:
        lines: The lines of a page.
    """
    found = (_ESCAPED.search(line) for line in lines)
    return tuple(as_typed(match["rest"]) for match in found if match)
