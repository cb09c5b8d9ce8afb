"""What a start costs, by a fork and by a fresh interpreter: `python -m tests.benchmarks.start`.

Both ways run the same example through the same launcher, in turns, so that other work on the
machine meets both alike. What counts is the ratio; the times are those of one machine.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from site_builder.model import Example, Isolation, Settings, SourceFile, Start
from site_builder.stages.execute import execute
from site_builder.stages.launch import Launcher

PROGRAMS: Mapping[str, str] = {
    "prints a line": "print('x')\n",
    "imports asyncio": "import asyncio\nprint('x')\n",
}


def measure(root: Path, code: str, isolation: Isolation, runs: int) -> Mapping[Start, float]:
    """Return the median of the seconds that a run takes from beginning to end, by each way."""
    folder = root / "examples/demo/run"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "__main__.py").write_text(code, encoding="utf-8")
    main = SourceFile("__main__.py", "examples/demo/run/__main__.py", code)
    example = Example("demo/run", "examples/demo/run", "T", "S.", files=(main,))
    seconds: dict[Start, list[float]] = {Start.FORK: [], Start.SPAWN: []}
    with Launcher() as launcher:
        for _ in range(runs + 1):
            for start, found in seconds.items():
                settings = Settings(root, root, root / "examples", start=start, isolation=isolation)
                began = time.perf_counter()
                done = execute(example, settings, {}, launcher=launcher)
                found.append(time.perf_counter() - began)
                assert done.stdout == b"x\n"
    # The first round finds cold caches.
    return {start: statistics.median(found[1:]) for start, found in seconds.items()}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=100)
    runs = parser.parse_args(arguments).runs
    print("| example | isolation | fork | spawn | spawn / fork |")
    print("| --- | --- | --- | --- | --- |")
    for name, code in PROGRAMS.items():
        for isolation in (Isolation.AUTO, Isolation.GUARD):
            with tempfile.TemporaryDirectory() as folder:
                found = measure(Path(folder).resolve(), code, isolation, runs)
            fork, spawn = found[Start.FORK], found[Start.SPAWN]
            times = f"{fork * 1000:.1f} ms | {spawn * 1000:.1f} ms | {spawn / fork:.1f}"
            print(f"| {name} | {isolation.value} | {times} |")


if __name__ == "__main__":
    main()
