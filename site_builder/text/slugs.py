"""The anchors of a Markdown file as GitHub and its like make them from headings."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from site_builder.text.comments import find_comments, lines_of
from site_builder.text.fences import find_fences
from site_builder.text.headings import find_headings
from site_builder.text.html import read_document
from site_builder.text.lines import split_lines

_LINK = re.compile(r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
_MARKS = re.compile(r"[*`]|<[^>]+>|\\(?=[^\w\s])")
_UNDER = re.compile(r" {0,3}(?:=+|-+)[ \t]*")
_KEPT = ("L", "M", "N")
"""Categories of characters that stay: letters, marks, numbers."""


def slug_of(title: str) -> str:
    """Return the anchor of a heading, before another one of the same name is told from it.

    Args:
        title: The heading in Markdown, without its marks at the start.
    """
    words = _MARKS.sub("", _LINK.sub(r"\1", title)).strip().lower()
    kept = (one for one in words if one in " -_" or unicodedata.category(one)[0] in _KEPT)
    return "".join(kept).replace(" ", "-")


def anchors_of_markdown(text: str) -> frozenset[str]:
    """Return the anchors of a Markdown file: of its headings, and those that its HTML names.

    Args:
        text: The file.
    """
    counted: Counter[str] = Counter()
    found: set[str] = set()
    for title in _titles(text):
        slug = slug_of(title)
        found.add(f"{slug}-{counted[slug]}" if counted[slug] else slug)
        counted[slug] += 1
    return frozenset(found) | read_document(text).anchors


def _titles(text: str) -> Iterator[str]:
    """Yield the headings in order, in both ways of writing them."""
    titles = {one.line: one.title for one in find_headings(text)}
    lines = split_lines(text)
    hidden = {n for fence in find_fences(text) for n in range(fence.first, fence.last + 1)}
    hidden |= lines_of(find_comments(text))
    for number, (line, under) in enumerate(pairwise(lines), start=1):
        if line.strip() and number not in hidden and _UNDER.fullmatch(under):
            titles.setdefault(number, line)
    return (titles[number] for number in sorted(titles))
