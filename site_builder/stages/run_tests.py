"""Run the tests of examples with pytest, in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from site_builder.model import Code, Location, Problem

ALL_PASSED, SOME_FAILED = 0, 1
"""What pytest ends with when it has run all that it was asked to run."""


def run_tests(
    files: Sequence[str], root: Path, *, config: str, processes: int = 1
) -> int | Problem:
    """Run the tests of some files and measure what they execute.

    Args:
        files: Paths of the test files, relative to the root.
        root: The project's folder.
        config: The configuration of MkDocs, relative to the root.
        processes: How many processes run them, where pytest-xdist is installed.

    Returns:
        What pytest ended with, or why it could not be started.
    """
    for package in ("pytest", "coverage"):
        if find_spec(package) is None:
            message = f"proofs need the package {package}, which is not installed"
            hint = 'install it with: pip install "site-builder[proof]"'
            return Problem(Code.PROOF_TOOL_MISSING, Location(config), message, hint)
    # Without a file of its own settings, pytest would take the folder of the tests for the root.
    command = [sys.executable, "-m", "pytest", "-p", "site_builder", "--proof", "-q"]
    command += [f"--rootdir={root}", "-o", f"site_builder_config={config}"]
    if processes > 1 and find_spec("xdist") and "PYTEST_DISABLE_PLUGIN_AUTOLOAD" not in os.environ:
        command += ["-n", str(processes)]
    # Standard output is for results; how the tests go is for people.
    return subprocess.run([*command, *files], cwd=root, stdout=sys.stderr, check=False).returncode
