"""Where the time of one of our builds goes: `python -m tests.benchmarks.builds.profiled`."""

import cProfile
import json
import os
import pstats
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.benchmarks.builds.building import StaleError, Work, prepared, say
from tests.benchmarks.builds.material import edit_region
from tests.benchmarks.builds.tools import BIN, ENVIRONMENT
from tests.benchmarks.record import Record

_ROOT = Path(__file__).parents[3]

PARTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "the project is read": (("site_builder/project.py", "open_project"),),
    "sources are checked": (("site_builder/checking.py", "check_sources"),),
    "pages are converted": (("mkdocs/commands/build.py", "_populate_page"),),
    "pages are rendered": (("mkdocs/commands/build.py", "_build_page"),),
    "the site is checked": (("site_builder/checking.py", "check_site"),),
    "the site is put in its place": (("site_builder/stages/write.py", "swap_in"),),
    "what the next build needs is kept": (
        ("site_builder/adapters/incremental/build.py", "finish"),
        ("site_builder/adapters/incremental/build.py", "published"),
    ),
}
"""The parts of a build, none within another, each with the functions that it consists of."""
WITHIN: Mapping[str, tuple[str, str]] = {
    "pages are converted": ("pygments/__init__.py", "highlight"),
}
"""What of a part is told apart: to highlight code."""


def measure(size: int) -> Iterator[tuple[str, Record]]:
    """Build once from nothing and once after an edit, and yield each with its parts in seconds.

    Args:
        size: How many pages.
    """
    with prepared(size, ["ours"]) as work:
        for step in ("cold", "edit"):
            found = _profiled(work, step)
            say(f"{size} pages, profile, {step}: {found}")
            yield step, found


def _profiled(work: Work, step: str) -> Record:
    root = work.project("ours")
    if step == "cold":
        shutil.rmtree(root / "site", ignore_errors=True)
    else:
        edit_region(root, work.corpus.pages[work.size // 2], 1)
    environment = {**os.environ, **ENVIRONMENT, "PYTHONPATH": str(_ROOT)}
    command = [str(BIN / "python"), "-m", "tests.benchmarks.builds.profiled"]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, check=False)
    if done.returncode:
        raise StaleError(done.stderr.decode()[-2000:])
    found: Record = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Build the project of the current folder, and print the seconds of each part as JSON."""
    begun = time.perf_counter()
    from site_builder.adapters.build import build_site  # noqa: PLC0415 - that takes time, too

    loaded = time.perf_counter() - begun
    profile = cProfile.Profile()
    profile.runcall(build_site, "")
    print(json.dumps({"loading": round(loaded, 2), **parts_of(pstats.Stats(profile))}))


def parts_of(stats: pstats.Stats) -> Record:
    """Return the seconds of a profile: of all, of each part, and of what is told apart."""
    entries: Mapping[Any, Any] = stats.stats  # type: ignore[attr-defined]

    def seconds(file: str, function: str) -> float:
        return sum(
            entry[3]
            for (path, _, name), entry in entries.items()
            if name == function and path.endswith(f"/{file}")
        )

    return {
        "whole": round(float(stats.total_tt), 6),  # type: ignore[attr-defined]
        "parts": {
            name: round(sum(seconds(*one) for one in functions), 6)
            for name, functions in PARTS.items()
        },
        "within": {name: round(seconds(*one), 6) for name, one in WITHIN.items()},
    }


if __name__ == "__main__":
    main()
