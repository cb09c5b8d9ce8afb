"""Read the links of a finished site: by our check of links, or by Python's parser of HTML.

Each way is a process of its own, which imports no more than it needs.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.benchmarks.builds.building import build, prepared, say, timed
from tests.benchmarks.record import Record

WAYS: Mapping[str, str] = {
    "check": "tests.benchmarks.builds.link_check",
    "parser": "tests.benchmarks.builds.link_parser",
}
_ROOT = Path(__file__).parents[3]


def measure(size: int, rounds: int) -> Iterator[tuple[str, list[Record]]]:
    """Read the site of a project again and again, and yield each way with what it took.

    Args:
        size: How many pages it has.
        rounds: How often.
    """
    found: dict[str, list[Record]] = {}
    with prepared(size, ["ours"]) as work:
        build(work, "ours")
        site = work.project("ours") / "site"
        counted = work.folder / "counted.json"
        for _ in range(rounds):
            for way, module in WAYS.items():
                taken = timed([sys.executable, "-m", module, str(site), str(counted)], _ROOT)
                seen = found.setdefault(way, [])
                seen.append({**taken, **json.loads(counted.read_text(encoding="utf-8"))})
                say(f"{size} pages, links, {way}: {seen[-1]}")
                yield way, seen
