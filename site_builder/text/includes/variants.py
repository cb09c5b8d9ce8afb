"""Find the includes of markdown-include-variants: `{* file.py ln[1:3] hl[2] *}`."""

import re
from collections.abc import Iterator, Sequence

from site_builder.model import Include, IncludeSyntax, LineRange, LineRanges, WholeFile
from site_builder.text.includes.found import Found, Numbered, invalid, is_made

_LINE = re.compile(r"\{\*\s*(?P<path>\S+)\s*(?P<settings>.*)\*\}")
_SETTING = re.compile(r"(?P<name>\w+)\[(?P<value>[^\]]+)\]")
_RANGE = re.compile(r"\s*(\d+)(?::\s*(\d+))?\s*")
_NO_PREVIEW = LineRange(0, 0)
"""What asks for the whole file alone, folded."""


def find_variants(lines: Sequence[Numbered]) -> Iterator[Found]:
    """Yield the includes of a text, in fenced blocks too.

    Args:
        lines: The lines with their numbers.
    """
    for number, line in lines:
        match = _LINE.fullmatch(line)
        if not match or is_made(match["path"]):
            continue
        settings = list(_SETTING.finditer(match["settings"]))
        ranges: dict[str, tuple[LineRange, ...]] = {"ln": (), "hl": ()}
        wrong = ""
        for one in settings:
            found = _ranges(one["value"]) if one["name"] in ranges else ()
            if found is None:
                wrong = f"has lines '{one[0]}' that cannot be read"
            elif one["name"] in ranges:
                ranges[one["name"]] += found
            elif one["name"] == "title" and not re.fullmatch('".*"', one["value"]):
                wrong = "has a title that is not in double quotes"
        if not wrong and not match["path"].endswith(".py"):
            wrong = "names a file that does not end with .py, as the extension needs it"
        if wrong:
            yield invalid(number, line, wrong, 'write {* file.py ln[1:3] hl[2] title["Title"] *}')
            continue
        wanted = tuple(one for one in ranges["ln"] if one != _NO_PREVIEW)
        part = LineRanges(wanted) if wanted else WholeFile()
        syntax = IncludeSyntax.VARIANTS
        yield Include(syntax, number, match["path"], part, line, marked=ranges["hl"])


def _ranges(written: str) -> tuple[LineRange, ...] | None:
    """Return the lines that `1:3,7` names; nothing if they cannot be read."""
    found = [_RANGE.fullmatch(one) for one in written.split(",")]
    ranges = [LineRange(int(one[1]), int(one[2] or one[1])) for one in found if one]
    return tuple(sorted(ranges, key=lambda one: one.first or 0)) if all(found) else None
