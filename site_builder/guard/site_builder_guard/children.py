"""See whether processes that an example started have failed."""

import os
import sys
from collections.abc import Callable
from types import FrameType

from site_builder_guard.report import Report

_LIBRARY = os.path.dirname(os.__file__) + os.sep
_GUARD = os.path.dirname(os.path.abspath(__file__)) + os.sep


def watch_waits() -> list[Callable[[int, int], None]]:
    """Return those who are told of each process that failed, which may be added to.

    The standard library keeps the function by other names, so this comes before it is imported.
    """
    watchers: list[Callable[[int, int], None]] | None = getattr(os.waitpid, "watchers", None)
    if watchers is not None:
        return watchers
    wait, told = os.waitpid, list[Callable[[int, int], None]]()

    def waitpid(pid: int, options: int, /) -> tuple[int, int]:
        ended, status = wait(pid, options)
        if ended and os.WIFEXITED(status) and os.WEXITSTATUS(status):
            for tell in told:
                tell(ended, os.WEXITSTATUS(status))
        return ended, status

    waitpid.watchers = told  # type: ignore[attr-defined]
    os.waitpid = waitpid
    return told


class Children:
    """Notes the exit codes of the processes that the example's own lines wait for."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self._stopped: set[int] = set()

    def install(self) -> None:
        """Look at what each wait for a process returns."""
        watch_waits().append(self.on_failed)

    def on_event(self, event: str, args: tuple[object, ...]) -> None:
        """Note which processes the example stops itself, so that their end is no failure."""
        match event, args:
            case "os.kill", (int(pid), _):
                self._stopped.add(pid)

    def on_failed(self, pid: int, code: int) -> None:
        """Report a process that ended with an exit code above 0."""
        frame: FrameType | None = sys._getframe(1)
        while frame and frame.f_code.co_filename.startswith((_LIBRARY, _GUARD, "<frozen")):
            frame = frame.f_back
        # Nobody's line waits for what a thread of the library looks after, or the end of Python.
        own = frame is None or frame.f_code.co_filename.startswith(self.report.example)
        if own and pid not in self._stopped:
            self.report.tried("child", f"exit code {code}")
