"""Execute a notebook in a child process that is bounded and watched like the run of an example."""

import json
import os
import sys
import tempfile
from pathlib import Path

from site_builder.model import Notebook, Run, RunEnd, Seen, SeenKind, Settings
from site_builder.stages.alone import run_alone
from site_builder.stages.launch import FIXED, GUARD, Job, Launcher, Outcome, can_launch
from site_builder.stages.witness import read_report

_PROGRAM = GUARD / "site_builder_guard" / "notebook.py"
_MOST_BYTES = 100_000_000
"""Size of an executed notebook, with all its pictures."""
_START = 30.0
"""Seconds for starting a kernel, beside what the cells may take."""


def execute_notebook(notebook: Notebook, settings: Settings) -> Run:
    """Execute the cells of a notebook once.

    The kernel works in the notebook's own folder, so that data beside it can be read. It can write
    only below its home, which is empty, and where `tempfile` puts things.

    Args:
        notebook: The notebook.
        settings: The project, whose root the cells can import from.

    Returns:
        A run whose `stdout` is what the program in `guard` says of the execution, as JSON; it is
        empty if the run ended before.
    """
    with tempfile.TemporaryDirectory(prefix="run-", ignore_cleanup_errors=True) as name:
        outer = Path(name).resolve()
        (outer / "work").mkdir()
        outcome = _run(_job(notebook, settings, outer), settings)
        violations, seen = read_report(outer / "report.jsonl", settings)
        result = _result(outer / "work" / "result.json")
    return Run(
        f"notebook {notebook.source}",
        outcome.end,
        outcome.exit_code,
        result if outcome.end is RunEnd.EXITED else b"",
        outcome.stderr,
        outcome.seconds,
        violations,
        seen=tuple(one for one in seen if not _is_of_jupyter(one, settings)),
        isolation=outcome.isolation,
    )


def _job(notebook: Notebook, settings: Settings, outer: Path) -> Job:
    work = outer / "work"
    source = (settings.root / notebook.path).resolve()
    guard: dict[str, object] = {
        "work": str(work),
        "example": str(source.parent),
        "variables": [],
        "declared": [],
        "report": str(outer / "report.jsonl"),
        "memory": 0 if can_launch() else settings.limits.memory_bytes,
    }
    environment = {
        **FIXED,
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), *os.defpath.split(os.pathsep))),
        "HOME": str(work),
        "TMPDIR": str(work),
        "IPYTHONDIR": str(work / ".ipython"),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "PYTHONPATH": os.pathsep.join((str(GUARD), str(settings.root))),
        "SITE_BUILDER_GUARD": json.dumps(guard),
    }
    seconds = settings.notebook_timeout
    result = str(work / "result.json")
    folder = str(source.parent)
    return Job(
        outer,
        work,
        environment,
        seconds + _START,
        settings.limits,
        settings.isolation,
        (sys.executable, "-B", str(_PROGRAM), str(source), folder, result, str(seconds)),
        guard=guard,
    )


def _run(job: Job, settings: Settings) -> Outcome:
    if can_launch():
        with Launcher() as launcher:
            return launcher.run(job)
    ended = run_alone(
        job.command, job.work, job.environment, timeout=job.timeout, limits=settings.limits
    )
    return Outcome(ended.end, ended.exit_code, ended.stdout, ended.stderr, ended.seconds)


def _is_of_jupyter(seen: Seen, settings: Settings) -> bool:
    """Return whether the machinery was seen, which lists all folders that hold distributions.

    The root of the project is among them, where each build makes a folder.
    """
    listed = {settings.relative(Path(one).resolve()) for one in (*sys.path, "/proc") if one}
    return seen.kind is SeenKind.FOLDER and seen.name in listed | {".", "/proc"}


def _result(path: Path) -> bytes:
    if path.is_symlink() or not path.is_file() or path.stat().st_size > _MOST_BYTES:
        return b""
    return path.read_bytes()
