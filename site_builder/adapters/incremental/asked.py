"""See all that a build asks of the file system, whoever asks.

Python tells its audit hooks of each file that is opened and each folder that is listed:
https://peps.python.org/pep-0578/. It tells nobody that somebody asks whether a file is there, so
that question is listened to itself.
"""

import hashlib
import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

State = list[int] | str | None
"""What there is at a path: the marks of a file, a word for a folder, or nothing."""

_LISTED = ("os.listdir", "os.scandir")
_COMMAND = "subprocess.Popen"
_BEYOND = ("socket.connect", _COMMAND, "os.system", "os.posix_spawn", "sqlite3.connect")
"""Events after which a result may depend on more than files."""
_QUESTIONS = ("stat", "lstat")
_TICK = 20_000_000
"""Nanoseconds within which two changes of a file may carry the same time."""


class Asked:
    """What was asked since it began, by all threads of this process."""

    def __init__(self) -> None:
        """Begin to listen."""
        self.begun = time.time_ns()
        self.paths: set[str] = set()
        self.folders: set[str] = set()
        """Folders that were listed."""
        self.commands: set[tuple[str, ...]] = set()
        """What git was asked, each with the folder before it."""
        self.beyond: set[str] = set()
        """What else was done that a result may depend on."""
        self._own = {name: getattr(os, name) for name in _QUESTIONS}
        for name, ask in self._own.items():
            self._put(name, partial(self._answer, ask))
        _listening().append(self)

    def stop(self) -> None:
        """Listen no longer."""
        if self in _listening():
            _listening().remove(self)
            for name, ask in self._own.items():
                self._put(name, ask)

    def _put(self, name: str, ask: Callable[..., os.stat_result]) -> None:
        # Python asks these sets what a function can do, before it calls it.
        for able in (os.supports_follow_symlinks, os.supports_dir_fd, os.supports_fd):
            if getattr(os, name) in able:
                able.add(ask)
        setattr(os, name, ask)

    def _answer(self, ask: Callable[..., Any], path: Any, **options: Any) -> Any:
        if options.get("dir_fd") is None:
            self.note(path, self.paths)
        return ask(path, **options)

    def note(self, path: object, among: set[str]) -> None:
        """Note that a path was asked for; what is no path is none of ours."""
        if type(path) is str:
            among.add(path)
        elif isinstance(path, str | bytes | os.PathLike):
            among.add(os.fsdecode(path))

    def states(self, apart: Iterable[str]) -> tuple[dict[str, State], dict[str, str]] | None:
        """Return what there is now at all that was asked for.

        Args:
            apart: Beginnings of paths that do not count, since the build itself writes there.

        Returns:
            The states of the paths, and digests of the names in the folders; nothing if a file has
            changed since listening began, so that nobody knows what the build has seen of it.
        """
        left_out = (*apart, "/proc/", "/dev/", "/sys/")
        modules = (getattr(one, "__file__", None) for one in list(sys.modules.values()))
        paths = _absolute({*self.paths, *(one for one in modules if one)})
        counted = [one for one in sorted(paths) if _counts(one, left_out)]
        states = {path: state_of(path) for path in counted}
        if any(isinstance(one, list) and one[2] >= self.begun - _TICK for one in states.values()):
            return None
        folders = [one for one in sorted(_absolute(self.folders)) if _counts(f"{one}/", left_out)]
        return states, {path: names_in(path, left_out) for path in folders}


def _absolute(paths: set[str]) -> set[str]:
    # Where a build would change the current folder, it would be another one for each of them.
    return {os.path.abspath(one) for one in paths}  # noqa: PTH100 - a fifth of the time


def _counts(path: str, left_out: tuple[str, ...]) -> bool:
    # What Python makes of a module, it makes of its source.
    return not path.startswith(left_out) and "__pycache__" not in path


def state_of(path: str) -> State:
    """Return what there is at a path: size, times of change in nanoseconds, and number of a file.

    Args:
        path: The path.
    """
    try:
        status = os.stat(path)  # noqa: PTH116 - a third of the time, for thousands of files
    except (OSError, ValueError):
        return None
    if stat.S_ISDIR(status.st_mode):
        return "folder"
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]


def names_in(folder: str, left_out: tuple[str, ...]) -> str:
    """Return a digest of the names in a folder; empty if it is none.

    Args:
        folder: Its path.
        left_out: Beginnings of paths that do not count.
    """
    try:
        names = os.listdir(folder)  # noqa: PTH208 - a third of the time
    except OSError:
        return ""
    counted = sorted(one for one in names if not f"{folder}/{one}/".startswith(left_out))
    return hashlib.sha256("\n".join(counted).encode("utf-8", "surrogateescape")).hexdigest()


@cache
def _listening() -> list[Asked]:
    """Return who listens; the first call lets Python tell of what is opened."""
    listening: list[Asked] = []
    # A hook stays until the process ends, so there is only one, which is mostly idle.
    sys.addaudithook(partial(_hear, listening))
    return listening


def _hear(listening: list[Asked], event: str, arguments: tuple[object, ...]) -> None:
    for one in listening:
        if event == "open":
            one.note(arguments[0], one.paths)
        elif event in _LISTED:
            one.note(arguments[0] or ".", one.folders)
        elif event == _COMMAND and str(arguments[0]).endswith("/git"):
            parts: Any = arguments[1]
            one.commands.add((str(arguments[2] or Path.cwd()), *map(os.fsdecode, parts)))
        elif event in _BEYOND:
            one.beyond.add(event)


def answer_of(command: Sequence[str]) -> str:
    """Return a digest of what a command says now; empty if it fails.

    Args:
        command: The folder in which it is asked, and its words.
    """
    folder, *words = command
    try:
        done = subprocess.run(words, cwd=folder, capture_output=True, check=True, timeout=60)
    except (OSError, subprocess.SubprocessError):
        return ""
    return hashlib.sha256(done.stdout).hexdigest()


def digest_of_site(folder: Path) -> str:
    """Return a digest of the names and marks of all files of a site; it does not read them.

    Args:
        folder: Its folder.
    """
    found = hashlib.sha256()
    for line in sorted(_files_below(str(folder), "")):
        found.update(line.encode("utf-8", "surrogateescape"))
    return found.hexdigest()


def _files_below(folder: str, prefix: str) -> list[str]:
    lines: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                name = f"{prefix}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    lines += _files_below(entry.path, f"{name}/")
                else:
                    status = entry.stat(follow_symlinks=False)
                    marks = f"{status.st_size} {status.st_mtime_ns} {status.st_ino}"
                    lines.append(f"{name} {marks}\n")
    except OSError:
        lines.append(f"{prefix} unreadable\n")
    return lines
