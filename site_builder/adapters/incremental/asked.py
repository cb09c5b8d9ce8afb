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
from collections.abc import Callable, Iterable, Mapping, Sequence
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
        self.paths: dict[str, State] = {}
        """What there was at each path when somebody asked for it first."""
        self.folders: dict[str, tuple[str, ...]] = {}
        """The names in each folder when it was listed first."""
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
            self.note(path)
        return ask(path, **options)

    def note(self, path: object) -> None:
        """Note that a path was asked for; what is no path is none of ours."""
        if isinstance(path, str | bytes | os.PathLike):
            name = os.fsdecode(path)
            if name not in self.paths:
                self.paths[name] = state_of(name, self._own["stat"])

    def note_folder(self, path: object) -> None:
        """Note that a folder was listed."""
        if isinstance(path, str | bytes | os.PathLike):
            name = os.fsdecode(path)
            if name not in self.folders:
                # First, for to look into it is to list it once more.
                self.folders[name] = ()
                self.folders[name] = _names_in(name)

    def states(self, apart: Iterable[str]) -> tuple[dict[str, State], dict[str, str]] | None:
        """Return what there is now at all that was asked for.

        Args:
            apart: Beginnings of paths that do not count, since the build itself writes there.

        Returns:
            The states of the paths, and digests of the names in the folders; nothing if one of them
            has changed since listening began, so that nobody knows what the build has seen of it.
        """
        left_out = (*apart, "/proc/", "/dev/", "/sys/")
        modules = (getattr(one, "__file__", None) for one in list(sys.modules.values()))
        asked = {**{one: state_of(one) for one in modules if one}, **self.paths}
        before = {_absolute(path): state for path, state in asked.items()}
        states = {path: state for path, state in sorted(before.items()) if _counts(path, left_out)}
        names = {_absolute(path): found for path, found in self.folders.items()}
        folders = {
            path: digest_of_names(path, found, left_out)
            for path, found in sorted(names.items())
            if _counts(f"{path}/", left_out)
        }
        is_late = any(
            isinstance(one, list) and one[2] >= self.begun - _TICK for one in states.values()
        )
        return None if is_late or not still(states, folders, left_out) else (states, folders)


def still(states: Mapping[str, State], folders: Mapping[str, str], left_out: Sequence[str]) -> bool:
    """Return whether all that was asked for is as it was.

    Args:
        states: What there was at each path.
        folders: A digest of the names in each folder.
        left_out: Beginnings of paths that do not count.
    """
    return all(state_of(path) == was for path, was in states.items()) and all(
        digest_of_names(path, _names_in(path), left_out) == was for path, was in folders.items()
    )


def _absolute(path: str) -> str:
    # Where a build would change the current folder, it would be another one for each of them.
    return os.path.abspath(path)  # noqa: PTH100 - a fifth of the time


def _counts(path: str, left_out: tuple[str, ...]) -> bool:
    # What Python makes of a module, it makes of its source.
    is_made = path.startswith(left_out) or "__pycache__" in path
    return not is_made and f"{path}/" not in _around(left_out)


@cache
def _around(paths: tuple[str, ...]) -> frozenset[str]:
    """Return the folders around paths, each with a slash at its end."""
    ends = ((path, at) for path in paths for at, sign in enumerate(path, start=1) if sign == "/")
    return frozenset(path[:at] for path, at in ends)


def state_of(path: str, ask: Callable[..., os.stat_result] | None = None) -> State:
    """Return what there is at a path: size, times of change in nanoseconds, and number of a file.

    Args:
        path: The path.
        ask: What asks the system, if not `os.stat`.
    """
    try:
        # A third of the time of pathlib, for thousands of files.
        status = (ask or os.stat)(path)
    except (OSError, ValueError):
        return None
    if stat.S_ISDIR(status.st_mode):
        return "folder"
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]


def _names_in(folder: str) -> tuple[str, ...]:
    """Return the names in a folder; none if it is not there."""
    try:
        return tuple(os.listdir(folder))  # noqa: PTH208 - a third of the time
    except OSError:
        return ()


def digest_of_names(folder: str, names: Iterable[str], left_out: Sequence[str]) -> str:
    """Return a digest of the names in a folder.

    Args:
        folder: Its path.
        names: The names.
        left_out: Beginnings of paths that do not count.
    """
    begins = tuple(left_out)
    places = {one: f"{folder}/{one}/" for one in names}
    # A folder around what a build writes may be one that it makes.
    counted = sorted(
        one
        for one, place in places.items()
        if _counts(place, begins) and place not in _around(begins)
    )
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
            one.note(arguments[0])
        elif event in _LISTED:
            one.note_folder(arguments[0] or ".")
        elif event == _COMMAND and os.path.basename(str(arguments[0])) == "git":  # noqa: PTH119
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
