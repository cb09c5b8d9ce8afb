"""Tell a file from what it was a moment ago, without reading it."""

import os
from pathlib import Path

Stamp = tuple[int, int, int]
"""Size in bytes, time of the last change in nanoseconds, and inode."""


def stamp_of(path: Path | str) -> Stamp | None:
    """Return the stamp of a file, or None if there is no such file."""
    try:
        status = os.stat(path)  # noqa: PTH116 - half of the time, for thousands of files
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ino
