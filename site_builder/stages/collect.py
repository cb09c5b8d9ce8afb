"""Take up the files that a run was declared to make, before its folder is gone."""

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from site_builder.model import Code, MadeFile, Violation
from site_builder.text.outputs import is_declared

_MOST_FILES = 100
"""How many files a run may hand over."""


def collect(
    work: Path, patterns: Sequence[str], limit: int
) -> tuple[tuple[MadeFile, ...], tuple[Violation, ...]]:
    """Return the files of a folder that are declared.

    No link is followed: whoever wrote the folder may not decide what is read outside of it.

    Args:
        work: The working folder of a run that has ended.
        patterns: Names and patterns below it; `*` does not stand for a slash.
        limit: Bytes that one file may have.

    Returns:
        The files in order of their names, and what cannot be taken up.
    """
    made: list[MadeFile] = []
    refused: list[str] = []
    for name in sorted(_names_below(work)) if patterns else ():
        if not any(is_declared(name, pattern) for pattern in patterns):
            continue
        if len(made) == _MOST_FILES:
            refused.append(f"{name}: {_MOST_FILES} files are allowed")
            break
        data = _read(work / name, limit)
        if isinstance(data, str):
            refused.append(f"{name}: {data}")
        else:
            made.append(MadeFile(name, data))
    return tuple(made), tuple(
        Violation(Code.RUN_FILE_REFUSED, one, "example.toml", 0) for one in refused
    )


def _names_below(work: Path) -> Iterator[str]:
    for root, folders, files in os.walk(work):
        # A link to a folder is listed as one; it is not entered.
        links = [name for name in folders if Path(root, name).is_symlink()]
        for name in (*files, *links):
            yield Path(root, name).relative_to(work).as_posix()


def _read(path: Path, limit: int) -> bytes | str:
    """Return what a regular file holds, or why it cannot be taken up."""
    try:
        # Not to wait for somebody to write to a pipe, and not to follow a link put there just now.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        if path.is_symlink():
            return "it is a symbolic link"
        with open(os.open(path, flags), "rb") as stream:  # noqa: PTH123 - a descriptor
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                return "it is not a regular file"
            data = stream.read(limit + 1)
    except OSError as error:
        return f"it cannot be read: {error.strerror}"
    return data if len(data) <= limit else f"it has more than {limit} bytes"
