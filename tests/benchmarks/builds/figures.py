"""Numbers as the page shows them, each with the values that it was taken from."""

from collections.abc import Callable, Mapping, Sequence

from tests.benchmarks.builds.results import middle
from tests.benchmarks.record import Record


def seconds(value: float) -> str:
    """Return a time in seconds."""
    return f"{value:.2f} s" if value < 10 else f"{value:.1f} s"


def memory(value: float) -> str:
    """Return a size in bytes as one in MB."""
    return f"{value / 1e6:,.0f} MB"


QUANTITIES: Mapping[str, tuple[str, Callable[[float], str]]] = {
    "wall_seconds": ("time", seconds),
    "cpu_seconds": ("processor time", seconds),
    "peak_bytes": ("memory", memory),
}
"""What a value is called, and how it is written."""


def is_seen(rounds: Sequence[Record] | None) -> bool:
    """Return whether there is something to show; nothing is where an edit never came."""
    return bool(rounds) and all(one["wall_seconds"] is not None for one in rounds or ())


def spread(rounds: list[Record], key: str) -> str:
    """Return the median of a value, and the smallest and the largest where they differ."""
    show = QUANTITIES[key][1]
    said = show(middle(rounds, key))
    values = [one[key] for one in rounds]
    low, high = show(min(values)).split()[0], show(max(values)).split()[0]
    return said if low == high else f"{said} ({low} to {high})"


def ratio(rounds: list[Record], other: list[Record] | None, key: str = "wall_seconds") -> str:
    """Return a median as a multiple of that of another tool; empty where it was not measured."""
    if other is None or not is_seen(rounds) or not is_seen(other) or not middle(other, key):
        return ""
    return f"{middle(rounds, key) / middle(other, key):.2f}"


def overlap(some: list[Record], other: list[Record], key: str) -> bool:
    """Return whether the values of two tools lie among each other."""
    first, second = ([float(one[key]) for one in rounds] for rounds in (some, other))
    return min(first) <= max(second) and min(second) <= max(first)


def table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Return a table, of which all columns but the first hold numbers."""
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(one)} |" for one in (head, rule, *lines))
