"""A real server for authors, asked over HTTP."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from tests.small import Small, environment

_PATIENCE = 100.0
"""Seconds after which a server that says nothing new has failed."""
_TALKATIVE = {"PYTHONWARNINGS": "module::DeprecationWarning"}
"""Lets MkDocs say of each build that it is done.

Else it leaves out what it has said before, and two builds may take the same time.
"""


class Server:
    """A running server and what it has said."""

    def __init__(self, port: int, log: Path) -> None:
        self.url = f"http://127.0.0.1:{port}/"
        self.log = log

    def page(self, path: str = "") -> str:
        """Return a page, empty if it cannot be had."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=5) as answer:
                return str(answer.read().decode())
        except OSError:
            return ""

    def version(self, path: str = "") -> int:
        """Return the version of the site that a page is of, as its script knows it."""
        found = re.search(r"^livereload\((\d+), ", self.page(path), re.MULTILINE)
        assert found
        return int(found[1])

    def said(self, text: str) -> int:
        """Return how often the server has said something."""
        return self.log.read_text().count(text)

    def wait_until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds."""
        deadline = time.monotonic() + _PATIENCE
        while not holds():
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.05)

    def text(self, path: str = "") -> str:
        """Return the article of a page."""
        article = LexborHTMLParser(self.page(path)).css_first("article")
        return article.text() if article is not None else ""

    def wait_for(self, wanted: str, path: str = "") -> str:
        """Return the article of a page as soon as it holds a text."""
        self.wait_until(lambda: wanted in self.text(path))
        return self.text(path)

    def alert(self, path: str = "") -> str:
        """Return what a page says to be wrong with it, empty if nothing is."""
        box = LexborHTMLParser(self.page(path)).css_first("[role=alert]")
        return box.text() if box is not None else ""

    def wait_for_alert(self, *wanted: str, path: str = "") -> None:
        """Wait until a page says what is wrong with it, or that nothing is if nothing is wanted."""
        if wanted:
            self.wait_until(lambda: all(one in self.alert(path) for one in wanted))
        else:
            self.wait_until(lambda: self.page(path) != "" and not self.alert(path))

    def wait_for_log(self, wanted: str, times: int = 1) -> None:
        """Wait until the server has said something so many times."""
        self.wait_until(lambda: self.said(wanted) >= times)


def heed_interrupts() -> None:
    """Undo that a shell starts what runs in the background with interrupts ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def serving(small: Small, *command: str) -> Iterator[Server]:
    """Serve a project with a command, whose last argument is the address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = small.root / "server.log"
    with (
        log.open("w") as output,
        subprocess.Popen(
            [Path(sys.executable).with_name(command[0]), *command[1:], f"127.0.0.1:{port}"],
            cwd=small.root,
            env={**environment(_TALKATIVE), "TMPDIR": str(small.root)},
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=heed_interrupts,  # noqa: PLW1509 - this test starts no threads
        ) as process,
    ):
        try:
            yield Server(port, log)
        finally:
            os.kill(process.pid, signal.SIGINT)
            process.wait(timeout=10)
