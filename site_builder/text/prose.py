"""Read the prose of a Markdown page: headings, paragraphs, items and cells, each with its place.

The blocks are those of Python-Markdown and its usual extensions: lists, tables, admonitions, tabs,
definitions and footnotes, nested by indentation. Code, comments and addresses are blanked out, and
block quotes left out, for they are the words of others.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from site_builder.text.lines import split_lines
from site_builder.text.passage import Kind, Passage, Prose, without_quotations
from site_builder.text.prose_marks import blank

_INDENT = 4
"""Columns by which the contents of a block are indented."""
_FRONT_MATTER = re.compile(
    r"(?P<key>title|summary|description):[ \t]+(?P<quote>[\"']?)(?P<value>.*)"
)
_HEADING = re.compile(r"(?P<marks>#{1,6})[ \t]+(?P<title>.*?)[ \t]*#*[ \t]*$")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*$")
_BREAK = re.compile(r"(?:[-*_][ \t]*){3,}$")
_LABEL = re.compile(
    r"(?:!!!|\?\?\?\+?|===[!+]?|///)(?:[ \t][^\"\n]*)?(?:\"(?P<title>.*)\")?[^\"]*$"
)
_ITEM = re.compile(r"(?:[-*+]|\d+[.)]|:)[ \t]+")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]:")
_DIRECTIVE = re.compile(r":::[ \t]*\S")
_DIVIDER = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")


def read_prose(text: str, body_line: int = 1) -> Prose:
    """Return the prose of a page.

    Args:
        text: The whole file.
        body_line: Line on which the body begins, after the front matter.
    """
    lines = split_lines(text)
    head, body = lines[: body_line - 1], lines[body_line - 1 :]
    blanked = blank("\n".join([""] * len(head) + body))
    reader = _Reader(blanked.lines)
    passages = (*_front_matter(head), *reader.read(body_line - 1, lines))
    return Prose(passages, blanked.comments, tuple(_blocks(lines, body_line - 1)))


def _front_matter(head: Sequence[str]) -> Iterator[Passage]:
    for number, line in enumerate(head, start=1):
        match = _FRONT_MATTER.match(line)
        if match:
            value = match["value"].rstrip().removesuffix(match["quote"] or "\n")
            kind = Kind.TITLE if match["key"] == "title" else Kind.SUMMARY
            words = "\n".join(blank(value).lines)
            yield Passage(kind, without_quotations(words), ((number, match.start("value") + 1),))


def _blocks(lines: Sequence[str], start: int) -> Iterator[tuple[int, int]]:
    first = 0
    for number, line in enumerate((*lines, ""), start=1):
        if number > start and line.strip():
            first = first or number
        elif first:
            yield first, number - 1
            first = 0


@dataclass
class _Reader:
    """Divides the lines of a page into passages."""

    blanked: Sequence[str]
    passages: list[Passage] = field(default_factory=list)
    containers: list[int] = field(default_factory=list)
    """Indentation of the marks of the items, admonitions and tabs that are open."""
    pieces: list[tuple[str, int, int]] = field(default_factory=list)
    """Text, line and column of the lines of the passage at hand."""
    kind: Kind = Kind.PARAGRAPH
    table: bool = False
    after_blank: bool = True
    skipped: int = -1
    """Indentation of a directive whose options are being skipped; -1 if none is."""

    def read(self, start: int, lines: Sequence[str]) -> tuple[Passage, ...]:
        """Return the passages from a line on, counted from 0."""
        for at in range(start, len(lines)):
            line = self.blanked[at]
            if not line.strip():
                self._end()
                # A line of nothing but code of a comment is no empty line.
                self.after_blank = not lines[at].strip() or self.after_blank
                self.table = self.table and bool(lines[at].strip())
                continue
            self._take(line, at, lines)
            self.after_blank = False
        self._end()
        return tuple(self.passages)

    def _take(self, line: str, at: int, lines: Sequence[str]) -> None:
        indent = len(lines[at]) - len(lines[at].lstrip())
        if self.skipped >= 0 and indent > self.skipped:
            return
        self.skipped = -1
        if self.after_blank:
            while self.containers and self.containers[-1] >= indent:
                self.containers.pop()
            inner = self.containers[-1] + _INDENT if self.containers else 0
            if indent >= inner + _INDENT:
                self.after_blank = True
                return
        self._block(line[indent:], at, indent, lines)

    def _block(self, words: str, at: int, indent: int, lines: Sequence[str]) -> None:
        """Take a line that is no code."""
        written = lines[at].strip()
        if self.table:
            self._cells(at)
        elif written.startswith(">"):
            self._end()
        elif match := _HEADING.match(words):
            self._heading(match, written, at, indent)
        elif _UNDERLINE.match(words) and self.pieces:
            self._underlined(1 if words.startswith("=") else 2, lines)
        elif _BREAK.match(written) or _DIVIDER.match(written):
            self._end()
        elif _DIRECTIVE.match(written):
            self._end()
            self.skipped = indent
        elif "|" in words and at + 1 < len(lines) and _is_divider(lines[at + 1]):
            self._end()
            self.table = True
            self._cells(at)
        elif match := _LABEL.match(words):
            self._open(indent)
            self._passage(Kind.LABEL, match["title"] or "", at, indent + match.start("title"))
        elif match := _ITEM.match(words) or _FOOTNOTE.match(written):
            self._open(indent)
            self.kind = Kind.ITEM
            self._piece(at, indent + match.end())
        else:
            self._piece(at, indent)

    def _open(self, indent: int) -> None:
        """Begin an item, an admonition or a tab."""
        self._end()
        while self.containers and self.containers[-1] >= indent:
            self.containers.pop()
        self.containers.append(indent)

    def _piece(self, at: int, column: int) -> None:
        text = self.blanked[at][column:]
        stripped = text.strip()
        if stripped:
            self.pieces.append((stripped, at + 1, column + text.index(stripped) + 1))

    def _passage(self, kind: Kind, text: str, at: int, column: int, **more: object) -> None:
        if text.strip():
            starts = ((at + 1, column + 1),)
            self.passages.append(
                Passage(kind, without_quotations(text.rstrip()), starts, **more)  # type: ignore[arg-type]
            )

    def _heading(self, match: re.Match[str], written: str, at: int, indent: int) -> None:
        self._end()
        self.containers.clear()
        level = len(match["marks"])
        raw = written.strip("# \t")
        column = indent + match.start("title")
        self._passage(Kind.HEADING, match["title"], at, column, level=level, raw=raw)

    def _underlined(self, level: int, lines: Sequence[str]) -> None:
        text, line, column = self.pieces.pop()
        self._end()
        raw = lines[line - 1].strip()
        self._passage(Kind.HEADING, text, line - 1, column - 1, level=level, raw=raw)

    def _cells(self, at: int) -> None:
        line = self.blanked[at]
        if _is_divider(line):
            return
        column = 0
        for cell in line.split("|"):
            lead = len(cell) - len(cell.lstrip())
            self._passage(Kind.CELL, cell.strip(), at, column + lead)
            column += len(cell) + 1

    def _end(self) -> None:
        """End the passage at hand."""
        if self.pieces:
            text = "\n".join(piece for piece, _, _ in self.pieces)
            starts = tuple((line, column) for _, line, column in self.pieces)
            self.passages.append(Passage(self.kind, without_quotations(text), starts))
        self.pieces.clear()
        self.kind = Kind.PARAGRAPH


def _is_divider(line: str) -> bool:
    return "-" in line and bool(_DIVIDER.match(line.strip()))
