"""See which files are read while a page is converted, whoever reads them.

Python tells its audit hooks of each file that is opened: https://peps.python.org/pep-0578/.
"""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any

from site_builder.adapters.incremental.described import installed_folders

_QUESTIONS = ("exists", "isfile", "isdir")
_BEYOND = (
    "os.listdir",
    "os.scandir",
    "glob.glob",
    "socket.",
    "subprocess.",
    "os.system",
    "sqlite3.",
)
"""Beginnings of events after which a result may depend on more than files that were read."""


@dataclass(slots=True)
class Reads:
    """What was read during one conversion."""

    thread: int
    paths: set[str] = field(default_factory=set)
    sought: dict[str, bool] = field(default_factory=dict)
    """For each path that was looked for, whether it is there."""
    beyond: set[str] = field(default_factory=set)
    """What else was done that a result may depend on."""
    paused: bool = False


@cache
def _watching() -> list[Reads]:
    """Return who is watching; the first call lets Python tell of what is opened."""
    watching: list[Reads] = []
    # A hook stays until the process ends, so there is only one, which is mostly idle.
    sys.addaudithook(partial(_see, watching))
    return watching


@contextmanager
def watched_reads() -> Iterator[Reads]:
    """Watch this thread: yield what is filled in as it reads files."""
    reads = Reads(threading.get_ident())
    watching = _watching()
    watching.append(reads)
    # Python tells nobody that somebody asks whether a file is there.
    questions = {name: getattr(os.path, name) for name in _QUESTIONS}
    try:
        for name, ask in questions.items():
            setattr(os.path, name, partial(_noted, reads, name, ask))
        yield reads
    finally:
        for name, ask in questions.items():
            setattr(os.path, name, ask)
        watching.remove(reads)


def is_there(question: str, path: str) -> bool:
    """Ask again what was asked of a path during a conversion."""
    return bool(getattr(os.path, question)(path))


def _noted(reads: Reads, name: str, ask: Callable[[Any], bool], path: Any) -> bool:
    answer = ask(path)
    if reads.thread == threading.get_ident() and not reads.paused and not isinstance(path, int):
        place = str(Path(os.fsdecode(path)).absolute())
        if not place.startswith(installed_folders()):
            reads.sought[f"{name} {place}"] = answer
    return answer


@contextmanager
def unwatched() -> Iterator[None]:
    """Let what is read here not count: its outcome is compared itself."""
    before = [(one, one.paused) for one in _watching()]
    for one, _ in before:
        one.paused = True
    try:
        yield
    finally:
        for one, paused in before:
            one.paused = paused


def _see(watching: list[Reads], event: str, arguments: tuple[object, ...]) -> None:
    for reads in watching:
        if reads.paused or reads.thread != threading.get_ident():
            continue
        if event == "open":
            path = arguments[0]
            if isinstance(path, str | bytes | os.PathLike):
                name = str(Path(os.fsdecode(path)).absolute())
                if not name.startswith(installed_folders()) and name not in sys.path:
                    reads.paths.add(name)
        elif event.startswith(_BEYOND):
            folder = arguments[0] if arguments else ""
            # An import looks into the folders of modules.
            if not f"{folder}/".startswith(installed_folders()) and folder not in sys.path:
                reads.beyond.add(event)
