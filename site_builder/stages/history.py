"""Ask git when each page was last changed."""

import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

_SECONDS = 60


@dataclass(frozen=True, slots=True)
class LastChange:
    """The last commit that changed a file."""

    seconds: int
    """When it was made, since 1970."""
    is_new: bool
    """Whether the file came to be in it."""


def last_changes(root: Path, folder: Path) -> Mapping[str, str]:
    """Return the day of the last commit that changed each file below a folder.

    Args:
        root: The project's folder.
        folder: The folder whose files are wanted.

    Returns:
        Days such as `2026-11-20` in UTC, by path relative to the root; empty without git.
    """
    return {path: day_of(one.seconds) for path, one in changes_below(root, folder).items()}


def changes_below(root: Path, folder: Path) -> Mapping[str, LastChange]:
    """Return the last commit that changed each file below a folder.

    The answer depends on the commits alone, so that the same commit gives the same file anywhere. A
    copy without its history, as some servers make it for one build, knows nothing of that.

    Args:
        root: The project's folder.
        folder: The folder whose files are wanted.

    Returns:
        The changes by path relative to the root, the newest first; empty without git.
    """
    git = shutil.which("git")
    if git is None or _ask(git, root, "rev-parse", "--is-shallow-repository").strip() != "false":
        return {}
    # -z: names come as they are. A record starts with the time; after it come, by turns, how a
    # file was changed and its name.
    log = _ask(
        git,
        root,
        *("log", "--format=%x01%ct", "--name-status", "--no-renames", "--relative", "-z"),
        *("--", folder),
    )
    found: dict[str, LastChange] = {}
    for record in log.split("\x01")[1:]:
        time, *rest = (one for one in record.replace("\n", "\0").split("\0") if one)
        for how, name in zip(rest[::2], rest[1::2], strict=True):
            found.setdefault(name, LastChange(int(time), how == "A"))
    return found


def build_day(environment: Mapping[str, str]) -> str:
    """Return the day that the environment gives to a build, empty if it gives none.

    The variable is `SOURCE_DATE_EPOCH`, see https://reproducible-builds.org/specs/.
    """
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    return day_of(int(epoch)) if epoch.isdecimal() else ""


def day_of(seconds: int) -> str:
    """Return the day of a time in seconds since 1970, in UTC."""
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


def moment_of(seconds: int) -> str:
    """Return a time in seconds since 1970 as feeds have it, in UTC."""
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")


def _ask(git: str, root: Path, *arguments: str | Path) -> str:
    """Return what git says, nothing when it refuses."""
    # What its author has configured shall not change the answer.
    command = [git, "-c", "log.showSignature=false", *arguments]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, check=True, timeout=_SECONDS)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode(errors="replace")
