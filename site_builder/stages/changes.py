"""Ask git what has changed since a revision."""

import shutil
import subprocess
from pathlib import Path

from site_builder.model import Change, Code, Location, Problem

_SECONDS = 120


class _RefusedError(Exception):
    """Git says that it cannot do what was asked."""


def changes_since(revision: str, root: Path) -> tuple[Change, ...] | Problem:
    """Return the files below a folder that differ from a revision, in order.

    What is not committed counts, and so do files that git does not know, unless it ignores them. A
    file that was renamed is gone under its old name and new under the other.

    Args:
        revision: A commit, a branch, or anything else that git takes for one.
        root: The folder.

    Returns:
        The files with what they held then and hold now, or why that cannot be told.
    """
    git = shutil.which("git")
    place = Location(".")
    if git is None:
        message = "git is not installed, and changes since a revision are its to tell"
        return Problem(Code.CHANGES_UNKNOWN, place, message, "name the files instead")
    try:
        _ask(git, root, "rev-parse", "--show-toplevel")
    except _RefusedError as error:
        message = f"this folder is in no git repository: {error}"
        return Problem(Code.CHANGES_UNKNOWN, place, message, "name the files instead")
    try:
        # The two dashes say that it is no file; a name that begins with one is no revision.
        commit = _ask(
            git, root, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}"
        )
    except _RefusedError:
        message = f"git knows no revision '{revision}'"
        hint = "a clone that is not whole lacks the older ones: fetch them"
        return Problem(Code.CHANGES_UNKNOWN, place, message, hint)
    base = commit.decode().strip()
    try:
        tracked = _ask(
            git, root, "diff", "--name-only", "--no-renames", "--relative", "-z", base, "--", "."
        )
        fresh = _ask(git, root, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
        names = {one.decode() for one in (tracked + fresh).split(b"\0") if one}
        return tuple(_change(git, root, base, name) for name in sorted(names))
    except (_RefusedError, UnicodeDecodeError) as error:
        return Problem(Code.CHANGES_UNKNOWN, place, f"git cannot tell what changed: {error}")


def read_change(path: str, symbol: str, root: Path) -> Change | None:
    """Return a file as a change that may be made to any part of it, or to one symbol.

    Args:
        path: The file, relative to the root.
        symbol: The symbol, empty for any part.
        root: The folder.

    Returns:
        The change; None when there is no such file.
    """
    full = root / path
    if not full.is_file():
        return None
    data = full.read_bytes()
    return Change(path, data, data, symbol, known=False)


def _change(git: str, root: Path, base: str, name: str) -> Change:
    try:
        old = _ask(git, root, "show", f"{base}:./{name}")
    except _RefusedError:
        old = None
    path = root / name
    return Change(name, old, path.read_bytes() if path.is_file() else None)


def _ask(git: str, root: Path, *arguments: str) -> bytes:
    # What its user has configured shall not change the answer.
    command = [git, "-c", "core.quotePath=false", "-c", "diff.external=", *arguments]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, check=True, timeout=_SECONDS)
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().partition("\n")[0]
        raise _RefusedError(said.removeprefix("fatal: ")) from None
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _RefusedError(str(error)) from None
    return done.stdout
