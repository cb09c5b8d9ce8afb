"""Measure builds: from nothing, with nothing changed, and with one region edited."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.builds import results
from tests.benchmarks.builds.material import (
    FORMS,
    address,
    edit_region,
    make_text,
    write_project,
)
from tests.benchmarks.builds.tools import ENVIRONMENT, TOOLS
from tests.benchmarks.corpus import Corpus
from tests.benchmarks.process import Limits, run
from tests.benchmarks.record import Record

LIMITS = Limits(1800, 12_000_000_000)
COLD = ("cold",)
STEPS = ("cold", "unchanged", "edit")


class StaleError(Exception):
    """A build did not show what had been edited, or failed."""


@dataclass(frozen=True, slots=True)
class Work:
    """A text, and a folder with a project of it for each tool."""

    corpus: Corpus
    folder: Path

    @property
    def size(self) -> int:
        """How many pages it has."""
        return len(self.corpus.pages)

    def project(self, tool: str) -> Path:
        """Return the folder of a tool's project."""
        return self.folder / tool

    def page(self, tool: str, at: int) -> str:
        """Return the HTML of a finished page."""
        path = self.project(tool) / "site" / address(self.corpus.pages[at]) / "index.html"
        return path.read_text(encoding="utf-8")


@contextmanager
def prepared(size: int, tools: Sequence[str]) -> Iterator[Work]:
    """Write the projects into a folder that is removed afterwards.

    Args:
        size: How many pages.
        tools: Names of the tools.
    """
    with tempfile.TemporaryDirectory(prefix="builds-") as folder:
        work = Work(make_text(size), Path(folder))
        for name in tools:
            write_project(work.corpus, FORMS[TOOLS[name].form], work.project(name))
        yield work


def build(work: Work, tool: str) -> Record:
    """Build a project as it stands, and return what that took."""
    return timed(TOOLS[tool].command(TOOLS[tool].build), work.project(tool))


def timed(command: Sequence[str], folder: Path, **environment: str) -> Record:
    """Run a command, and return what it took; one that fails ends the benchmark."""
    load = os.getloadavg()[0]
    measured = run(command, folder, LIMITS, {**ENVIRONMENT, **environment})
    if measured.died:
        message = f"{' '.join(command)}: {measured.died}\n{measured.output[-2000:]}"
        raise StaleError(message)
    return results.took(measured, load)


def measure(
    size: int, rounds: int, tools: Sequence[str], steps: Sequence[str] = STEPS
) -> Iterator[tuple[str, str, list[Record]]]:
    """Build again and again, the tools by turns, and yield all of a step and tool so far.

    Args:
        size: How many pages.
        rounds: How often.
        tools: Names of the tools.
        steps: Names from `STEPS`, the first of them among these.
    """
    found: dict[tuple[str, str], list[Record]] = {}
    with prepared(size, tools) as work:
        for number in range(1, rounds + 1):
            for step in steps:
                # Each round begins with another tool.
                for tool in turned(tools, number):
                    seen = found.setdefault((step, tool), [])
                    seen.append(_step(work, tool, step, number))
                    say(f"{size} pages, round {number}, {step}, {tool}: {seen[-1]}")
                    yield step, tool, seen


def turned(tools: Sequence[str], number: int) -> list[str]:
    """Return the tools in the order of a round."""
    first = number % len(tools)
    return [*tools[first:], *tools[:first]]


def say(text: str) -> None:
    """Tell how far the benchmark is."""
    print(text, file=sys.stderr, flush=True)


def _step(work: Work, tool: str, step: str, number: int) -> Record:
    root = work.project(tool)
    if step == "cold":
        for name in ("site", ".cache"):
            shutil.rmtree(root / name, ignore_errors=True)
        taken = build(work, tool)
        pages = sum(1 for _ in (root / "site").rglob("*.html"))
        # The landing page, and the one for what is not found.
        if pages != work.size + 2:
            raise StaleError(f"{tool} made {pages} pages")
        return taken
    if step == "unchanged":
        return build(work, tool)
    # Another page each time.
    at = number * work.size // 7 % work.size
    word = edit_region(root, work.corpus.pages[at], number)
    taken = build(work, tool)
    if word not in work.page(tool, at):
        raise StaleError(f"{tool} does not show {word}")
    return taken
