"""Read the headings of a Markdown text, outside of fenced blocks and comments."""

import re
from dataclasses import dataclass

from site_builder.text.fences import find_fences
from site_builder.text.lines import split_lines

_HEADING = re.compile(r"^(?P<marks>#{1,6})[ \t]+(?P<title>.+?)[ \t]*#*$")
_UNDERLINE = re.compile(r"^(?P<marks>=+|-+)[ \t]*$")
"""What makes the line above it a heading of the first or of the second level."""
_NO_TITLE = re.compile(r"^(?:\s*$|\s*\||#| {4}|\t|[-*+>]\s|\d+[.)]\s)")
_ATTRIBUTES = re.compile(r"[ \t]*\{[:#.][^}]*\}$")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with what stands under it."""

    level: int
    title: str
    line: int
    """Line in the text, counted from 1."""
    empty: bool
    """Whether nothing stands between it and the next heading of its level or above."""


def find_headings(text: str) -> tuple[Heading, ...]:
    """Return the headings of a Markdown text, in order."""
    lines = split_lines(text)
    hidden = {n for fence in find_fences(text) for n in range(fence.first, fence.last + 1)}
    hidden |= _commented(lines, hidden)
    found = []
    for number, line in enumerate(lines, start=1):
        match = _HEADING.match(line)
        if match and number not in hidden:
            title = _ATTRIBUTES.sub("", match["title"])
            found.append((len(match["marks"]), title, number))
        elif _is_underlined(lines, number, hidden):
            level = 1 if lines[number].startswith("=") else 2
            found.append((level, _ATTRIBUTES.sub("", line.strip()), number))
    return tuple(
        Heading(level, title, number, _is_empty(lines, number, found[at + 1 :], level))
        for at, (level, title, number) in enumerate(found)
    )


def _is_underlined(lines: list[str], number: int, hidden: set[int]) -> bool:
    """Return whether a line is a paragraph of its own with a line of `=` or `-` under it."""
    below = lines[number] if number < len(lines) else ""
    above = lines[number - 2] if number > 1 else ""
    return (
        bool(_UNDERLINE.match(below))
        and not above.strip()
        and not _NO_TITLE.match(lines[number - 1])
        and not hidden & {number, number + 1}
    )


def _commented(lines: list[str], fenced: set[int]) -> set[int]:
    """Return the numbers of the lines on which an HTML comment stands or goes on."""
    commented: set[int] = set()
    inside = False
    for number, line in enumerate(lines, start=1):
        if number in fenced:
            continue
        begins = line.rfind("<!--")
        if inside or begins >= 0:
            commented.add(number)
            inside = line.rfind("-->") < begins if begins >= 0 else "-->" not in line
    return commented


def _is_empty(
    lines: list[str], number: int, following: list[tuple[int, str, int]], level: int
) -> bool:
    end = next((line for other, _, line in following if other <= level), len(lines) + 1)
    first = number + 1 if number < len(lines) and _UNDERLINE.match(lines[number]) else number
    return not any(line.strip() for line in lines[first : end - 1])
