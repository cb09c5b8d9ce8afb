"""Divide an article into the texts that the search of MkDocs finds in it.

Its own parser is right by definition; what it does is done here with the same result, and faster.
"""

from dataclasses import dataclass, field
from html import unescape

from site_builder.text.search_tags import (
    CODE,
    HEADINGS,
    LOOSE,
    TAGS_IN_CODE,
    Tag,
    Tags,
    UnsureError,
    pieces,
)


@dataclass(slots=True)
class Section:
    """A heading and what follows it."""

    id: str | None = None
    """The anchor of the heading, if it has one."""
    title: str | None = None
    """The last text of the heading."""
    text: list[str] = field(default_factory=list)
    """The texts that follow."""


@dataclass(slots=True)
class Texts:
    """The texts of an article."""

    texts: list[str] = field(default_factory=list)
    """All of them, in order."""
    sections: list[Section] = field(default_factory=list)
    """Those behind each heading."""


def texts_of(html: str, tags: Tags) -> Texts | None:
    """Return the texts of an article as the parser of MkDocs finds them.

    Args:
        html: The article.
        tags: The tags that are known from other articles.

    Returns:
        The texts; None if only the parser itself can tell.
    """
    reader = _Reader()
    try:
        for number, part in enumerate(CODE.split(html)):
            # Each second part is the inside of a block of code.
            if number % 2 and not LOOSE.search(part):
                for text in TAGS_IN_CODE.split(part):
                    reader.text(text, verbatim=False)
            else:
                reader.read(pieces(part, tags))
    except UnsureError:
        return None
    return reader.found


class _Reader:
    def __init__(self) -> None:
        self.found = Texts()
        self._section: Section | None = None
        self._in_heading = False

    def read(self, found: list[tuple[Tag, str]]) -> None:
        for tag, text in found:
            if tag.name in HEADINGS:
                if tag.opens:
                    self._section = Section(tag.id)
                    self.found.sections.append(self._section)
                self._in_heading = not tag.closes
            if text:
                self.text(text, verbatim=tag.verbatim)

    def text(self, text: str, *, verbatim: bool) -> None:
        if not text:
            return
        if not verbatim and "&" in text:
            text = unescape(text)
        self.found.texts.append(text)
        if self._section is None:
            return
        if self._in_heading:
            self._section.title = text
        else:
            self._section.text.append(text.rstrip("\n"))
