"""Find the HTML comments of a Markdown text, outside of fenced blocks."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from site_builder.text.fences import Fence, find_fences
from site_builder.text.lines import split_lines

_OPENING = re.compile(r"[ \t>]*<!--(?P<text>.*)")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment that begins on a line of its own."""

    text: str
    """What it says, as one line."""
    first: int
    """Line on which it begins, counted from 1."""
    last: int
    """Line on which it ends."""


def find_comments(text: str) -> tuple[Comment, ...]:
    """Return the comments of a Markdown text that begin on a line of their own, in order."""
    lines = split_lines(text)
    fences = {fence.first: fence.last for fence in find_fences(text)}
    found: list[Comment] = []
    number = 1
    while number <= len(lines):
        opening = _OPENING.match(lines[number - 1])
        if number in fences:
            number = fences[number]
        elif opening:
            comment = _comment(lines, number, opening["text"])
            found.append(comment)
            number = comment.last
        number += 1
    return tuple(found)


def _comment(lines: list[str], first: int, text: str) -> Comment:
    """Return the comment that begins on a line, up to its end or that of the text."""
    last = first
    while "-->" not in text and last < len(lines):
        text += f" {lines[last].strip()}"
        last += 1
    return Comment(text.partition("-->")[0].strip(), first, last)


def visible_fences(text: str) -> tuple[Fence, ...]:
    """Return the fenced blocks of a Markdown text that stand in no comment, in order."""
    hidden = lines_of(find_comments(text))
    return tuple(fence for fence in find_fences(text) if fence.first not in hidden)


def lines_of(comments: Iterable[Comment]) -> frozenset[int]:
    """Return the numbers of the lines that comments take up."""
    return frozenset(n for one in comments for n in range(one.first, one.last + 1))
