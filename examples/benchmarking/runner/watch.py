"""Compare a run with an earlier one that lies in a folder, and fail if something became worse.

python -m examples.benchmarking.runner.watch --baseline bench-results --update
python -m examples.benchmarking.runner.watch --baseline bench-results

A simulated model is measured in simulated time, so that this can be tried in seconds.
"""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from llmkit.bench.analysis import regressions
from llmkit.bench.results import BenchmarkResult, read_results, write_results
from llmkit.bench.runner import BenchmarkRunner
from llmkit.simulated_time import run_in_simulated_time

from examples.benchmarking.runner.runner import SHORT, is_simulated, model_to_measure


def verdict(result: BenchmarkResult, base: BenchmarkResult, *, allowed: float) -> list[str]:
    """Return a line for each figure that became worse by more than is allowed."""
    found = regressions(result, base, allowed=allowed)
    return [f"{one.name}: {one.detail}" for one in found]


@dataclass(frozen=True, slots=True)
class Watched:
    """What a watch says, and what CI looks at."""

    exit_code: int
    """0, or 1 if something became worse, or 2 if there is nothing to compare with."""
    lines: tuple[str, ...]
    """What to print."""


def watch(result: BenchmarkResult, folder: Path, *, allowed: float, update: bool) -> Watched:
    """Compare a result with the one of the same workload in a folder, or put it there.

    Args:
        result: The new run.
        folder: Where the earlier runs lie.
        allowed: The share by which a median may grow.
        update: Whether the run is to take the place of the earlier one.

    Raises:
        ValueError: The earlier run is of another workload, or a file in the folder is no result.
    """
    name = result.workload.name
    if update:
        write_results({name: result}, folder)
        return Watched(0, (f"{name}: recorded {len(result.calls)} calls in '{folder.name}'",))
    base = read_results(folder).get(name)
    if base is None:
        nothing = f"{name}: nothing in '{folder.name}' to compare with; record it with --update"
        return Watched(2, (nothing,))
    worse = verdict(result, base, allowed=allowed)
    lines = worse or [f"nothing became worse by more than {allowed:.0%}"]
    return Watched(1 if worse else 0, tuple(f"{name}: {line}" for line in lines))


def main(arguments: Sequence[str]) -> int:
    """Run the workload and compare it; return the exit code."""
    parser = argparse.ArgumentParser(prog="watch", description=__doc__)
    parser.add_argument("--baseline", type=Path, required=True, help="the folder of earlier runs")
    parser.add_argument("--update", action="store_true", help="record this run there")
    parser.add_argument("--allowed", type=float, default=0.10, help="share by which to grow")
    parser.add_argument("--calls", type=int, default=SHORT.calls, help="how many are measured")
    parser.add_argument("--seed", type=int, default=0, help="another day of the simulated model")
    options = parser.parse_args(arguments)
    if options.calls < 1:
        parser.error(f"--calls has to be 1 or more, not {options.calls}")
    workload = SHORT.model_copy(update={"calls": options.calls})
    run = run_in_simulated_time if is_simulated() else asyncio.run
    result = run(BenchmarkRunner().run(model_to_measure(seed=options.seed), workload))
    try:
        watched = watch(result, options.baseline, allowed=options.allowed, update=options.update)
    except ValueError as error:
        print(f"{error}; record the run anew with --update", file=sys.stderr)
        return 2
    print(*watched.lines, sep="\n")
    return watched.exit_code


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
