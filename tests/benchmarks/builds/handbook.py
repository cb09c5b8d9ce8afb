"""Measure builds of the site of this repository, in a copy of its last commit."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.benchmarks.builds.building import StaleError, say, timed
from tests.benchmarks.builds.tools import BIN
from tests.benchmarks.record import Record

_ROOT = Path(__file__).parents[3]
_EDITED = "reference/speed"
_FIRST = re.compile(r"^(# .+\n\n)(?:revision\d+ )?", re.MULTILINE)
_PROGRAM = str(BIN / "site-builder")


def measure(rounds: int) -> Iterator[tuple[str, list[Record]]]:
    """Build it again and again, and yield each step with what it took.

    Args:
        rounds: How often.
    """
    found: dict[str, list[Record]] = {}
    with tempfile.TemporaryDirectory(prefix="handbook-") as folder:
        root = Path(folder) / "copy"
        timed(["git", "clone", "--quiet", str(_ROOT), str(root)], _ROOT)
        # The installed examples are those of the repository, not those of the copy.
        path = os.pathsep.join([str(BIN), os.environ["PATH"]])
        paths = {"PYTHONPATH": str(root / "examples"), "PATH": path}
        _prove(root, paths)
        # Proofs lie in the store, too; a build from nothing has them and nothing else.
        proven = root.with_name("proven")
        shutil.copytree(root / ".cache", proven)
        for number in range(1, rounds + 1):
            for step in ("cold", "unchanged", "edit"):
                if step == "cold":
                    for name in ("site", ".cache"):
                        shutil.rmtree(root / name, ignore_errors=True)
                    shutil.copytree(proven, root / ".cache")
                word = _edit(root, number) if step == "edit" else ""
                seen = found.setdefault(step, [])
                seen.append(timed([_PROGRAM, "build"], root, **paths))
                shown = (root / "site" / _EDITED / "index.html").read_text(encoding="utf-8")
                if word not in shown:
                    raise StaleError(f"the handbook does not show {word}")
                say(f"handbook, round {number}, {step}: {seen[-1]}")
                yield step, seen


def _prove(root: Path, paths: Mapping[str, str]) -> None:
    prove = [_PROGRAM, "prove"]
    try:
        timed(prove, root, **paths)
    except StaleError:
        # Tests of how time grows may fail on a busy machine; only what failed is tried again.
        say(f"handbook, prove once more: {timed(prove, root, **paths)}")


def _edit(root: Path, number: int) -> str:
    """Write a word with a number into a page, and return it."""
    path = root / "content" / f"{_EDITED}.md"
    word = f"revision{number}"
    text = path.read_text(encoding="utf-8")
    path.write_text(_FIRST.sub(rf"\g<1>{word} ", text, count=1), encoding="utf-8")
    return word
