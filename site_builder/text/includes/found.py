"""What the readers of the syntaxes have in common: numbered lines in, includes and faults out."""

import re
from collections.abc import Sequence

from site_builder.model import Code, Include
from site_builder.text.fault import Fault

Numbered = tuple[int, str]
"""A line of a file: its number, counted from 1, and its text."""

Found = Include | Fault
"""An include, or what keeps one from being read; its line is that of the file."""

_MADE = re.compile(r"\{\{|\{%|\{#|\$\{")


def numbered(text: str, first: int = 1) -> tuple[Numbered, ...]:
    """Return the lines of a text with their numbers.

    Args:
        text: The text.
        first: Number of its first line.
    """
    return tuple(enumerate(text.split("\n"), start=first))


def is_made(target: str) -> bool:
    """Return whether a path holds code of a template, so that only the template knows it."""
    return _MADE.search(target) is not None


def is_remote(target: str) -> bool:
    """Return whether a path is an address on another site."""
    return target.lower().startswith(("https://", "http://"))


def invalid(line: int, written: str, what: str, hint: str = "") -> Fault:
    """Return the fault of an include that cannot be read."""
    return Fault(Code.INCLUDE_INVALID, f"the include '{on_one_line(written)}' {what}", hint, line)


def on_one_line(written: str) -> str:
    """Return an include as messages quote it."""
    return " ".join(written.split())


def line_at(text: str, offset: int, lines: Sequence[Numbered]) -> int:
    """Return the number of the line at an offset of a text that was put together from lines."""
    return lines[text.count("\n", 0, offset)][0]
