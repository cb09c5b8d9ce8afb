"""Find a text that marks the lines which a page has marked by their numbers."""

import re
from collections.abc import Collection

from site_builder.text.lines import split_lines


def text_for_lines(code: str, numbers: Collection[int]) -> str:
    """Return the shortest text that stands in some lines of code and in no other.

    Args:
        code: The code.
        numbers: The lines, counted from 1.

    Returns:
        A text for `highlight="..."`; empty when there is none, or when nothing is to be marked.
    """
    lines = split_lines(code)
    wanted = [line for number, line in enumerate(lines, start=1) if number in numbers]
    others = [line for number, line in enumerate(lines, start=1) if number not in numbers]
    if not wanted:
        return ""
    for text in _candidates(wanted[0]):
        everywhere = all(text in line for line in wanted)
        if everywhere and not any(text in line for line in others) and not _is_quoted(text):
            return text
    return ""


def _candidates(line: str) -> list[str]:
    """Return runs of whole words of a line, the shortest first."""
    words = [match.span() for match in re.finditer(r"\w+|[^\w\s]+", line)]
    runs = {
        line[words[first][0] : words[last][1]]
        for first in range(len(words))
        for last in range(first, len(words))
    }
    # A lone sign marks the right lines and says nothing to who reads the directive.
    return sorted(runs, key=lambda text: (not re.search(r"\w{2}", text), len(text), text))


def _is_quoted(text: str) -> bool:
    """Return whether no quotes are left to put around a text."""
    return {'"', "'"} <= set(text)
