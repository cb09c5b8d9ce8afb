"""Find the fenced blocks of a Markdown text.

Fences may be indented or quoted (`>`), as in lists, admonitions and tabs. A block is closed by a
line with at least as many of the same character and nothing else, so a longer fence can quote a
shorter one. A list item, admonition or quote that ends before its block is closed ends the block.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from site_builder.text.lines import split_lines

_PREFIX = re.compile(r"[ \t>]*")
_CODE_INDENT = 4
"""Columns by which a line is indented that is code, whatever it looks like."""
_OPENING = re.compile(r"^(?P<prefix>[ \t>]*)(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)$")


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block."""

    prefix: str
    """What stands before the fence on each of its lines: indentation, quote marks."""
    info: str
    """The text after the opening fence."""
    body: tuple[str, ...]
    """The lines between the fences, without the prefix."""
    first: int
    """Line of the opening fence, counted from 1."""
    last: int
    """Line of the closing fence, or the last line of the text when it is unclosed."""
    closed: bool

    @property
    def language(self) -> str:
        """Return the first word of the info text."""
        return self.info.split(maxsplit=1)[0] if self.info else ""


def fence_around(text: str) -> str:
    """Return a fence that is longer than any in a text, so that the text can stand in it."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    return "`" * max(3, longest + 1)


# Each step of a build looks at the fences of a page anew.
@lru_cache(maxsize=2048)
def find_fences(text: str) -> tuple[Fence, ...]:
    """Return the outermost fenced blocks of a Markdown text, in order."""
    lines = split_lines(text)
    fences: list[Fence] = []
    at = 0
    while at < len(lines):
        opening = _OPENING.match(lines[at])
        if not opening or _is_inline_code(opening):
            at += 1
            continue
        prefix = opening["prefix"]
        end, closed = _end(lines, at + 1, prefix, opening["fence"])
        body = tuple(_without(line, prefix) for line in lines[at + 1 : end])
        last = end + 1 if closed else end
        fences.append(Fence(prefix, opening["info"].strip(), body, at + 1, last, closed))
        at = last
    return tuple(fences)


def _is_inline_code(opening: re.Match[str]) -> bool:
    """Return whether the line is code within a sentence, which ends with the same backticks."""
    return opening["fence"].startswith("`") and opening["fence"] in opening["info"]


def _end(lines: list[str], start: int, prefix: str, fence: str) -> tuple[int, bool]:
    """Return the index of the line that ends a block, and whether it is the closing fence."""
    quotes, indent = _depth(prefix)
    for number, line in enumerate(lines[start:], start):
        leading = _prefix_of(line)
        its_quotes, its_indent = _depth(leading)
        if its_quotes == quotes and its_indent < indent + _CODE_INDENT:
            bare = line[len(leading) :].rstrip()
            if len(bare) >= len(fence) and set(bare) == {fence[0]}:
                return number, True
        if line.strip() and (its_quotes < quotes or (not quotes and its_indent < indent)):
            return number, False
    return len(lines), False


def _prefix_of(line: str) -> str:
    match = _PREFIX.match(line)
    return match[0] if match else ""


def _depth(prefix: str) -> tuple[int, int]:
    """Return the number of quote marks and of columns."""
    return prefix.count(">"), len(prefix.expandtabs(4))


def _without(line: str, prefix: str) -> str:
    """Return a line without the prefix of its block, which may be written a little differently."""
    if line.startswith(prefix):
        return line[len(prefix) :]
    for _ in range(prefix.count(">")):
        line = line.lstrip().removeprefix(">")
    return line.lstrip(" \t")
