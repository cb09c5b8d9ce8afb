"""Measure what each way of running many examples costs: `python -m tests.benchmarks.scaling`."""

import argparse
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks import scaling_report
from tests.benchmarks.process import Limits, Took, run
from tests.benchmarks.record import Record, machine, read, write
from tests.benchmarks.work import write_examples
from tests.scheduler import Scheduler

PATH = Path(__file__).with_name("results") / "scaling.json"
PROGRAM = str(Path(sys.executable).with_name("site-builder"))
SIZES = (100, 1000)
SHARDS = 4
LIMITS = Limits(1800, 12_000_000_000)


def main() -> None:
    """Measure, and write the record and the page after each step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--report", action="store_true", help="only write the page anew")
    parser.add_argument("--size", type=int, action="append", help="how many examples")
    options = parser.parse_args()
    if not options.report:
        for size in options.size or SIZES:
            with tempfile.TemporaryDirectory(prefix="scaling-") as folder:
                _measure(Path(folder), size)
    scaling_report.write(read(PATH))


def _measure(folder: Path, size: int) -> None:
    root = folder / "project"
    root.mkdir()
    write_examples(root, size)
    said: bytes = b""
    for name, measured in _ways(root, size):
        results = (root / "results.json").read_bytes()
        said = said or results
        if results != said:
            message = f"{name} says something else than the first way"
            raise ValueError(message)
        print(size, name, measured, file=sys.stderr, flush=True)
        record = read(PATH)
        sizes = dict(record.get("sizes", {}))
        sizes[str(size)] = {**sizes.get(str(size), {}), name: measured}
        packages = ("site-builder", "distributed")
        versions = {one: version(one) for one in packages}
        write(
            {
                "versions": {**versions, "Python": platform.python_version()},
                "machine": machine(),
                "sizes": sizes,
            },
            PATH,
        )


def _ways(root: Path, size: int) -> Iterator[tuple[str, Record]]:
    config = root / "mkdocs.yml"
    plain = config.read_text(encoding="utf-8")
    config.write_text(f"{plain}      start: spawn\n", encoding="utf-8")
    yield "spawn", _timed(root, "--fresh", "--jobs", "1")
    config.write_text(f"{plain}      start: fork\n", encoding="utf-8")
    yield "fork", _timed(root, "--fresh", "--jobs", "1")
    yield "pool", _timed(root, "--fresh", "--jobs", "2")
    with Scheduler(root.parent) as scheduler:
        for _ in range(2):
            scheduler.add_worker()
        yield "cluster", _timed(root, "--fresh", "--scheduler", scheduler.address)
    yield "shards", _in_shards(root)
    _timed(root)
    yield "stored", _timed(root)
    # One example has changed: all that an author waits for who works on it.
    changed = next(iter(sorted(root.glob("examples/queens/*/__main__.py"))))
    text = changed.read_text(encoding="utf-8")
    changed.write_text(f"{text}\n# A remark that changes no output.\n", encoding="utf-8")
    took = _timed(root)
    changed.write_text(text, encoding="utf-8")
    # The digest of the examples is another one now, so the file is made as it was.
    _timed(root)
    yield "changed", took


def _in_shards(root: Path) -> Record:
    parts = [f"part-{number}.json" for number in range(1, SHARDS + 1)]
    each = [
        _timed(root, "--fresh", "--jobs", "2", "--shard", f"{number}/{SHARDS}", results=part)
        for number, part in enumerate(parts, 1)
    ]
    merge = run([PROGRAM, "merge", *parts, "-o", "results.json"], root, LIMITS)
    _check(merge)
    return {
        "wall_seconds": round(max(one["wall_seconds"] for one in each) + merge.wall_seconds, 2),
        "cpu_seconds": round(sum(one["cpu_seconds"] for one in each) + merge.cpu_seconds, 2),
        "merge_seconds": round(merge.wall_seconds, 2),
        "peak_bytes": max(one["peak_bytes"] for one in each),
        "load": each[0]["load"],
    }


def _timed(root: Path, *options: str, results: str = "results.json") -> Record:
    (root / results).unlink(missing_ok=True)
    if "--fresh" in options:
        shutil.rmtree(root / ".cache", ignore_errors=True)
    load = os.getloadavg()[0]
    took = run([PROGRAM, "run", "--results", results, *options], root, LIMITS)
    _check(took)
    return {
        "wall_seconds": round(took.wall_seconds, 2),
        "cpu_seconds": round(took.cpu_seconds, 2),
        "peak_bytes": took.peak_bytes,
        "load": round(load, 1),
    }


def _check(took: Took) -> None:
    """Stop when an example printed something else than it must."""
    if took.died:
        message = f"{took.died}\n{took.output[-2000:]}"
        raise ValueError(message)


if __name__ == "__main__":
    main()
