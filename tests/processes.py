"""Find processes of this machine."""

from contextlib import suppress
from pathlib import Path


def processes_with(mark: str) -> list[int]:
    """Return the processes of this machine whose command line holds a text."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if mark.encode() in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
    return found


def processes_in(folder: Path) -> list[int]:
    """Return the processes of this machine that work in a folder or below it."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if str((process / "cwd").readlink()).startswith(str(folder)):
                found.append(int(process.name))
    return found
