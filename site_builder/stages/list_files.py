"""List the files of the repository that a project lies in."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from site_builder.text.repository import Repository

_SECONDS = 60
_LEFT_OUT = frozenset({"__pycache__", "node_modules", "site-packages", "venv"})


def list_files(root: Path) -> Repository:
    """Return the files of a repository: what git keeps, or would keep if it were asked to.

    Args:
        root: Folder of the project, which may be a part of the repository. Where git knows nothing
            of it, its files are those that lie there, apart from hidden folders and what is
            installed.
    """
    git = shutil.which("git")
    top = _ask(git, root, "rev-parse", "--show-toplevel").rstrip("\n") if git else ""
    if not git or not top:
        return Repository(frozenset(_walk(root)), "", tracked=False)
    folder = Path(top)
    kept = ("ls-files", "-z", "--cached", "--others", "--exclude-standard")
    names = set(_ask(git, folder, *kept).split("\0"))
    gone = set(_ask(git, folder, "ls-files", "-z", "--deleted").split("\0"))
    prefix = _ask(git, root, "rev-parse", "--show-prefix").strip("\n").rstrip("/")
    return Repository(frozenset(names - gone - {""}), prefix, tracked=True)


def _walk(root: Path) -> Iterator[str]:
    top = str(root)
    for folder, folders, files in os.walk(top):
        folders[:] = [one for one in folders if one not in _LEFT_OUT and not one.startswith(".")]
        below = folder.removeprefix(top).replace(os.sep, "/").strip("/")
        yield from (f"{below}/{one}" for one in files) if below else files


def _ask(git: str, folder: Path, *arguments: str) -> str:
    """Return what git says, nothing when it refuses."""
    command = [git, "-c", "core.quotePath=false", *arguments]
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, check=True, timeout=_SECONDS
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode(errors="replace")
