"""The file that keeps the gaps of each release: a line a matrix, sorted, one beside the other.

A line depends on nothing but its own release and matrix, so that changes of two branches merge.
"""

import csv
import io
import re
from collections.abc import Iterable

from site_builder.model import Code
from site_builder.model.gaps import Cell, Recorded
from site_builder.text.fault import Fault

_COLUMNS = ("version", "matrix", "there", "owed")
_MARKS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")


def parse_gap_history(text: str) -> tuple[tuple[Recorded, ...], tuple[Fault, ...]]:
    """Read the file.

    Args:
        text: What it holds.

    Returns:
        What was recorded, the oldest version first, and what is wrong with the other lines. Of two
        lines for the same version and matrix the later counts.
    """
    found: dict[tuple[str, str], Recorded] = {}
    faults: list[Fault] = []
    for number, cells in enumerate(csv.reader(io.StringIO(text)), start=1):
        if not cells or tuple(cells) == _COLUMNS:
            continue
        if len(cells) == len(_COLUMNS) and cells[2].isdecimal() and cells[3].isdecimal():
            version, matrix = cells[0], cells[1]
            found[version, matrix] = Recorded(version, matrix, Cell(int(cells[2]), int(cells[3])))
            continue
        message = f"the line is not {', '.join(_COLUMNS[:-1])} and {_COLUMNS[-1]}"
        hint = "remove it, and run: site-builder gaps --record VERSION"
        if cells[0].startswith(_MARKS):
            message, hint = "a conflict of a merge is left", "keep the lines of both sides"
        faults.append(Fault(Code.GAP_HISTORY_INVALID, message, hint, number))
    return tuple(sorted(found.values(), key=_key)), tuple(faults)


def format_gap_history(history: Iterable[Recorded]) -> str:
    """Return the file that holds what was recorded, sorted."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for one in sorted(history, key=_key):
        writer.writerow((one.version, one.matrix, one.count.met, one.count.owed))
    return lines.getvalue()


def _key(one: Recorded) -> tuple[list[tuple[int, int, str]], str]:
    """Return a key by which 1.9 comes before 1.10, and 1.10rc1 before 1.10."""
    parts = re.findall(r"\d+|[a-z]+", one.version.lower())
    # The end of a version lies between the letters of a trial before it and a further number.
    keys = [(2, int(part), "") if part.isdigit() else (0, 0, part) for part in parts]
    return [*keys, (1, 0, "")], one.matrix
