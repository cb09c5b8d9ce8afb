"""Find the named regions of a source file.

A region begins with a comment `region NAME` on its own line and ends with a comment `endregion`,
which may repeat the name. A name is one word, so that a remark which begins with "region" stays a
remark. Regions may nest. Editors fold the same marks, so an author sees the same parts as the
reader; a `region` without a name is a fold only, and is left out of samples as any mark.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from site_builder.model import Code
from site_builder.text.fault import Fault
from site_builder.text.languages import Language
from site_builder.text.lines import split_lines

_MARK = re.compile(r"\s*(?P<end>end)?region(?:[ \t]+(?P<name>[\w.-]+))?\s*")


@dataclass(frozen=True, slots=True)
class Region:
    """A named part of a file, without the lines of its marks."""

    name: str
    first: int
    """First line after the opening mark, counted from 1."""
    last: int
    """Last line before the closing mark."""


@dataclass(frozen=True, slots=True)
class _Mark:
    line: int
    name: str
    opens: bool


def is_mark(line: str, language: Language) -> bool:
    """Return whether a line does nothing but open or close a region."""
    return _read_mark(line, 0, language) is not None


# Many samples come from one file, and each is looked at several times in a build.
@lru_cache(maxsize=1024)
def find_regions(text: str, language: Language) -> tuple[tuple[Region, ...], tuple[Fault, ...]]:
    """Find the regions of a file and what is wrong with their marks.

    Args:
        text: The whole file.
        language: Its language, which says how comments are written.

    Returns:
        The regions that are closed, in order, and the faults with their lines.
    """
    lines = split_lines(text)
    regions: list[Region] = []
    faults: list[Fault] = []
    open_marks: list[_Mark] = []
    for number, line in enumerate(lines, start=1):
        mark = _read_mark(line, number, language)
        if mark is None:
            continue
        if mark.opens:
            taken = {one.name for one in open_marks} | {one.name for one in regions}
            if mark.name and mark.name in taken:
                message = f"the region '{mark.name}' is marked twice"
                faults.append(Fault(Code.REGION_DUPLICATE, message, line=number))
            open_marks.append(mark)
        else:
            _close(mark, open_marks, regions, faults)
    for mark in (one for one in open_marks if one.name):
        message = f"the region '{mark.name}' is never closed"
        faults.append(Fault(Code.REGION_UNCLOSED, message, line=mark.line))
    for region in regions:
        inside = lines[region.first - 1 : region.last]
        if not any(line.strip() and not is_mark(line, language) for line in inside):
            message = f"the region '{region.name}' holds no code"
            faults.append(Fault(Code.REGION_EMPTY, message, line=region.first - 1))
    return tuple(sorted(regions, key=lambda one: one.first)), tuple(faults)


def _close(
    mark: _Mark, open_marks: list[_Mark], regions: list[Region], faults: list[Fault]
) -> None:
    """Close the region that a closing mark names, or else the innermost one."""
    matching = [one for one in open_marks if not mark.name or one.name == mark.name]
    if not matching:
        name = f" '{mark.name}'" if mark.name else ""
        message = f"the region{name} is closed here but never opened"
        hint = "the name of a region is one word"
        faults.append(Fault(Code.REGION_UNOPENED, message, hint, mark.line))
        return
    opening = matching[-1]
    if opening is not open_marks[-1]:
        message = f"the region '{opening.name}' is closed inside the region '{open_marks[-1].name}'"
        faults.append(Fault(Code.REGION_OVERLAPPING, message, line=mark.line))
    open_marks.remove(opening)
    if opening.name:
        regions.append(Region(opening.name, opening.line + 1, mark.line - 1))


def _read_mark(line: str, number: int, language: Language) -> _Mark | None:
    """Return the mark that a line is, if it is one."""
    stripped = line.strip()
    for opening, closing in language.comments:
        if not (stripped.startswith(opening) and stripped.endswith(closing)):
            continue
        inside = stripped.removeprefix(opening).removesuffix(closing)
        match = _MARK.fullmatch(inside)
        if match:
            return _Mark(number, match["name"] or "", opens=not match["end"])
    return None
