"""The server for authors: a real one, asked over HTTP."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from site_builder.resources import packaged_templates
from tests.small import Small, environment

_PATIENCE = 20.0
"""Seconds after which a server that says nothing new has failed."""


class Server:
    """A running server and what it has said."""

    def __init__(self, port: int, log: Path) -> None:
        self.url = f"http://127.0.0.1:{port}/"
        self.log = log

    def text(self, path: str = "") -> str:
        """Return the article of a page."""
        with urllib.request.urlopen(self.url + path, timeout=5) as answer:
            article = LexborHTMLParser(answer.read()).css_first("article")
        return article.text() if article is not None else ""

    def wait_for(self, wanted: str, path: str = "") -> str:
        """Return the article of a page as soon as it holds a text."""
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            try:
                text = self.text(path)
            except OSError:
                text = ""
            if wanted in text:
                return text
            time.sleep(0.05)
        pytest.fail(f"no {wanted!r} within {_PATIENCE} s:\n{self.log.read_text()}")

    def alert(self, path: str = "") -> str:
        """Return what a page says to be wrong with it, empty if nothing is."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=5) as answer:
                box = LexborHTMLParser(answer.read()).css_first("[role=alert]")
        except OSError:
            return ""
        return box.text() if box is not None else ""

    def wait_for_alert(self, *wanted: str, path: str = "") -> None:
        """Wait until a page says what is wrong with it, or that nothing is if nothing is wanted."""
        deadline = time.monotonic() + _PATIENCE
        while True:
            said = self.alert(path)
            if all(one in said for one in wanted) if wanted else not said:
                return
            assert time.monotonic() < deadline, f"{said}\n{self.log.read_text()}"
            time.sleep(0.05)

    def wait_for_log(self, wanted: str) -> None:
        """Wait until the server has said something."""
        deadline = time.monotonic() + _PATIENCE
        while wanted not in self.log.read_text():
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.05)


def _heed_interrupts() -> None:
    """Undo that a shell starts what runs in the background with interrupts ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def _serving(small: Small, *command: str) -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = small.root / "server.log"
    with (
        log.open("w") as output,
        subprocess.Popen(
            [Path(sys.executable).with_name(command[0]), *command[1:], f"127.0.0.1:{port}"],
            cwd=small.root,
            env={**environment({}), "TMPDIR": str(small.root)},
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=_heed_interrupts,  # noqa: PLW1509 - this test starts no threads
        ) as process,
    ):
        try:
            yield Server(port, log)
        finally:
            os.kill(process.pid, signal.SIGINT)
            process.wait(timeout=10)


def test_the_server_shows_each_change_and_what_is_wrong_with_a_page(small: Small) -> None:
    small.replace("mkdocs.yml", "  - site_builder", "  - site_builder:\n      templates_dir: [own]")
    template = packaged_templates() / "sample/sample.md.jinja"
    small.write("own/sample/sample.md.jinja", template.read_text(encoding="utf-8"))
    module = "examples/text/slugify_titles/slugify_titles.py"
    with _serving(small, "mkdocs", "serve", "-a") as server:
        assert "in lower case" in server.wait_for("A whole file:")

        small.replace("docs/index.md", "A whole file:", "The page changed.")
        server.wait_for("The page changed.")

        small.replace(module, "in lower case", "in small letters")
        server.wait_for("in small letters")

        small.replace(
            "own/sample/sample.md.jinja", "{% if code %}", "{% if code %}\nOwn template.\n"
        )
        server.wait_for("Own template.")

        small.replace("examples/text/slugify_titles/example.toml", "Slugify titles", "New title")
        server.wait_for("New title", "examples/text/slugify_titles/")

        small.replace(module, "def slugify(", "def slug(")
        server.wait_for_log("symbol-missing")
        # MkDocs alone would not answer any more.
        assert "The page changed." in server.text()
        server.wait_for_alert("symbol-missing", "docs/index.md:15")
        assert not server.alert("guides/")

        small.replace(module, "def slug(", "def slugify(")
        server.wait_for_alert()
        small.replace("docs/index.md", "The page changed.", "The mistake is mended.")
        server.wait_for("The mistake is mended.")
    leftovers = [path.name for path in small.root.iterdir() if "mkdocs_" in path.name]
    assert leftovers == []
    assert not small.site.exists()


def test_the_command_serves_a_project_that_does_not_name_the_plugin(small: Small) -> None:
    config = small.read("mkdocs.yml").replace("  - site_builder\n", "")
    config = config.replace("  - Examples: examples/\n", "")
    # Plugins may also be written as a mapping; what it says of the others still holds.
    small.write("mkdocs.yml", config.replace("  - search\n", "  search:\n    lang: de\n"))
    with _serving(small, "site-builder", "serve", "-a") as server:
        assert "def slugify(" in server.wait_for("A whole file:")
        with urllib.request.urlopen(f"{server.url}search/search_index.json", timeout=5) as answer:
            assert json.load(answer)["config"]["lang"] == ["de"]


def test_a_server_that_cannot_begin_says_why(small: Small) -> None:
    small.make_three_mistakes()
    ran = small.run("mkdocs", "serve", "-a", "127.0.0.1:0")
    assert ran.returncode == 1
    assert "3 errors" in ran.stdout + ran.stderr
