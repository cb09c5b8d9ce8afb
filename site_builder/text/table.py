"""Set comma-separated values as a table of Markdown."""

import csv
import io
import re
from collections.abc import Sequence

from site_builder.model import Code
from site_builder.text.fault import Fault

MOST_ROWS = 20
"""How many rows a page shows; the rest is counted."""
_MOST_COLUMNS = 30
_NUMBER = re.compile(r"[+-]?(?:\d[\d,_]*)?(?:\.\d+)?(?:[eE][+-]?\d+)? ?%?")
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>()#+.!|&~^=:\"'$@-]")
"""Characters that Markdown or one of its extensions may take for a mark."""


def table_of(text: str, separator: str = ",") -> str | Fault:
    """Return a table, or why there can be none.

    Args:
        text: The values; the first row names the columns.
        separator: What stands between two values.
    """
    try:
        rows = [row for row in csv.reader(io.StringIO(text), delimiter=separator) if row]
    except csv.Error as error:
        return Fault(Code.OUTPUT_UNUSABLE, f"the values cannot be read as a table: {error}")
    if not rows:
        return Fault(Code.OUTPUT_UNUSABLE, "the table holds no row")
    head, *body = rows
    if len(head) > _MOST_COLUMNS:
        message = f"the table has {len(head)} columns, {_MOST_COLUMNS} can be shown"
        return Fault(Code.OUTPUT_UNUSABLE, message, "let the example write fewer")
    for number, row in enumerate(body, start=2):
        if len(row) != len(head):
            message = f"row {number} has {len(row)} values, the first row names {len(head)}"
            return Fault(Code.OUTPUT_UNUSABLE, message, "put values with commas into quotes")
    shown = body[:MOST_ROWS]
    right = [_is_numeric([row[at] for row in body]) for at in range(len(head))]
    lines = [_line(head), "| " + " | ".join("--:" if one else "---" for one in right) + " |"]
    lines += [_line(row) for row in shown]
    more = len(body) - len(shown)
    if more:
        lines += ["", f'<span class="sample-rest">{more} more row{"s" if more > 1 else ""}</span>']
    return "\n".join(lines)


def _is_numeric(values: Sequence[str]) -> bool:
    filled = [value.strip() for value in values if value.strip()]
    return bool(filled) and all(_NUMBER.fullmatch(value) for value in filled)


def _line(values: Sequence[str]) -> str:
    return "| " + " | ".join(_cell(value) for value in values) + " |"


def _cell(value: str) -> str:
    """Return a value in which nothing means anything but itself."""
    # As numbers of characters, since not every mark can be escaped by a backslash everywhere.
    words = " ".join(value.split())
    return _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", words) if words else "&nbsp;"
