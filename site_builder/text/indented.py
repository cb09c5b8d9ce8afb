"""Find the code of a Markdown text that is marked by indentation alone.

Such a block cannot say what language it is in. What is indented in a list, an admonition, a tab or
a footnote is their text, unless it is indented once more.
"""

import re
from collections.abc import Iterator, Sequence

from site_builder.text.comments import find_comments
from site_builder.text.fences import find_fences
from site_builder.text.lines import split_lines

_INDENT = 4
_CONTAINER = re.compile(r"[-*+]\s|\d+[.)]\s|!!!|\?\?\?|===|///|\[\^|:\s|<(?!!--)")
"""How a line begins under which indented lines are text; HTML may hold anything, so it counts."""
_HIDDEN = "\0"
"""What stands for a line that is certainly no indented code."""
_OPTIONS = ":::"
"""How a directive of mkdocstrings begins, whose options are indented."""

_Line = tuple[int, str]
"""A line with its number in the text."""


def find_indented(text: str) -> tuple[tuple[int, int], ...]:
    """Return first and last line of each block of indented code, counted from 1."""
    lines = split_lines(text)
    hidden: dict[int, str] = {}
    for fence in find_fences(text):
        hidden |= dict.fromkeys(range(fence.first, fence.last + 1), f"{fence.prefix}{_HIDDEN}")
    for comment in find_comments(text):
        begins = lines[comment.first - 1].partition("<")[0]
        hidden |= dict.fromkeys(range(comment.first, comment.last + 1), f"{begins}{_HIDDEN}")
    numbered = enumerate(lines, start=1)
    # What is hidden is text as deep as it begins, whatever it holds.
    return tuple(_blocks([(n, hidden.get(n, line).expandtabs(_INDENT)) for n, line in numbered]))


def _blocks(lines: Sequence[_Line]) -> Iterator[tuple[int, int]]:
    """Yield the blocks among lines whose container has been taken off."""
    is_inside, at = False, 0
    while at < len(lines):
        text = lines[at][1]
        follows = at > 0 and bool(lines[at - 1][1].strip())
        if not text.startswith(" " * _INDENT):
            if text.startswith(_OPTIONS):
                at = _end(lines, at + 1)
                continue
            if _CONTAINER.match(text.strip()):
                is_inside = True
            elif text.strip() and not text.startswith(" ") and not follows:
                is_inside = False
            at += 1
            continue
        end = _end(lines, at)
        block = [(number, line[_INDENT:]) for number, line in lines[at:end]]
        if is_inside:
            yield from _blocks(block)
        elif not follows and not block[0][1].lstrip().startswith(_HIDDEN):
            # Without a blank line above, it is a paragraph that goes on.
            yield block[0][0], block[-1][0]
        at = end


def _end(lines: Sequence[_Line], start: int) -> int:
    """Return the index behind the last line that is indented, with blank ones between."""
    end = start
    for at in range(start, len(lines)):
        text = lines[at][1]
        if text.strip():
            if not text.startswith(" " * _INDENT):
                break
            end = at + 1
    return end
