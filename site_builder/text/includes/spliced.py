"""Find the includes of mdx_include, `{! file [ln:1-3] | encoding !}`, and of markdown-include."""

import re
from collections.abc import Iterator, Sequence

from site_builder.model import (
    Following,
    Include,
    IncludeSyntax,
    LineRange,
    LineRanges,
    SplicedIncludes,
    WholeFile,
)
from site_builder.model.include import IncludePart
from site_builder.text.includes.found import Found, Numbered, invalid, is_made

_PLAIN = re.compile(r"\{!\s*(?P<path>.+?)\s*!(?:lines=(?P<lines>[0-9 -]+))?\}")
_ENDS = re.compile(r"(?P<row>\d*)(?:\.\d*)?")


def spliced_pattern(ways: SplicedIncludes) -> re.Pattern[str]:
    """Return the regular expression of an include of mdx_include.

    Args:
        ways: How the extension is set up.

    Raises:
        re.error: What a project has set is no regular expression.
    """
    return re.compile(
        rf"(?P<escape>\\)?{ways.left}(?P<recursive>[{ways.asks}{ways.refuses}])?(?:{ways.indents}?)?"
        r"\s*(?P<path>[^]|[]+?)(?:\s*\[ln:(?P<lines>[\d.,-]+)\])?\s*"
        rf"(?:{ways.divider}\s*(?P<encoding>.+?)\s*)?{ways.right}"
    )


def find_spliced(lines: Sequence[Numbered], ways: SplicedIncludes) -> Iterator[Found]:
    """Yield the includes of mdx_include in a text, in fenced blocks too.

    Args:
        lines: The lines with their numbers.
        ways: How the extension is set up.
    """
    pattern = spliced_pattern(ways)
    for number, line in lines:
        for match in pattern.finditer(line):
            if match["escape"] or is_made(match["path"]):
                continue
            part = _slices(match["lines"] or "")
            if part is None:
                yield invalid(number, match[0], "has lines that cannot be read", "write [ln:1-3]")
                continue
            asked = match["recursive"] or ""
            follow = ways.following is Following.ALWAYS and asked != ways.refuses
            follow = follow or (ways.following is Following.ASKED and asked == ways.asks)
            yield Include(
                IncludeSyntax.SPLICED,
                number,
                match["path"].strip(),
                part,
                match[0],
                encoding=match["encoding"] or "",
                follow=follow,
            )


def _slices(written: str) -> IncludePart | None:
    """Return the rows that slices such as `1-3,5` name; nothing if they cannot be read."""
    found: list[LineRange] = []
    for one in filter(None, written.split(",")):
        ends = [_ENDS.fullmatch(end) for end in one.split("-")]
        rows = [int(end["row"]) if end["row"] else None for end in ends if end]
        if len(rows) != len(ends) or len(rows) > 2 or 0 in rows:
            return None
        first, last = rows[0], rows[-1]
        # Where one end alone names no row, it is the last row that is meant.
        found.append(LineRange(-1 if first is None and last else first, last))
    return LineRanges(tuple(found)) if found else WholeFile()


def find_plain(lines: Sequence[Numbered]) -> Iterator[Found]:
    """Yield the includes of markdown-include in a text, in fenced blocks too.

    Args:
        lines: The lines with their numbers.
    """
    for number, line in lines:
        for match in _PLAIN.finditer(line):
            if is_made(match["path"]):
                continue
            blocks = [one.split("-") for one in (match["lines"] or "").split()]
            if any(len(ends) > 2 or not all(ends) or "0" in ends for ends in blocks):
                hint = "write !lines=1-3 5}"
                yield invalid(number, match[0], "has lines that cannot be read", hint)
                continue
            ranges = tuple(LineRange(int(ends[0]), int(ends[-1])) for ends in blocks)
            part = LineRanges(ranges) if ranges else WholeFile()
            yield Include(IncludeSyntax.PLAIN, number, match["path"], part, match[0])
