"""Every command ends with 0 when all is well, 1 for mistakes, 2 when it cannot go on."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from typer.main import get_command

from site_builder.adapters.cli import app
from tests.command import run_here
from tests.small import Small

PAGE = "docs/index.md"
EXAMPLE = "text/slugify_titles"
ENDINGS: Mapping[str, tuple[Sequence[str], Sequence[str], Sequence[str]]] = {
    # Arguments that end well, those that meet a mistake, and those that leave nothing to do.
    "build": ((), (), ("-f", "none.yml")),
    "check": (("--no-run",), ("--no-run",), ("-f", "none.yml")),
    "standalone": (("-o", "one.html"), ("-o", "one.html"), ("-f", "none.yml")),
    "schema": ((), (), ("nosuch",)),
    "explain": (("link-dead",), (), ("link-daed",)),
    "run": ((EXAMPLE,), (EXAMPLE,), ("no/such",)),
    "merge": ((), ("gone.json", "-o", "all.json"), ("--nonsense",)),
    "prove": ((), (), ("no/such",)),
    "expand": ((PAGE,), (PAGE,), ("docs/nosuch.md",)),
    "diagrams": ((), (), ("-f", "none.yml")),
    "new": (("example", "text/fresh"), (), ("example", EXAMPLE)),
    "reviewed": ((PAGE,), (PAGE,), ("docs/nosuch.md",)),
    "why": ((EXAMPLE,), (), ("no/such",)),
    "impact": ((), (), ("-f", "none.yml")),
    "adopt": ((PAGE,), (), ("-f", "none.yml", PAGE)),
    "addresses": ((), (), ()),
    "links": (("--help",), (), ("-f", "none.yml")),
    "reach": ((), (), ("-f", "none.yml")),
    "gaps": ((), (), ("-f", "none.yml")),
}
ELSEWHERE = {
    # Commands whose endings are shown by the tests of what they do.
    "serve": "goes on until it is stopped: adapters/test_serve.py",
    "test": "becomes pytest, whose exit codes it has: test_command_line.py",
    "cache": "a group of commands: adapters/test_cache_commands.py",
}
NO_MISTAKES = {"addresses", "adopt", "diagrams", "explain", "gaps", "impact", "links", "new"}
NO_MISTAKES |= {"prove", "reach", "schema", "why"}
"""Commands that meet no mistake of the pages here, or whose work does not depend on them."""
NOTHING_TO_DO = {"addresses", "impact", "merge", "prove"}
"""Commands that end well only with more than this project has; they have tests of their own."""


@pytest.fixture
def mistaken(small: Small) -> Small:
    """Return a project in which a page asks for what is not there and an output is wrong."""
    small.replace(PAGE, "py::slugify", "py::slugfy")
    small.write(f"examples/{EXAMPLE}/expected.txt", "something else\n")
    return small


@pytest.mark.parametrize("command", sorted(set(ENDINGS) - NOTHING_TO_DO))
def test_0_when_all_is_well(small: Small, command: str) -> None:
    ran = run_here(small.root, command, *ENDINGS[command][0])
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize("command", sorted(set(ENDINGS) - NO_MISTAKES))
def test_1_for_mistakes_of_an_author(mistaken: Small, command: str) -> None:
    ran = run_here(mistaken.root, command, *ENDINGS[command][1])
    assert ran.returncode == 1, (ran.stdout, ran.stderr)
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("command", sorted(ENDINGS))
def test_2_when_there_is_no_going_on(small: Small, command: str) -> None:
    ran = run_here(small.root, command, *ENDINGS[command][2])
    assert ran.returncode == 2, (ran.stdout, ran.stderr)
    assert ran.stderr.strip()
    assert "Traceback" not in ran.stderr


def test_a_full_disk_is_no_mistake_of_an_author(small: Small, tmp_path: Path) -> None:
    small.write("reports", "a file where a folder should be")
    ran = run_here(small.root, "check", "--no-run", "--report", "sarif=reports/out.sarif")
    assert ran.returncode == 2
    assert "cannot-write" in ran.stderr


def test_no_command_is_forgotten() -> None:
    commands = set(getattr(get_command(app), "commands"))  # noqa: B009 - of a group only
    assert set(ENDINGS) | set(ELSEWHERE) == commands
