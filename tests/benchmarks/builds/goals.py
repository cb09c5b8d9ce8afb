"""What we want to reach, beside what was measured."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.benchmarks.builds.figures import is_seen
from tests.benchmarks.builds.results import middle
from tests.benchmarks.builds.tools import TOOLS
from tests.benchmarks.record import Record

SIZE = "1000"
"""Of how many pages the goals speak."""
TWICE = "2000"


@dataclass(frozen=True, slots=True)
class Goal:
    """A ratio of two values of one record, and the most that it should be."""

    what: str
    most: float
    measured: float

    @property
    def is_reached(self) -> bool:
        """Return whether the ratio, rounded as it is shown, is small enough."""
        return round(self.measured, 2) <= self.most


_BUILDS = (
    # A step, one of our commands, another tool, and the most that the ratio of times should be.
    *(("cold", "ours", "material", 0.30), ("cold", "ours", "zensical", 0.50)),
    *(("edit", "ours", "material", 0.05), ("edit", "ours", "zensical", 0.25)),
    *(("edit", "ours-command", "material", 0.03), ("edit", "ours-command", "zensical", 0.15)),
    *(("unchanged", "ours", "material", 0.04), ("unchanged", "ours", "zensical", 0.20)),
    *(
        ("unchanged", "ours-command", "material", 0.02),
        ("unchanged", "ours-command", "zensical", 0.1),
    ),
)
_STEPS = {"cold": "from nothing", "edit": "one region edited", "unchanged": "nothing changed"}


def goals(measures: Record) -> Iterator[Goal]:
    """Yield each goal of which the record has both values.

    Args:
        measures: The measures of a record.
    """
    builds: Record = measures.get("builds", {}).get(SIZE, {})
    for step, ours, other, most in _BUILDS:
        tools: Record = builds.get(step, {})
        what = f"{TOOLS[ours].command_line}, {_STEPS[step]}, to {TOOLS[other].short}"
        yield from _goal(what, most, tools.get(ours), tools.get(other))
    served: Record = measures.get("serve", {}).get(SIZE, {})
    for kind, other, most in (("page", "material", 0.02), ("region", "zensical", 0.30)):
        what = f"`serve`, a {kind} saved, to {TOOLS[other].short}"
        tools = served.get(kind, {})
        yield from _goal(what, most, tools.get("ours"), tools.get(other))
    cold: Record = builds.get("cold", {})
    for other, most in (("material", 1.5), ("zensical", 0.4)):
        what = f"memory, from nothing, to {TOOLS[other].short}"
        yield from _goal(what, most, cold.get("ours"), cold.get(other), "peak_bytes")
    larger: Record = measures.get("builds", {}).get(TWICE, {}).get("cold", {})
    what = "time of twice as many pages, from nothing, to our own"
    yield from _goal(what, 2.2, larger.get("ours"), cold.get("ours"))
    links: Record = measures.get("links", {}).get(SIZE, {})
    what = "processor time of our check of links, to Python's `html.parser`"
    yield from _goal(what, 0.5, links.get("check"), links.get("parser"), "cpu_seconds")


def _goal(
    what: str,
    most: float,
    some: list[Record] | None,
    other: list[Record] | None,
    key: str = "wall_seconds",
) -> Iterator[Goal]:
    if some and other and is_seen(some) and is_seen(other) and middle(other, key):
        yield Goal(what, most, middle(some, key) / middle(other, key))
