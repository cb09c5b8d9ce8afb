"""Show how far the runs are: a bar for people, a line now and then for the logs of CI."""

import threading
import time
from collections.abc import Mapping
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from site_builder.text.progress_line import progress_line

_EVERY = 10.0
"""Seconds between two lines in a log."""


class RunProgress:
    """Counts runs while they come; several threads may count."""

    def __init__(
        self,
        total: int,
        console: Console,
        environment: Mapping[str, str],
        doing: str = "Running examples",
        what: str = "example",
    ) -> None:
        """Prepare to count; nothing is shown where nobody looks.

        Args:
            total: How many there are.
            console: Where to show it.
            environment: Variables, among which `CI` tells that the output is a log.
            doing: What is done, such as `Running examples`.
            what: What is counted, such as `example`.
        """
        self._doing, self._what = doing, what
        self._total = total
        self._console = console
        self._in_log = not console.is_terminal and environment.get("CI", "") not in {"", "false"}
        self._done = self._stored = 0
        self._began = time.monotonic()
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._bar = Progress(
            TextColumn(doing),
            BarColumn(),
            TextColumn("{task.fields[line]}"),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._bar.add_task("", total=total, line=self._line())

    def __enter__(self) -> "RunProgress":
        self._bar.start()
        if self._in_log:
            threading.Thread(target=self._log, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._bar.stop()

    def advance(self, *, stored: bool) -> None:
        """Count a run.

        Args:
            stored: Whether it came from the store.
        """
        with self._lock:
            self._done += 1
            self._stored += stored
            self._bar.update(self._task, completed=self._done, line=self._line())

    def _line(self) -> str:
        seconds = time.monotonic() - self._began
        return progress_line(self._done, self._total, self._stored, seconds, self._what)

    def _log(self) -> None:
        while not self._over.wait(_EVERY):
            self._console.print(f"{self._doing}: {self._line()}", markup=False)
