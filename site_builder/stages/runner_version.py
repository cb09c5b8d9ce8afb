"""What runs examples: the Python, and the part of this tool that starts it and holds it."""

import hashlib
import platform
import sys
from pathlib import Path

from site_builder.model import Part, PartKind
from site_builder.text.parts import digest_of

_TOOL = Path(__file__).resolve().parent.parent
RUNNER_FILES = (
    "guard/**/*.py",
    "model/run.py",
    "stages/alone.py",
    "stages/collect.py",
    "stages/execute.py",
    "stages/execute_notebook.py",
    "stages/launch.py",
    "stages/witness.py",
    "text/ansi.py",
    "text/detectors.py",
    "text/fault.py",
    "text/leaks.py",
    "text/lines.py",
    "text/normalise.py",
    "text/outputs.py",
    "text/png.py",
    "text/run_record.py",
    "text/secrets.py",
    "text/session.py",
    "text/suggest.py",
)
"""The files of this tool that decide what comes of a run, and the form in which it is kept."""


def python_parts() -> tuple[Part, ...]:
    """Return which Python runs the examples, and on what system."""
    implementation = f"{platform.python_implementation()} {platform.python_version()}"
    system = f"{sys.platform} {platform.machine()}"
    return (
        Part(PartKind.PYTHON, "Python", digest_of([implementation, sys.version]), implementation),
        Part(PartKind.PYTHON, "the system", digest_of(system), system),
    )


def runner_part() -> Part:
    """Return the version of what runs examples: a digest of its source."""
    paths = sorted(path for pattern in RUNNER_FILES for path in _TOOL.glob(pattern))
    state = [
        (path.relative_to(_TOOL).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest())
        for path in paths
    ]
    return Part(PartKind.RUNNER, "the runner", digest_of(state))
