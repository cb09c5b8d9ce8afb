"""A run of prose on a page, in which every letter knows its line and column."""

import re
from dataclasses import dataclass
from enum import StrEnum

from site_builder.text.prose_marks import Comment

QUOTED = "\ue001"
"""Stands for a letter of a quotation, as `CODE` does for one of code."""

_QUOTATION = re.compile(
    r"\"[^\"]{1,400}?\"|“[^”]{1,400}?”|‘[^’]{1,400}?’(?!\w)|(?<![\w’'])'(?=\S)[^']{1,200}?(?<=\S)'(?!\w)"
)
_LETTER = re.compile(r"[^\n]")


class Kind(StrEnum):
    """What a passage is on its page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    """The first paragraph of an item of a list, of a definition or of a footnote."""
    CELL = "cell"
    LABEL = "label"
    """The title of an admonition or of a tab."""
    TITLE = "title"
    """The title in the front matter."""
    SUMMARY = "summary"
    """The summary or the description in the front matter."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of prose that belongs together."""

    kind: Kind
    text: str
    """Its words; the lines are divided as in the source."""
    starts: tuple[tuple[int, int], ...]
    """Line and column of the first letter of each of its lines, counted from 1."""
    level: int = 0
    """Level of a heading."""
    raw: str = ""
    """A heading as it was written, with its code."""

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column of a letter.

        Args:
            offset: How many letters of the text come before it.
        """
        before = self.text[:offset]
        line, column = self.starts[before.count("\n")]
        return line, column + offset - (before.rfind("\n") + 1)


@dataclass(frozen=True, slots=True)
class Prose:
    """The prose of a page."""

    passages: tuple[Passage, ...]
    comments: tuple[Comment, ...]
    blocks: tuple[tuple[int, int], ...] = ()
    """First and last line of each run of lines without an empty one between them."""


def without_quotations(text: str) -> str:
    """Return a text of the same length without what is in quotation marks: words of others."""
    return _QUOTATION.sub(lambda match: _LETTER.sub(QUOTED, match[0]), text)
