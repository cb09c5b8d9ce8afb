"""Run tests in a process of their own, for a command that wants to know only how they end."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

_SECONDS = 1800
_NO_TESTS = 5
"""Exit code of pytest when there was nothing to run."""
_MOST_LINES = 40
"""How much of what pytest says is returned."""


def examine(
    files: Sequence[str],
    root: Path,
    environment: Mapping[str, str],
    *,
    python: str = sys.executable,
    seconds: float = _SECONDS,
) -> str:
    """Run the tests of files and leave nothing behind in their folders.

    Args:
        files: Paths of test files relative to the project's root.
        root: The project's folder.
        environment: The author's variables.
        python: The interpreter.
        seconds: How long they may take.

    Returns:
        The end of what pytest said if a test did not pass, else nothing.
    """
    options = ["-q", "--no-header", "--tb=short", "-p", "no:cacheprovider", "--color=no"]
    try:
        done = subprocess.run(
            [python, "-m", "pytest", *options, *files],
            cwd=root,
            env={**environment, "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"the tests did not end within {seconds:g} seconds"
    if done.returncode in {0, _NO_TESTS}:
        return ""
    lines = done.stdout.decode(errors="replace").strip().splitlines()
    return "\n".join(lines[-_MOST_LINES:])
