"""Find the fenced blocks of a Markdown text.

Fences may be indented or quoted (`>`), as in lists, admonitions and tabs. A block is closed by a
line with at least as many of the same character and nothing else, so a longer fence can quote a
shorter one.
"""

import re
from dataclasses import dataclass

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


def find_fences(text: str) -> tuple[Fence, ...]:
    """Return the outermost fenced blocks of a Markdown text, in order."""
    lines = text.splitlines()
    fences: list[Fence] = []
    at = 0
    while at < len(lines):
        opening = _OPENING.match(lines[at])
        if not opening or _is_inline_code(opening):
            at += 1
            continue
        end = _closing(lines, at + 1, opening["fence"])
        closed = end < len(lines)
        body = tuple(_without(line, opening["prefix"]) for line in lines[at + 1 : end])
        last = end + 1 if closed else len(lines)
        info = opening["info"].strip()
        fences.append(Fence(opening["prefix"], info, body, at + 1, last, closed))
        at = end + 1
    return tuple(fences)


def _is_inline_code(opening: re.Match[str]) -> bool:
    """Return whether the line is code within a sentence, which may not hold its own backticks."""
    return opening["fence"].startswith("`") and "`" in opening["info"]


def _closing(lines: list[str], start: int, fence: str) -> int:
    for number in range(start, len(lines)):
        bare = lines[number].strip(" \t>")
        if len(bare) >= len(fence) and set(bare) == {fence[0]}:
            return number
    return len(lines)


def _without(line: str, prefix: str) -> str:
    """Return a line without the prefix of its block; blank lines may lack it."""
    if line.startswith(prefix):
        return line[len(prefix) :]
    return line.lstrip(" \t>")
