"""Ask git when each page was last changed."""

import shutil
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

_SECONDS = 60


def last_changes(root: Path, folder: Path) -> Mapping[str, str]:
    """Return the day of the last commit that changed each file below a folder.

    The answer depends on the commits alone, so that the same commit gives the same file anywhere. A
    copy without its history, as some servers make it for one build, knows nothing of that.

    Args:
        root: The project's folder.
        folder: The folder whose files are wanted.

    Returns:
        Days such as `2026-11-20` in UTC, by path relative to the root; empty without git.
    """
    git = shutil.which("git")
    if git is None or _ask(git, root, "rev-parse", "--is-shallow-repository").strip() != "false":
        return {}
    # -z: names come as they are. A record starts with the time, after it the names it changed.
    log = _ask(
        git, root, "log", "--format=%x01%ct", "--name-only", "--relative", "-z", "--", folder
    )
    days: dict[str, str] = {}
    for record in log.split("\x01")[1:]:
        time, *names = record.replace("\n", "\0").split("\0")
        day = day_of(int(time))
        for name in filter(None, names):
            days.setdefault(name, day)
    return days


def build_day(environment: Mapping[str, str]) -> str:
    """Return the day that the environment gives to a build, empty if it gives none.

    The variable is `SOURCE_DATE_EPOCH`, see https://reproducible-builds.org/specs/.
    """
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    return day_of(int(epoch)) if epoch.isdecimal() else ""


def day_of(seconds: int) -> str:
    """Return the day of a time in seconds since 1970, in UTC."""
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


def _ask(git: str, root: Path, *arguments: str | Path) -> str:
    """Return what git says, nothing when it refuses."""
    # What its author has configured shall not change the answer.
    command = [git, "-c", "log.showSignature=false", *arguments]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, check=True, timeout=_SECONDS)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode(errors="replace")
