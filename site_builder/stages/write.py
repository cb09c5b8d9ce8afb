"""Write results to disk, whole or not at all. The only place that writes."""

import contextlib
import ctypes
import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from site_builder.model import Code, Location, Problem

NO_ROOM = frozenset({errno.EDQUOT, errno.EFBIG, errno.EIO, errno.ENOSPC, errno.EROFS})
"""Errors of a write that no change to a page or to the configuration would mend."""

_HERE, _EXCHANGE = -100, 2
"""What Linux calls the current folder, and the wish that two names change places."""


def write_files(files: Sequence[tuple[Path, bytes, str]]) -> tuple[Problem, ...]:
    """Write new files, all of them or none.

    Args:
        files: Path, content and name of each; none of the paths exists.

    Returns:
        A problem if one could not be written; the others are then gone again.
    """
    for number, (path, data, name) in enumerate(files):
        problems = write_file(path, data, name)
        if problems:
            for written, _, _ in files[:number]:
                written.unlink(missing_ok=True)
            return problems
    return ()


def write_file(path: Path, data: bytes, name: str) -> tuple[Problem, ...]:
    """Write a file so that it is either the old or the new one, never half of it.

    Args:
        path: The file.
        data: All that it shall hold.
        name: What to call it in a message.

    Returns:
        A problem if it could not be written; what was there before is then unchanged.
    """
    return replace_files([(path, data, name)])


def replace_files(files: Sequence[tuple[Path, bytes, str]]) -> tuple[Problem, ...]:
    """Write files that belong together: all are the new ones, or all the old ones.

    Args:
        files: Path, content, and name in a message of each.

    Returns:
        A problem if one could not be written; what was there before is then unchanged.
    """
    prepared: list[tuple[Path, Path, str]] = []
    name = ""
    try:
        for path, data, name in files:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
            prepared.append((Path(temporary), path, name))
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            Path(temporary).chmod(_mode_of(path))
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, "Is a directory")
        for temporary_path, path, name in prepared:  # noqa: B007 - the report of an error needs it
            temporary_path.replace(path)
    except OSError as error:
        return (write_problem(name, error),)
    finally:
        for temporary_path, _, _ in prepared:
            temporary_path.unlink(missing_ok=True)
    return ()


def remove_files(paths: Sequence[Path], name: str) -> tuple[Problem, ...]:
    """Remove files, and folders that are empty then.

    Args:
        paths: The files.
        name: What to call them in a message.

    Returns:
        A problem if one could not be removed.
    """
    try:
        for path in paths:
            path.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                # It is not empty, and stays.
                path.parent.rmdir()
    except OSError as error:
        return (write_problem(name, error),)
    return ()


def staging_folder(target: Path, name: str) -> Path | Problem:
    """Make an empty folder beside a target, in which its next content can be prepared.

    Args:
        target: The folder that will be replaced.
        name: What to call it in a message.

    Returns:
        The new folder, on the same file system, or why it could not be made.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and not target.is_dir():
            raise NotADirectoryError(20, "there is a file in its place")
        folder = tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent)
        Path(folder).chmod(0o755)
        return Path(folder)
    except OSError as error:
        return write_problem(name, error)


def exchange(one: Path, other: Path, call: str = "renameat2") -> bool:
    """Let two folders take each other's place; there is no moment at which one of them is missing.

    Args:
        one: A folder.
        other: Another one on the same file system.
        call: The call for it, as Linux names it.

    Returns:
        Whether it was done. Else both are where they were, and must be renamed one after the other.
    """
    rename = getattr(ctypes.pythonapi, call, None)
    if rename is None:
        return False
    return bool(rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)


def swap_in(
    staging: Path, target: Path, name: str, at_once: Callable[[Path, Path], bool] = exchange
) -> tuple[Problem, ...]:
    """Put a prepared folder in the place of another.

    Hidden entries at the top of the old folder, such as `.git`, move over unless the new one has
    them: they are not of our making, and MkDocs keeps them, too.

    Args:
        staging: The new folder; it is gone afterwards.
        target: The place that it takes.
        name: What to call it in a message.
        at_once: Lets two folders take each other's place, if it can.

    Returns:
        A problem if that failed; the old folder is then back in its place.
    """
    try:
        old = _exchanged(staging, target, at_once) or _renamed(staging, target)
    except OSError as error:
        discard(staging)
        return (write_problem(name, error),)
    discard(old)
    return ()


def _exchanged(staging: Path, target: Path, at_once: Callable[[Path, Path], bool]) -> Path | None:
    """Return where the old folder is now; nothing if they cannot be exchanged at once."""
    if not at_once(staging, target):
        return None
    try:
        with _hidden_carried(staging, target):
            return staging
    except OSError:
        at_once(staging, target)
        raise


def _renamed(staging: Path, target: Path) -> Path:
    """Rename one folder after the other, and return where the old one is now."""
    old = staging.with_name(f"{staging.name}.old")
    if target.exists():
        target.rename(old)
    try:
        with _hidden_carried(old, staging):
            staging.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    return old


@contextlib.contextmanager
def _hidden_carried(old: Path, new: Path) -> Iterator[None]:
    """Move hidden entries from one folder to another, and back if that or what follows fails."""
    moved: list[Path] = []
    try:
        for entry in _hidden(old):
            if not os.path.lexists(new / entry.name):
                # One by one: when a step fails, those before it must go back.
                moved.append(entry.rename(new / entry.name))  # noqa: PERF401
        yield
    except OSError:
        for entry in moved:
            entry.rename(old / entry.name)
        raise


def _hidden(folder: Path) -> list[Path]:
    return sorted(folder.glob(".*")) if folder.exists() else []


def discard(folder: Path) -> None:
    """Remove a folder with all that is in it, if it is there."""
    shutil.rmtree(folder, ignore_errors=True)


def _mode_of(path: Path) -> int:
    """Return the permissions of a file, or those that a new one gets."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def write_problem(name: str, error: OSError) -> Problem:
    """Return a failed write as a problem.

    Args:
        name: What to call the file or folder.
        error: What the system said.
    """
    message = f"cannot write: {error.strerror or error}"
    return Problem(Code.CANNOT_WRITE, Location(name), message)
