"""Cut the part of a file that an include names, and say what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from site_builder.model import (
    Between,
    Code,
    Include,
    IncludeSyntax,
    LineRange,
    LineRanges,
    NamedSection,
    WholeFile,
)
from site_builder.text.fault import Fault
from site_builder.text.includes.between import cut_between
from site_builder.text.includes.found import Numbered, numbered
from site_builder.text.includes.sections import cut_section, read_section_mark

_TURNS = {IncludeSyntax.SPLICED}
"""The syntaxes in which a range that is written backwards means lines in reverse."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What an include takes from a file."""

    lines: tuple[Numbered, ...]
    """The lines with their numbers in the file."""
    faults: tuple[Fault, ...] = ()
    """What is wrong: with a mark of the file where a line is named, else with the include."""


def cut_part(include: Include, text: str) -> Cut:
    """Cut the part of a file that an include names.

    Args:
        include: The include.
        text: The whole file.

    Returns:
        What the extension would put into the page, and what its author should know.
    """
    lines = numbered(text)
    faults: tuple[Fault, ...] = ()
    match include.part:
        case NamedSection(name):
            taken, faults = cut_section(name, lines, include.target)
        case LineRanges(ranges):
            taken, faults = _cut_ranges(include, ranges, lines)
        case Between():
            taken, faults = cut_between(include.part, text, include.target)
        case _:
            taken = lines
    if include.syntax is IncludeSyntax.SNIPPETS:
        # Marks are left out of what is shown, whatever part that is.
        taken = tuple(one for one in taken if read_section_mark(one[1]) is None)
    faults += _unmarked(include, lines)
    if not faults and not any(line.strip() for _, line in taken):
        what = "" if include.part == WholeFile() else "the part that is included of "
        faults = (Fault(Code.INCLUDE_EMPTY, f"{what}'{include.target}' holds nothing"),)
    return Cut(taken, faults)


def _cut_ranges(
    include: Include, ranges: Sequence[LineRange], lines: Sequence[Numbered]
) -> tuple[tuple[Numbered, ...], tuple[Fault, ...]]:
    taken: list[Numbered] = []
    faults: list[Fault] = []
    for one in ranges:
        fault = _fault_of(one, lines, include.target, turns=include.syntax in _TURNS)
        if fault:
            faults.append(fault)
            continue
        first, last = _indices(one, len(lines))
        taken += lines[first:last] if first < last else reversed(lines[last - 1 : first + 1])
    return tuple(taken), tuple(faults)


def _indices(one: LineRange, total: int) -> tuple[int, int]:
    """Return the index of the first line, and that behind the last."""
    first, last = one.first or 1, total if one.last is None else one.last
    return (
        total + first if first < 0 else first - 1,
        total + 1 + last if last < 0 else last,
    )


def _fault_of(
    one: LineRange, lines: Sequence[Numbered], target: str, *, turns: bool
) -> Fault | None:
    """Return what is wrong with a range of lines."""
    # A text that ends with a line end has an empty line after it for the extensions.
    total = len(lines)
    held = total - (0 if lines[-1][1] else 1)
    first, last = _indices(one, total)
    shown = f"{'' if one.first is None else one.first} to {'' if one.last is None else one.last}"
    for number, written in ((first + 1, one.first), (last, one.last)):
        if written is not None and not (0 < number <= total or written == 0):
            message = f"the range goes to line {written}, '{target}' has {held} lines"
            return Fault(Code.INCLUDE_RANGE, message)
    if first >= last and not turns:
        return Fault(Code.INCLUDE_REVERSED, f"the range {shown.strip()} ends before it begins")
    return None


def _unmarked(include: Include, lines: Sequence[Numbered]) -> tuple[Fault, ...]:
    """Return the faults of highlighted lines that the file does not have."""
    found = (_fault_of(one, lines, include.target, turns=False) for one in include.marked)
    return tuple(
        Fault(one.code, one.message.replace("the range", "the highlight")) for one in found if one
    )
