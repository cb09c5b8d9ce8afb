"""A real scheduler of Dask and real workers, each in a process of its own on this machine."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.command import LIMITED

ATTEMPTS = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
"""Makes the scheduler give a job up when its worker is lost for the first time."""


class Scheduler:
    """A scheduler and its workers; all of them end with it."""

    def __init__(self, folder: Path, **variables: str) -> None:
        self.folder = folder
        self.variables = variables
        self.address = ""
        self.workers: list[subprocess.Popen[bytes]] = []
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Scheduler":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self.workers:
            _kill(worker)
        self.kill()

    def start(self) -> None:
        """Start the scheduler, again at its last address if it had one."""
        port = self.address.rpartition(":")[2] or "0"
        log = self.folder / f"scheduler-{time.monotonic_ns()}.log"
        options = ["--host", "127.0.0.1", "--port", port, "--no-dashboard", "--dashboard-address"]
        self._process = self._start(log, "dask_scheduler", *options, "127.0.0.1:0")
        self.address = _wait_for(log, r"Scheduler at:\s+(tcp://127\.0\.0\.1:\d+)")

    def kill(self) -> None:
        """Kill the scheduler, without a word to anybody."""
        if self._process:
            _kill(self._process)

    def add_worker(
        self, *, most_bytes: int = 0, python: str = sys.executable, **variables: str
    ) -> subprocess.Popen[bytes]:
        """Start a worker, if asked for without room on its disk, and wait until it works."""
        number = len(self.workers)
        log = self.folder / f"worker-{number}.log"
        options = [self.address, "--no-nanny", "--nthreads", "1", "--no-dashboard"]
        options += ["--local-directory", str(self.folder / f"worker-{number}")]
        limited = ["-c", LIMITED, str(most_bytes), python] if most_bytes else []
        program = [python, *limited]
        worker = self._start(log, "dask_worker", *options, program=program, **variables)
        self.workers.append(worker)
        _wait_for(log, r"Registered to:")
        return worker

    def _start(
        self,
        log: Path,
        module: str,
        *options: str,
        program: Sequence[str] = (sys.executable,),
        **variables: str,
    ) -> subprocess.Popen[bytes]:
        command = [*program, "-m", f"distributed.cli.{module}", *options]
        environment = {**os.environ, "PYTHONWARNINGS": "ignore", **self.variables, **variables}
        with log.open("wb") as stream:
            return subprocess.Popen(
                command, cwd=self.folder, env=environment, stderr=stream, start_new_session=True
            )


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _wait_for(log: Path, pattern: str) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        match = re.search(pattern, log.read_text(encoding="utf-8", errors="replace"))
        if match:
            return match[match.lastindex or 0]
        time.sleep(0.05)
    raise TimeoutError(log.read_text(encoding="utf-8", errors="replace"))
