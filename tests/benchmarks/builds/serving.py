"""Measure how long it takes from saving a file until the served page shows it."""

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.builds.building import Work, prepared, say
from tests.benchmarks.builds.material import address, edit_page, edit_region
from tests.benchmarks.builds.tools import ENVIRONMENT, TOOLS
from tests.benchmarks.corpus import Page
from tests.benchmarks.record import Record

_EVERY = 0.01
"""Seconds between two requests."""
_PATIENCE = 300.0
"""Seconds until a page must have come."""

EDITS: dict[str, Callable[[Path, Page, int], str]] = {"page": edit_page, "region": edit_region}
SERVED = {"page": ("ours", "material", "zensical"), "region": ("ours", "zensical")}
"""What is edited for which tools: Material by itself would take as long for either."""


def measure(size: int, rounds: int) -> Iterator[tuple[str, str, list[Record]]]:
    """Edit files of each tool's project while it serves them, and yield what is edited and seconds.

    Args:
        size: How many pages.
        rounds: How many edits of each kind.
    """
    tools = [name for name, tool in TOOLS.items() if tool.serve]
    with prepared(size, tools) as work:
        for tool in tools:
            with _served(work, tool) as port:
                yield from _edits(work, tool, rounds, port)


def _edits(
    work: Work, tool: str, rounds: int, port: int
) -> Iterator[tuple[str, str, list[Record]]]:
    for kind in (one for one, tools in SERVED.items() if tool in tools):
        seen: list[Record] = []
        for number in range(1, rounds + 1):
            page = work.corpus.pages[number * work.size // 7 % work.size]
            load = os.getloadavg()[0]
            word = EDITS[kind](work.project(tool), page, number)
            begun = time.monotonic()
            came = _wait(port, address(page), word)
            seconds = round(time.monotonic() - begun, 2) if came else None
            seen.append({"wall_seconds": seconds, "load": round(load, 1)})
            say(f"{work.size} pages, served, {kind}, {tool}: {seen[-1]}")
            if not came:
                break
        yield kind, tool, seen


@contextmanager
def _served(work: Work, tool: str) -> Iterator[int]:
    """Serve a project until the caller is done, and return the port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    one = TOOLS[tool]
    with subprocess.Popen(
        one.command((*one.serve, f"127.0.0.1:{port}")),
        cwd=work.project(tool),
        env={**os.environ, **ENVIRONMENT},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            if not _wait(port, address(work.corpus.pages[0]), "</html>"):
                raise TimeoutError(tool)
            # What was written a moment ago may count as a change still.
            time.sleep(2)
            yield port
        finally:
            os.killpg(process.pid, signal.SIGKILL)


def _wait(port: int, path: str, word: str) -> bool:
    """Ask for a page until it holds a word, and return whether it came to hold it."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if word in _ask(port, path):
            return True
        time.sleep(_EVERY)
    return False


def _ask(port: int, path: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    try:
        connection.request("GET", f"/{path}")
        return connection.getresponse().read().decode(errors="replace")
    except (OSError, http.client.HTTPException):
        return ""  # It does not answer yet.
    finally:
        connection.close()
