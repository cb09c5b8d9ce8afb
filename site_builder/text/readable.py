"""Divide a Markdown text into what is read as prose and what is code; comments are neither."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from site_builder.text.comments import find_comments, lines_of, visible_fences
from site_builder.text.fences import Fence
from site_builder.text.indented import find_indented
from site_builder.text.lines import split_lines

_CODE_SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_ITEM = re.compile(r"^(?P<indent>\s*)(?:[-*+]|\d{1,9}[.)])\s+(?=\S)")
_COMMENT = re.compile(r"<!--.*?-->")
_HEADING = re.compile(r"^#{1,6}\s")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, an entry of a list, a row of a table or a heading."""

    lines: tuple[tuple[int, str], ...]
    """Its lines with their numbers, counted from 1."""
    is_item: bool = False

    @property
    def text(self) -> str:
        """Return its lines as one text."""
        return "\n".join(line for _, line in self.lines)

    def line_at(self, position: int) -> int:
        """Return the number of the line on which a position of the text stands."""
        return self.lines[self.text.count("\n", 0, position)][0]


@dataclass(frozen=True, slots=True)
class Markdown:
    """A text or a part of it."""

    prose: tuple[tuple[int, str], ...]
    """Lines outside of code and comments with their numbers; a line of these is blank."""
    fences: tuple[Fence, ...]
    """Its fenced blocks, apart from those in comments."""

    def part(self, first: int, last: int) -> "Markdown":
        """Return what stands on some lines, the first and the last included."""
        return Markdown(
            tuple(one for one in self.prose if first <= one[0] <= last),
            tuple(one for one in self.fences if first <= one.first <= last),
        )

    @property
    def is_empty(self) -> bool:
        """Return whether nothing stands there but headings."""
        written = (line for _, line in self.prose if line.strip() and not _HEADING.match(line))
        return not self.fences and not any(written)

    def blocks(self) -> Iterator[Block]:
        """Yield its paragraphs, entries of lists, rows of tables and headings."""
        lines: list[tuple[int, str]] = []
        item, after_blank = "", False
        for number, line in self.prose:
            marker = _ITEM.match(line)
            indented = bool(item) and line.startswith((" ", "\t"))
            alone = line.lstrip().startswith("|") or bool(_HEADING.match(line))
            ends = marker or alone or (after_blank and line.strip() and not indented)
            if ends and lines:
                yield _block(lines, is_item=bool(item))
                lines = []
            if ends:
                item = marker[0] if marker else ""
            if line.strip() or (item and lines):
                lines.append((number, line))
            after_blank = not line.strip() or alone
        if lines:
            yield _block(lines, is_item=bool(item))


def read_markdown(text: str) -> Markdown:
    """Return the prose and the fenced blocks of a text."""
    fences = visible_fences(text)
    hidden = set(lines_of(find_comments(text)))
    for first, last in (*find_indented(text), *((one.first, one.last) for one in fences)):
        hidden.update(range(first, last + 1))
    numbered = enumerate(split_lines(text), start=1)
    return Markdown(
        tuple((n, "" if n in hidden else _without_comments(line)) for n, line in numbered), fences
    )


def mask_code_spans(line: str) -> str:
    """Return a line of the same length in which code between backticks is blank."""
    return _CODE_SPAN.sub(lambda match: " " * len(match[0]), line)


def _block(lines: list[tuple[int, str]], *, is_item: bool) -> Block:
    while not lines[-1][1].strip():
        lines = lines[:-1]
    return Block(tuple(lines), is_item)


def _without_comments(line: str) -> str:
    """Return a line without the comments that stand within it."""
    masked = mask_code_spans(line)
    shown, at = "", 0
    for match in _COMMENT.finditer(masked):
        shown += line[at : match.start()]
        at = match.end()
    return shown + line[at:]
