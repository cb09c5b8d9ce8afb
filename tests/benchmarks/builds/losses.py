"""Where another tool needs less than ours, read from the record."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tests.benchmarks.builds.figures import QUANTITIES, is_seen, overlap, spread
from tests.benchmarks.builds.results import middle
from tests.benchmarks.builds.tools import TOOLS
from tests.benchmarks.record import Record

STEPS: Mapping[str, str] = {
    "cold": "built from nothing",
    "edit": "one region edited",
    "unchanged": "nothing changed",
}
SERVED: Mapping[str, str] = {
    "page": "served, a page saved",
    "region": "served, a region saved",
}
_OURS = ("ours", "ours-command")
OTHERS = ("material", "zensical")


@dataclass(frozen=True, slots=True)
class Loss:
    """Something of which other tools need less."""

    what: str
    ours: str
    others: tuple[str, ...]
    """What each of `OTHERS` needs; empty for one that needs no less."""


def losses(measures: Record) -> Iterator[Loss]:
    """Yield each value that is larger for ours than for another tool.

    Args:
        measures: The measures of a record.
    """
    for measure, kinds in (("builds", STEPS), ("serve", SERVED)):
        sizes: Record = measures.get(measure, {})
        for size in sorted(sizes, key=int):
            for kind, words in kinds.items():
                tools: Record = sizes[size].get(kind, {})
                yield from _among(tools, f"{int(size):,} pages, {words}")


def _among(tools: Record, what: str) -> Iterator[Loss]:
    for key, (quantity, _) in QUANTITIES.items():
        for ours in _OURS:
            mine = tools.get(ours, [])
            if not is_seen(mine) or key not in mine[0]:
                continue
            others = tuple(_less(mine, tools.get(other, []), key) for other in OTHERS)
            if any(others):
                told = f"{TOOLS[ours].command_line}: {spread(mine, key)}"
                yield Loss(f"{what}: {quantity}", told, others)


def _less(mine: list[Record], theirs: list[Record], key: str) -> str:
    if not is_seen(theirs) or middle(mine, key) <= middle(theirs, key):
        return ""
    return f"{spread(theirs, key)}{', may be chance' if overlap(mine, theirs, key) else ''}"
