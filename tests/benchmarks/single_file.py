"""Measure how site-builder and others put many pages into one HTML file.

    python -m tests.benchmarks.single_file                      everything, about 25 minutes
    python -m tests.benchmarks.single_file --corpus book        one corpus, merged into the record
    python -m tests.benchmarks.single_file --tool site-builder  one tool; repeatable, as --corpus
    python -m tests.benchmarks.single_file --report             only the page, from the record

`make benchmark-single-file` makes the environment and does all of it.
"""

import argparse
import gzip
import json
import platform
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks import corpus, record, report, tools
from tests.benchmarks.corpus import Corpus
from tests.benchmarks.counters import count_faults, count_landings
from tests.benchmarks.process import Limits, Took, run
from tests.benchmarks.record import Record
from tests.benchmarks.tools import Tool

ROOT = Path(__file__).parents[2]
BUILD = Limits(seconds=300, bytes=8_000_000_000)
BROWSER = Limits(seconds=240, bytes=8_000_000_000)
LOADS = 5
LOADING = 30
"""Seconds after which a file is not opened once more."""
SLOWER = 4
"""How much slower the processor is made for the second row of times."""


def main() -> None:
    """Measure what the arguments ask for, and write the record and the page."""
    options = _arguments()
    if not options.report:
        # Not below a folder that a system keeps in memory, where a file costs what it holds.
        with tempfile.TemporaryDirectory(prefix="single-file-") as folder:
            for name in options.corpus:
                _measure_corpus(name, options.tool, Path(options.keep or folder), options.repeat)
    report.write(record.read())


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="single_file", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--corpus", action="append", choices=corpus.SHAPES, help="repeatable")
    parser.add_argument("--tool", action="append", choices=tools.TOOLS, help="repeatable")
    parser.add_argument("--repeat", type=int, default=1, help="builds of each; the median counts")
    parser.add_argument("--report", action="store_true", help="only write the page")
    parser.add_argument("--keep", metavar="FOLDER", help="where to leave the files that are made")
    options = parser.parse_args()
    options.corpus = options.corpus or list(corpus.SHAPES)
    options.tool = options.tool or list(tools.TOOLS)
    return options


def _measure_corpus(name: str, chosen: Sequence[str], folder: Path, repeat: int) -> None:
    made = corpus.make(name)
    # What all others are compared with comes from the same run as they do.
    for tool in (tools.TOOLS[one] for one in dict.fromkeys([tools.PLAIN.name, *chosen])):
        _say(f"{name}: {tool.name}")
        measured = _measure(tool, made, folder / name, repeat)
        now = record.read()
        now |= {"versions": {**now["versions"], **_versions()}, "machine": record.machine()}
        if chromium := measured.get("load", {}).pop("chromium", ""):
            now["versions"]["Chromium"] = chromium
        measured.get("load_slower", {}).pop("chromium", "")
        record.write(record.merge(now, name, tool.name, measured))


def _measure(tool: Tool, made: Corpus, folder: Path, repeat: int) -> Record:
    place = folder / tool.form
    if not place.exists():
        tool.write(made, place)
    builds = [_build(tool, place) for _ in range(repeat)]
    measured: Record = {"command": " ".join(tool.command), "build": _build_record(builds, folder)}
    path = place / tool.result
    if measured["build"].get("died") or not tool.result:
        return measured
    return {**measured, **_look_inside(path), **_look_at(path, made, search=tool.search)}


def _build(tool: Tool, place: Path) -> Took:
    # What an earlier build has left could make this one cheaper.
    for left in ("plain", "print-site", "out"):
        shutil.rmtree(place / left, ignore_errors=True)
    return run(tools.executable(tool, place), place, BUILD, tools.ENVIRONMENT)


def _build_record(builds: Sequence[Took], folder: Path) -> Record:
    died = next((one for one in builds if one.died), None)
    if died:
        lines = died.output.strip().splitlines()
        last = lines[-1].replace(str(folder), "") if lines else ""
        return {"died": f"{died.died}{f': {last}' if last else ''}"}
    return {
        "wall_seconds": round(statistics.median(one.wall_seconds for one in builds), 2),
        "cpu_seconds": round(statistics.median(one.cpu_seconds for one in builds), 2),
        "peak_bytes": max(one.peak_bytes for one in builds),
        "builds": len(builds),
    }


def _look_inside(path: Path) -> Record:
    data = path.read_bytes()
    html = data.decode()
    return {
        "bytes": len(data),
        "gzip_bytes": len(gzip.compress(data, mtime=0)),
        "faults": asdict(count_faults(html)),
        "landings": asdict(count_landings(html)),
    }


def _look_at(path: Path, made: Corpus, *, search: bool) -> Record:
    """Return what a browser shows of a file; each step for itself, so that one may fail."""
    steps = {
        "load": ["load", str(path), "1", str(LOADS), str(LOADING)],
        "load_slower": ["load", str(path), str(SLOWER), str(LOADS), str(LOADING)],
        "scroll": ["scroll", str(path)],
        "axe": ["axe", str(path)],
    }
    if search:
        steps["search"] = ["search", str(path), *_search_words(made)]
    return {name: _in_browser(arguments) for name, arguments in steps.items()}


def _in_browser(arguments: Sequence[str]) -> Record:
    begun = time.monotonic()
    took = run([sys.executable, "-m", "tests.benchmarks.opening", *arguments], ROOT, BROWSER)
    _say(f"  {arguments[0]}: {time.monotonic() - begun:.0f} s {took.died}")
    lines = took.output.strip().splitlines()
    if took.died:
        return {"died": took.died}
    answer: Record = json.loads(lines[-1])
    return answer


def _search_words(made: Corpus) -> list[str]:
    """Return a frequent word, a rarer one, and a name from a listing in the middle of the pages."""
    text = made.pages[len(made.pages) // 2].text
    name = text.partition("\ndef ")[2].partition("(")[0]
    vocabulary = corpus.Writer(seed=0).words
    return [vocabulary[200], vocabulary[2500], name]


def _versions() -> dict[str, str]:
    return {**tools.versions(), "Python": platform.python_version()}


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
