"""Ask Vale about prose, if it is installed: one process for all pages."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

_SECONDS = 600


def find_vale(path: str | None = None) -> str:
    """Return the program on the search path, empty if it is not installed.

    Args:
        path: The search path; the environment's when left out.
    """
    return shutil.which("vale", path=path) or ""


def ask_vale(program: str, names: Sequence[str], root: Path) -> str:
    """Return what Vale prints about files, as JSON; its styles are those of `.vale.ini`.

    Args:
        program: Vale.
        names: Files and folders, relative to the root.
        root: The project's folder.
    """
    try:
        done = subprocess.run(
            [program, "--output=JSON", "--no-exit", *names],
            cwd=root,
            capture_output=True,
            encoding="utf-8",
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return done.stdout.strip() or done.stderr.strip()
