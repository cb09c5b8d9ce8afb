"""Ask codespell for misspelt words: one process for all pages."""

import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from site_builder.model import Code, Location, Problem

_TOOL = "codespell_lib"
_HERE = Path(__file__).resolve().parent
_SECONDS = 300


def spell(
    lines: Sequence[str], ignore: Sequence[str], config: Location, tool: str = _TOOL
) -> str | Problem:
    """Return what codespell prints about lines, one line for each word that is wrong.

    Args:
        lines: The lines.
        ignore: Words that are right though it knows them as wrong.
        config: The configuration that asks for it, for the problem that it is not installed.
        tool: Name of its package.

    Returns:
        Its answer, or why there is none.
    """
    if find_spec(tool) is None:
        message = "the spelling cannot be checked, because codespell is not installed"
        hint = 'install the extra: pip install "site-builder[prose]"'
        return Problem(Code.PROSE_TOOL_MISSING, config, message, hint)
    words = [part for word in ignore for part in ("--ignore-words-list", word)]
    done = subprocess.run(
        [sys.executable, "-m", tool, "--stdin-single-line", "--disable-colors", *words, "-"],
        input="\n".join(lines) + "\n",
        # Where no file changes what it does: it reads the `setup.cfg` of the folder it is in.
        cwd=_HERE,
        capture_output=True,
        encoding="utf-8",
        timeout=_SECONDS,
        check=False,
    )
    return done.stdout
