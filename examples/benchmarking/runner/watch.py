"""Compare a run with an earlier one that lies in a folder, and fail if something became worse.

python -m examples.benchmarking.runner.watch --baseline bench-results --update
python -m examples.benchmarking.runner.watch --baseline bench-results
"""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from llmkit.bench.analysis import regressions
from llmkit.bench.results import BenchmarkResult, read_results, write_results
from llmkit.bench.runner import BenchmarkRunner

from examples.benchmarking.runner.runner import SHORT, model_to_measure


def verdict(result: BenchmarkResult, base: BenchmarkResult, *, allowed: float) -> list[str]:
    """Return a line for each figure that became worse by more than is allowed."""
    found = regressions(result, base, allowed=allowed)
    return [f"{one.name}: {one.detail}" for one in found]


def watch(result: BenchmarkResult, folder: Path, *, allowed: float, update: bool) -> int:
    """Compare a result with the one of the same workload in a folder, or put it there.

    Args:
        result: The new run.
        folder: Where the earlier runs lie.
        allowed: The share by which a median may grow.
        update: Whether the run is to take the place of the earlier one.

    Returns:
        The exit code: 0, or 1 if something became worse, or 2 if there is nothing to compare with.
    """
    name = result.workload.name
    if update:
        write_results({name: result}, folder)
        print(f"{name}: recorded {len(result.calls)} calls in '{folder.name}'")
        return 0
    base = read_results(folder).get(name)
    if base is None:
        print(f"{name}: nothing in '{folder.name}' to compare with; record it with --update")
        return 2
    worse = verdict(result, base, allowed=allowed)
    for line in worse or [f"nothing became worse by more than {allowed:.0%}"]:
        print(f"{name}: {line}")
    return 1 if worse else 0


def main(arguments: Sequence[str]) -> int:
    """Run the workload in real time and compare it; return the exit code."""
    parser = argparse.ArgumentParser(prog="watch", description=__doc__)
    parser.add_argument("--baseline", type=Path, required=True, help="the folder of earlier runs")
    parser.add_argument("--update", action="store_true", help="record this run there")
    parser.add_argument("--allowed", type=float, default=0.10, help="share by which to grow")
    parser.add_argument("--calls", type=int, default=SHORT.calls)
    options = parser.parse_args(arguments)
    workload = SHORT.model_copy(update={"calls": options.calls})
    result = asyncio.run(BenchmarkRunner().run(model_to_measure(), workload))
    return watch(result, options.baseline, allowed=options.allowed, update=options.update)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
