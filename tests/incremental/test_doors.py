"""The commands as authors have them, each in a process of its own, and the server."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.incremental.place import Outcome, Place, Ran, Tree, tree_of
from tests.incremental.test_equality import compared
from tests.serving import heed_interrupts
from tests.small import environment

PATIENCE = 200.0
GREET = "examples/text/greet/greet.py"
GREETING = '# region setup\nX = 1\n# endregion\ndef greet():\n    "New greeting"\n'


def ask(place: Place, program: str, seed: str) -> Outcome:
    """Build by a command, in which sets have another order with each seed."""
    changes = {"PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": place.way.epoch}
    ran = subprocess.run(
        [Path(sys.executable).with_name(program), "build"],
        cwd=place.root,
        env=environment(changes),
        capture_output=True,
        text=True,
        check=False,
    )
    return Outcome(Ran(ran.returncode, ()), tree_of(place.site))


def test_commands_share_what_is_kept_whatever_the_order_of_sets(place: Place) -> None:
    for seed, program in enumerate(("mkdocs", "site-builder", "mkdocs")):
        place.write("docs/guides/two.md", f"# Two\n\nVersion {seed}. [One](one.md#next-steps)\n")
        place.write("includes/inner.md", f"Inner {seed}.\n")
        kept = ask(place, program, str(seed))
        with place.nothing_kept():
            clean = ask(place, program, str(seed + 10))
        assert kept.ran.code == 0
        assert compared(kept, clean) == ""


class Served:
    """A server, and the folder from which it serves."""

    def __init__(self, folder: Path, log: Path) -> None:
        self._folder = folder
        self._log = log

    def showing(self, text: str, name: str) -> Tree:
        """Return the files that it serves when it has built again, and one of them holds a text."""
        deadline = time.monotonic() + PATIENCE
        while True:
            # A page may be there before the rest of its site.
            for site in self._folder.glob("mkdocs_*") if self._waits() else ():
                tree = tree_of(site)
                if text.encode() in tree.get(name, b""):
                    return tree
            assert time.monotonic() < deadline, self._log.read_text(encoding="utf-8")
            time.sleep(0.05)

    def _waits(self) -> bool:
        """Return whether it has said last that it waits for changes.

        It does not say of each build that it is done: of two that take the same hundredths of a
        second, MkDocs leaves out the second message as a repetition.
        """
        last = self._log.read_text(encoding="utf-8").rstrip().rpartition("\n")[2]
        return "Serving on" in last or "Reloading browsers" in last


@contextmanager
def serving(place: Place, port: int) -> Iterator[Served]:
    folder = place.root.with_name("served")
    folder.mkdir(exist_ok=True)
    log = place.root.with_name("server.log")
    with (
        log.open("w") as output,
        subprocess.Popen(
            [Path(sys.executable).with_name("mkdocs"), "serve", "-a", f"127.0.0.1:{port}"],
            cwd=place.root,
            env={
                **environment({"SOURCE_DATE_EPOCH": place.way.epoch, "TMPDIR": str(folder)}),
                "PYTHONDONTWRITEBYTECODE": "1",
            },
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=heed_interrupts,  # noqa: PLW1509 - this test starts no threads
        ) as process,
    ):
        try:
            yield Served(folder, log)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=20)


def test_a_server_shows_what_one_shows_that_begins_from_nothing(place: Place) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    edits = {
        "docs/guides/one.md": ("# First\n\nNew.\n", "New.", "guides/one/index.html"),
        GREET: (GREETING, "New greeting", "reference/api/index.html"),
        "docs/notes/added.md": ("# Added\n", "Added", "notes/added/index.html"),
        "docs/guides/two.md": ("# Two\n\nThe end.\n", "The end.", "guides/two/index.html"),
    }
    place.build()
    with serving(place, port) as server:
        kept = server.showing("Welcome", "index.html")
        for name, (text, shown, page) in edits.items():
            assert shown.encode() not in kept.get(page, b"")
            # Nobody watches this folder; the next build sees what has changed in it.
            place.write("includes/inner.md", f"Inner, with {shown}\n")
            place.write(name, text)
            kept = server.showing(shown, page)
            assert shown.encode() in kept["guides/deep/three/index.html"]
    with place.nothing_kept(), serving(place, port) as server:
        clean = server.showing("The end.", "guides/two/index.html")
    assert [name for name in clean | kept if kept.get(name) != clean.get(name)] == []
