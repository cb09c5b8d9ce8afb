"""Divide an article into the sections that Material's search finds in it.

Material's own parser is right by definition. What it does is done here with the same result, in a
fraction of the time: most of the tags of an article are the spans of its code, and of those it
needs nothing but the text between them.
"""

import math
from dataclasses import dataclass, field
from html import escape, unescape

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

VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()  # noqa: SIM905
)
"""Elements that have no inside."""
_ALWAYS_SKIPPED = frozenset({"object", "script", "style"})
_KEPT = frozenset({"p", "code", "pre", "li", "ol", "ul", "sub", "sup"})


@dataclass(slots=True)
class Section:
    """A heading and what follows it."""

    name: str
    """Name of the element of the heading; `hx` when there is none."""
    depth: float = 0
    """How deep the heading is nested; infinite when nothing can follow any more."""
    excluded: bool = False
    """Whether an author wants the section to be left out."""
    id: str | None = None
    """The anchor of the heading; none for the first section."""
    title: list[str] = field(default_factory=list)
    """The heading with its markup, in pieces."""
    text: list[str] = field(default_factory=list)
    """What follows with its markup, in pieces."""


def sections_of(html: str, tags: Tags) -> list[Section] | None:
    """Return the sections of an article as Material's parser finds them.

    Args:
        html: The article.
        tags: The tags that are known from other articles.

    Returns:
        The sections, excluded ones included; None if only the parser itself can tell.
    """
    reader = _Reader()
    try:
        for number, part in enumerate(CODE.split(html)):
            # Each second part is the inside of a block of code.
            if number % 2 and reader.sees_text_only() and not LOOSE.search(part):
                reader.text(TAGS_IN_CODE.sub("", part), verbatim=False)
            else:
                reader.read(pieces(part, tags))
    except UnsureError:
        return None
    return reader.sections


class _Reader:
    def __init__(self) -> None:
        self.sections: list[Section] = []
        self._section: Section | None = None
        self._context: list[str] = []
        # Elements are left out by their names, whichever of that name was to be.
        self._skip = set(_ALWAYS_SKIPPED)
        self._skipping = False
        self._permalinks: list[int] = []

    def sees_text_only(self) -> bool:
        """Return whether spans and anchors in the code that begins change nothing."""
        return (
            self._context[-1:] == ["code"]
            and "pre" in self._context
            and self._skip.isdisjoint(("span", "a"))
            and self._section is not None
            and self._section.depth <= len(self._context)
        )

    def read(self, found: list[tuple[Tag, str]]) -> None:
        for tag, text in found:
            if tag.opens:
                if tag.name not in VOID:
                    self._open(tag)
                    if tag.closes:
                        self._close(tag.name)
            elif tag.closes:
                self._close(tag.name)
            if text:
                self.text(text, verbatim=tag.verbatim)

    def text(self, text: str, *, verbatim: bool) -> None:
        if self._skipping or not text:
            return
        if not verbatim and "&" in text:
            text = unescape(text)
        space = text.isspace()
        in_code = "pre" in self._context
        if not in_code:
            text = " " if space else text.replace("\n", " ")
        section = self._section or self._preface()
        if section.name in self._context:
            if not self._permalinks:
                section.title.append(_escaped(text))
        elif not space:
            section.text.append(_escaped(text))
        elif in_code or not section.text or not section.text[-1].isspace():
            section.text.append(text)

    def _preface(self) -> Section:
        self._section = Section("hx")
        self.sections.append(self._section)
        return self._section

    def _open(self, tag: Tag) -> None:
        name = tag.name
        self._context.append(name)
        if tag.permalink:
            self._permalinks.append(len(self._context))
        if name in HEADINGS and tag.has_id:
            self._begin(tag)
        section = self._section or self._preface()
        if tag.excluded or tag.numbers:
            self._skip.add(name)
            self._skipping = True
            return
        if name in self._skip:
            self._skipping = True
        if name in _KEPT and not self._skipping:
            _pieces_of(section, self._context).append(f"<{name}>")

    def _begin(self, tag: Tag) -> None:
        depth = len(self._context)
        if tag.name != "h1" and not self.sections:
            self.sections.append(Section("hx", depth))
        self._section = Section(tag.name, depth, tag.excluded)
        if self.sections:
            self._section.id = tag.id
        self.sections.append(self._section)

    def _close(self, name: str) -> None:
        context = self._context
        depth = len(context)
        if not context or context[-1] != name:
            return
        # Whatever was opened has a section.
        section = self._section or self._preface()
        if section.depth > depth:
            section = self._leave(section, depth)
        if self._permalinks and self._permalinks[-1] == depth:
            self._permalinks.pop()
        context.pop()
        if name in self._skip:
            if name not in _ALWAYS_SKIPPED:
                self._skip.remove(name)
            self._skipping = not self._skip.isdisjoint(self._context)
        elif name in _KEPT and not self._skipping:
            _end(_pieces_of(section, context), name)

    def _leave(self, section: Section, depth: int) -> Section:
        """Return the section that goes on, when the element around the last one ends."""
        section.depth = math.inf
        # The first section is never nested.
        self._section = next(one for one in reversed(self.sections) if one.depth <= depth)
        return self._section


def _pieces_of(section: Section, context: list[str]) -> list[str]:
    """Return the pieces to which markup is added: of the heading while in it, else of the text."""
    return section.title if section.name in context else section.text


def _escaped(text: str) -> str:
    return escape(text, quote=False) if "&" in text or "<" in text or ">" in text else text


def _end(found: list[str], name: str) -> None:
    """End an element, or take it away with what is in it if that is nothing but space."""
    try:
        first = found.index(f"<{name}>")
    except ValueError:
        # Material's parser breaks off here; it may say so itself.
        raise UnsureError from None
    # Most elements end with a word.
    if first == len(found) - 1 or (
        found[-1].isspace() and all(piece.isspace() for piece in found[first + 1 :])
    ):
        del found[first:]
    else:
        found.append(f"</{name}>")
