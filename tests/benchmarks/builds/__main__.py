"""Measure whole builds: `python -m tests.benchmarks.builds`."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tests.benchmarks.builds import building, handbook, links, page, profiled, results, serving
from tests.benchmarks.builds.tools import TOOLS

USUAL = 1000
"""How many pages there are where nothing else is said."""
PEERS = ("ours", "material")


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked for: numbers of pages, or none for the usual ones, and of rounds."""

    sizes: Sequence[int]
    rounds: int
    large: bool


def main() -> None:
    """Measure, and write the record after each step and the page at the end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, action="append", help="how many pages; repeatable")
    parser.add_argument("--rounds", type=int, default=5, help="how often each step is taken")
    parser.add_argument("--only", choices=MEASURES, action="append", help="measure only this")
    parser.add_argument("--large", action="store_true", help="also 5,000 pages, ours only")
    parser.add_argument("--report", action="store_true", help="only write the page anew")
    given = parser.parse_args()
    options = Options(given.size or (), given.rounds, given.large)
    if not given.report:
        for name in given.only or MEASURES:
            MEASURES[name](options)
    page.write(results.read())


def _builds(options: Options) -> None:
    # Programs and libraries are then in the memory of the system, and Python's are compiled.
    for _ in building.measure(10, 1, list(TOOLS), building.COLD):
        pass
    for size in options.sizes or (USUAL,):
        _keep_builds(size, options.rounds, list(TOOLS))
    if not options.sizes:
        _keep_builds(100, options.rounds, PEERS, building.COLD)
        _keep_builds(2000, 1, PEERS, building.COLD)
    if options.large:
        _keep_builds(5000, 1, ["ours"], building.COLD)


def _keep_builds(
    size: int, rounds: int, tools: Sequence[str], steps: Sequence[str] = building.STEPS
) -> None:
    for step, tool, seen in building.measure(size, rounds, tools, steps):
        results.keep(("builds", str(size), step, tool), seen)


def _serve(options: Options) -> None:
    for size in options.sizes or (USUAL,):
        for kind, tool, seen in serving.measure(size, options.rounds):
            results.keep(("serve", str(size), kind, tool), seen)


def _links(options: Options) -> None:
    for size in options.sizes or (USUAL,):
        # Python's parser takes its time, and waits for nothing.
        for way, seen in links.measure(size, min(options.rounds, 3)):
            results.keep(("links", str(size), way), seen)


def _profile(options: Options) -> None:
    for size in options.sizes or (USUAL,):
        for step, seen in profiled.measure(size):
            results.keep(("profile", str(size), step), seen)


def _handbook(options: Options) -> None:
    for step, seen in handbook.measure(min(options.rounds, 3)):
        results.keep(("handbook", step), seen)


MEASURES: Mapping[str, Callable[[Options], None]] = {
    "builds": _builds,
    "serve": _serve,
    "links": _links,
    "profile": _profile,
    "handbook": _handbook,
}

if __name__ == "__main__":
    main()
