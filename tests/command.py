"""The command line as its user has it: in a process of its own, or quicker in this one."""

import io
import re
import subprocess
import sys
from collections.abc import Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from site_builder.adapters import cli
from tests.small import environment

PROGRAM = str(Path(sys.executable).with_name("site-builder"))
LIMITED = """
import os, resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
# Python would cut the modules that it compiles, and everybody would load them so.
os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
os.execv(sys.argv[2], sys.argv[2:])
"""
"""A program that runs another one for which no file may grow beyond a number of bytes."""

Ran = subprocess.CompletedProcess[str]


def site_builder(root: Path, *arguments: str, most_bytes: int = 0, **changes: str) -> Ran:
    """Run the command in a folder, with changed variables and, if asked for, without room."""
    limited = [sys.executable, "-c", LIMITED, str(most_bytes)] if most_bytes else []
    return subprocess.run(
        [*limited, PROGRAM, *arguments],
        cwd=root,
        env=environment(changes),
        capture_output=True,
        encoding="utf-8",
        timeout=200,
        check=False,
    )


def run_here(root: Path, *arguments: str) -> Ran:
    """Run the command in this process, for tests that need no process of their own."""
    output, errors = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, chdir(root):
        patch.setattr(sys, "argv", ["site-builder", *arguments])
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        with redirect_stdout(output), redirect_stderr(errors), pytest.raises(SystemExit) as ended:
            cli.main()
    code = ended.value.code or 0
    assert isinstance(code, int)
    return Ran(arguments, code, output.getvalue(), errors.getvalue())


def without_isolation(text: str) -> str:
    """Return a report without what it says of the system that it was made on."""
    return re.sub(r"^Isolation: .*\n", "", text, flags=re.MULTILINE)


def lines_of(text: str) -> list[str]:
    """Return the problems of a report, without their details and without the count."""
    return [line for line in text.splitlines() if re.match(r"\S+: [a-z]+-[a-z-]+: ", line)]


def snapshot(folder: Path) -> Mapping[str, bytes]:
    """Return the files below a folder, without what we and Python keep for the next time."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    names = {path.relative_to(folder): path for path in files}
    return {
        name.as_posix(): path.read_bytes()
        for name, path in names.items()
        if name.parts[0] != ".cache" and "__pycache__" not in name.parts
    }


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files by their paths below a folder, and return the folder."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root
