"""Start runs cheaply and hold them: a warm process that forks a watched child for each job."""

import base64
import json
import os
import selectors
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, cast

from site_builder.model import Isolation, Limits, RunEnd

GUARD = Path(__file__).resolve().parent.parent / "guard"
"""The folder from which a run imports its watch."""

FIXED: Mapping[str, str] = {
    "COLUMNS": "80",
    "LC_ALL": "C.UTF-8",
    "LINES": "24",
    "NO_COLOR": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
    "TZ": "UTC",
}
"""The variables that every run has, whatever the author's are."""

_GRACE = 30.0
"""Seconds beyond its time after which a run is lost, since its supervisor should have ended it."""

_PATIENCE = 5.0
"""Seconds that the warm process gets to end what it has started, and itself."""


def can_launch() -> bool:
    """Return whether this system can fork, which the launcher needs."""
    return sys.platform == "linux"


@dataclass(frozen=True, slots=True)
class Job:
    """A run to start: a program, or a module in a process that is forked from a warm one."""

    outer: Path
    """A temporary folder of the run's own, the only one that it can write below."""
    work: Path
    """The folder below it that the run works in."""
    environment: Mapping[str, str]
    """All variables of the run."""
    timeout: float
    """Seconds."""
    limits: Limits
    isolation: Isolation
    command: tuple[str, ...] = ()
    """The program with its arguments; empty to run a module."""
    module: str = ""
    """The module that is run as `python -m` would, where there is no command."""
    args: tuple[str, ...] = ()
    """The arguments of the module."""
    path: tuple[str, ...] = ()
    """Folders that come first where a module looks for others."""
    guard: Mapping[str, object] = field(default_factory=dict)
    """The arguments of the watch, for a module; a command's comes by `SITE_BUILDER_GUARD`."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job."""

    end: RunEnd
    exit_code: int = -9
    stdout: bytes = b""
    stderr: bytes = b""
    seconds: float = 0.0
    isolation: tuple[str, ...] = ()
    """What held the run; see `Run.isolation`."""
    left: tuple[int, ...] = ()
    """Exit codes above 0 of processes that the run started and never waited for."""


class Launcher:
    """A warm process that starts runs one after the other; for one thread at a time.

    Use it as a context manager, so that the process ends with it. It starts with the first job, and
    anew after a job that took it down.
    """

    def __init__(self, python: str = "") -> None:
        """Set the interpreter.

        Args:
            python: Its path; the one of this process if empty.
        """
        self.python = python or sys.executable
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process, and with it a run that is under way."""
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in filter(None, (process.stdin, process.stdout)):
            # What was written for a process that is gone cannot be written any more.
            with suppress(OSError):
                pipe.close()
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def run(self, job: Job) -> Outcome:
        """Run a job and wait for its end.

        Args:
            job: The run.

        Returns:
            What came of it; that it is lost if the processes that hold it were killed.
        """
        line = json.dumps(_as_json(job)).encode()
        try:
            answer = self._ask(line, job.timeout + _GRACE)
        except OSError:
            answer = b""
        if not answer:
            self.close()
            return Outcome(RunEnd.LOST)
        return _outcome(json.loads(answer))

    def _ask(self, line: bytes, seconds: float) -> bytes:
        """Return the answer to a job, empty if there is none in time."""
        process = self._process = self._process or self._start()
        # Both are pipes, because the process was started so.
        jobs, answers = cast("BinaryIO", process.stdin), cast("BinaryIO", process.stdout)
        jobs.write(line + b"\n")
        jobs.flush()
        with selectors.DefaultSelector() as selector:
            selector.register(answers, selectors.EVENT_READ)
            if not selector.select(seconds):
                process.kill()
                return b""
        return answers.readline()

    def _start(self) -> subprocess.Popen[bytes]:
        script = GUARD / "site_builder_guard" / "launcher.py"
        # The watch is compiled once, for this process and for all that runs spawn.
        fixed = {name: FIXED[name] for name in FIXED if name != "PYTHONDONTWRITEBYTECODE"}
        return subprocess.Popen(
            [self.python, str(script)],
            cwd="/",
            env={**fixed, "HOME": "/nonexistent", "PATH": os.defpath, "PYTHONPATH": str(GUARD)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )


class Launchers:
    """The launchers of the threads of this process, one for each, made when it is first wanted."""

    def __init__(self) -> None:
        self._mine = threading.local()
        self._all: list[Launcher] = []

    def mine(self) -> Launcher | None:
        """Return the launcher of this thread; nothing where the system cannot have one."""
        if not can_launch():
            return None
        launcher: Launcher | None = getattr(self._mine, "launcher", None)
        if launcher is None:
            launcher = self._mine.launcher = Launcher()
            self._all.append(launcher)
        return launcher

    def close(self) -> None:
        """End all of them."""
        for launcher in self._all:
            launcher.close()


def _as_json(job: Job) -> dict[str, object]:
    limits = job.limits
    return {
        "outer": str(job.outer),
        "work": str(job.work),
        "environment": dict(job.environment),
        "timeout": job.timeout,
        "isolation": job.isolation.value,
        "command": job.command,
        "module": job.module,
        "args": job.args,
        "path": job.path,
        "guard": dict(job.guard),
        "limits": {
            "output": limits.output_bytes,
            "memory": limits.memory_bytes,
            "processes": limits.processes,
            "disk": limits.disk_bytes,
        },
    }


def _outcome(answer: Mapping[str, object]) -> Outcome:
    end = RunEnd(str(answer["end"]))
    if end is RunEnd.LOST and "stdout" not in answer:
        return Outcome(end)
    held = [*map(str, answer["held"])] if isinstance(answer["held"], list) else []
    left = answer["left"] if isinstance(answer["left"], list) else []
    guard = f"socket guard ({answer['missing']})"
    return Outcome(
        end,
        int(str(answer["exit_code"])),
        base64.b64decode(str(answer["stdout"])),
        base64.b64decode(str(answer["stderr"])),
        float(str(answer["seconds"])),
        tuple(held) if "network namespace" in held else (guard,),
        tuple(left),
    )
