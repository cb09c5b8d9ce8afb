"""What CI is told to do can be done: files that are valid, safe, and name what there is."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from site_builder.adapters.cli import app

ROOT = Path(__file__).parent.parent
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
BIN = Path(sys.executable).parent


def test_every_workflow_is_one_by_its_schema() -> None:
    command = [BIN / "check-jsonschema", "--builtin-schema", "vendor.github-workflows"]
    done = subprocess.run([*command, *WORKFLOWS], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_no_workflow_opens_a_door() -> None:
    command = [BIN / "zizmor", "--offline", "--no-progress", ROOT / ".github/workflows"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "No findings to report" in done.stdout + done.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_it_runs_commands_and_targets_that_there_are(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    commands = {
        one.name or one.callback.__name__ for one in app.registered_commands if one.callback
    }
    commands |= {one.name for one in app.registered_groups if one.name}
    named = set(re.findall(r"site-builder ([a-z]+)", text))
    assert named <= commands
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([\w./%-]+)(?: [\w./-]+)*:(?!=)", makefile, re.MULTILINE))
    targets |= {".venv/site.stamp", ".venv/test.stamp"}
    assert set(re.findall(r"(?:run: |^ +)make ([\w./-]+)", text, re.MULTILINE)) <= targets


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_what_it_calls_here_is_here(path: Path) -> None:
    jobs = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]
    called = [job["uses"] for job in jobs.values() if "uses" in job]
    assert all((ROOT / one.removeprefix("$/")).is_file() for one in called)
