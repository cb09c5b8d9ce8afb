"""Find the snippets of pymdownx.snippets: `--8<-- "file"`, and paths between two `--8<--`."""

import re
from collections.abc import Iterator, Sequence

from site_builder.model import (
    Code,
    Include,
    IncludeSyntax,
    LineRange,
    LineRanges,
    NamedSection,
    WholeFile,
)
from site_builder.model.include import IncludePart
from site_builder.text.fault import Fault
from site_builder.text.includes.found import Found, Numbered, invalid, is_made

_MARK = re.compile(
    r"""[ \t]*(?P<escape>;*)(?:
        (?P<inline>-+8<-+[ \t]+)(?P<quoted>"(?:\\"|[^"\n\r])+?"|'(?:\\'|[^'\n\r])+?')(?![ \t])
        |(?P<block>-+8<-+)(?![ \t])
    )\r?""",
    re.VERBOSE,
)
_SPACE_AFTER = re.compile(r"""[ \t]*-+8<-+[ \t]+(?P<quoted>"[^"]+"|'[^']+')[ \t]+""")
_RANGES = re.compile(r":-?\d*(?::-?\d*)?(?:,(?=[-\d:])-?\d*(?::-?\d*)?)*")
_NO_NUMBER = re.compile(r"-(?!\d)")
_SECTION = re.compile(r":[a-z][-_0-9a-z]*", re.IGNORECASE)


def find_snippets(lines: Sequence[Numbered]) -> Iterator[Found]:
    """Yield the snippets of a text, in fenced blocks too, as the extension reads them.

    Args:
        lines: The lines with their numbers.
    """
    opened = 0
    for number, line in lines:
        mark = _MARK.fullmatch(line)
        if mark and mark["escape"]:
            continue
        if mark and mark["block"]:
            opened = 0 if opened else number
        elif mark and not opened:
            yield from read_snippet(mark["quoted"][1:-1].strip(), number, line)
    if opened:
        message = "the block of snippets that begins here is never closed, so that what follows "
        message += "is taken for names of files and left out"
        hint = "close it with a line that holds '--8<--' and nothing else"
        yield Fault(Code.INCLUDE_UNCLOSED, message, hint, opened)
    yield from _find_in_blocks([one for one in lines if not opened or one[0] < opened])


def _find_in_blocks(lines: Sequence[Numbered]) -> Iterator[Found]:
    """Yield the snippets that stand between two marks, a path on each line."""
    inside = False
    for number, line in lines:
        mark = _MARK.fullmatch(line)
        if mark and not mark["escape"]:
            inside = inside != bool(mark["block"])
        elif not mark and inside:
            yield from read_snippet(line.strip(), number, line)


def read_snippet(target: str, number: int, written: str) -> Iterator[Found]:
    """Yield the snippet that a path with its part names; nothing when it is commented out.

    Args:
        target: The path as it is written, without quotes.
        number: The line that it stands on.
        written: That line.
    """
    if not target or target.startswith(";") or is_made(target):
        return
    path, part = split_target(target)
    if not path.strip():
        yield invalid(number, written, "names no file", "write the file before the colon")
        return
    if isinstance(part, LineRanges) and _NO_NUMBER.search(target[len(path) :]):
        yield invalid(number, written, "has lines that cannot be read", "write ':1:3'")
        return
    yield Include(IncludeSyntax.SNIPPETS, number, path.strip(), part, written.strip())


def split_target(target: str) -> tuple[str, IncludePart]:
    """Divide what names a snippet into the path and the part of the file.

    Args:
        target: Such as `file.py`, `file.py:name`, `file.py:1:3,7:9`.
    """
    for at in (match.start() for match in re.finditer(":", target)):
        rest = target[at:]
        if _RANGES.fullmatch(rest):
            return target[:at], LineRanges(tuple(_range(one) for one in rest[1:].split(",")))
        if _SECTION.fullmatch(rest):
            return target[:at], NamedSection(rest[1:])
    return target, WholeFile()


def _range(written: str) -> LineRange:
    first, _, last = written.partition(":")
    return LineRange(*(int(one) if one.strip("-") else None for one in (first, last)))


def find_unseen(lines: Sequence[Numbered]) -> Iterator[Found]:
    """Yield the lines that are snippets but for a space at their end, which hides them.

    Args:
        lines: The lines with their numbers.
    """
    for number, line in lines:
        match = _SPACE_AFTER.fullmatch(line)
        if match:
            yield from read_snippet(match["quoted"][1:-1].strip(), number, line)
