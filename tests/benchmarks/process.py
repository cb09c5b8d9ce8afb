"""Run a command to its end, or to a limit, and measure what it and its children took."""

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.05
"""Seconds between two looks at the memory."""


@dataclass(frozen=True, slots=True)
class Limits:
    """When a command is stopped."""

    seconds: float
    bytes: int


@dataclass(frozen=True, slots=True)
class Took:
    """What a command took."""

    wall_seconds: float
    cpu_seconds: float
    """Of the process and its children, user and system."""
    peak_bytes: int
    """Resident memory of all of them together, what they share once, as far as looks every 50 ms
    see it."""
    output: str
    died: str
    """Why it did not end well; empty if it did."""


def run(
    command: Sequence[str],
    folder: Path,
    limits: Limits,
    environment: Mapping[str, str] | None = None,
) -> Took:
    """Run a command in a folder, in a session of its own, and end all of it with it."""
    begun = time.monotonic()
    with subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as process:
        watch = _Watch(process.pid, limits)
        watch.start()
        output = process.stdout.read() if process.stdout else b""
        # Not process.wait(): only this call tells what the process and its children used.
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.stop()
    died = watch.reason
    if not died and process.returncode:
        died = f"ended with code {process.returncode}"
    # The last resort, since a child of a large process counts as large from its first moment on.
    peak = watch.peak_bytes or usage.ru_maxrss * 1024
    cpu = usage.ru_utime + usage.ru_stime
    return Took(wall, cpu, peak, output.decode(errors="replace"), died)


class _Watch(threading.Thread):
    """Looks at the memory of a session, and kills the session that passes a limit."""

    def __init__(self, session: int, limits: Limits) -> None:
        super().__init__(daemon=True)
        self.peak_bytes = 0
        self.reason = ""
        self._session = session
        self._limits = limits
        self._over = threading.Event()

    def run(self) -> None:
        begun = time.monotonic()
        while not self._over.wait(_EVERY):
            self.peak_bytes = max(self.peak_bytes, _memory(self._session))
            if self.peak_bytes > self._limits.bytes:
                self.reason = f"stopped at {self._limits.bytes / 1e9:.0f} GB of memory"
            elif time.monotonic() - begun > self._limits.seconds:
                self.reason = f"stopped after {self._limits.seconds:.0f} s"
            if self.reason:
                os.killpg(self._session, signal.SIGKILL)
                return

    def stop(self) -> None:
        """Look no longer."""
        self._over.set()
        self.join()


def _memory(session: int) -> int:
    """Return the resident bytes of the processes of a session; none where there is no /proc.

    Pages that processes share count once: the system divides them among those that have them. What
    a process shares with others outside is its own while it is alone.
    """
    found = dict(_resident(session))
    largest = max(found.values(), default=0)
    return largest if len(found) < 2 else max(largest, sum(map(_part_of, found)))


def _resident(session: int) -> Iterator[tuple[Path, int]]:
    """Yield the processes of a session, each with its resident bytes."""
    page = os.sysconf("SC_PAGE_SIZE")
    for process in _processes():
        try:
            text = (process / "stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue  # It has ended meanwhile.
        # The name of the program, in brackets, may itself hold spaces and brackets.
        fields = text.rpartition(")")[2].split()
        if int(fields[3]) == session:
            yield process, int(fields[21]) * page


def _part_of(process: Path) -> int:
    """Return the bytes of a process, and its part of those that it shares."""
    with contextlib.suppress(OSError):
        for line in (process / "smaps_rollup").read_text(encoding="utf-8").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def _processes() -> Iterator[Path]:
    """Yield where the state of each process stands; one that ends meanwhile may still be named."""
    with contextlib.suppress(OSError):
        # Not glob(), which looks at each file and stops at one that has gone.
        yield from (one for one in Path("/proc").iterdir() if one.name.isdecimal())
