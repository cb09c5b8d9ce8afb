"""The process that executes a notebook; what its cells give is in test_notebook_pages.py."""

import json
from pathlib import Path

import pytest

from site_builder.model import Isolation, Limits, Notebook, RunEnd, SeenKind
from site_builder.stages import execute_notebook as stage
from tests.support import Project

TEXT = "# %%\nprint(open('data.txt').read())\n"


@pytest.fixture
def made(tmp_path: Path) -> Project:
    files = {"content/a.py": TEXT, "content/data.txt": "data"}
    return Project(tmp_path.resolve(), files)


def test_a_notebook_is_executed_and_seen(made: Project) -> None:
    run = stage.execute_notebook(Notebook("a.py", "content/a.py", TEXT), made.settings)
    assert (run.end, run.exit_code, run.violations) == (RunEnd.EXITED, 0, ())
    cells = json.loads(run.stdout)["notebook"]["cells"]
    assert cells[0]["outputs"][0]["text"] == "data\n"
    assert run.isolation
    files = {one.name for one in run.seen if one.kind is SeenKind.FILE}
    assert {"content/a.py", "content/data.txt"} <= files
    # Each build makes a folder below the root, which the machinery lists.
    assert "." not in {one.name for one in run.seen if one.kind is SeenKind.FOLDER}


def test_without_a_launcher_it_is_executed_alone(
    made: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage, "can_launch", lambda: False)
    run = stage.execute_notebook(Notebook("a.py", "content/a.py", TEXT), made.settings)
    assert (run.end, run.exit_code) == (RunEnd.EXITED, 0)
    assert json.loads(run.stdout)["kind"] == "executed"


def test_a_bound_ends_it_without_a_result(tmp_path: Path) -> None:
    project = Project(
        tmp_path.resolve(),
        {"content/a.py": TEXT},
        limits=Limits(processes=1),
        isolation=Isolation.AUTO,
    )
    run = stage.execute_notebook(Notebook("a.py", "content/a.py", TEXT), project.settings)
    assert run.end is RunEnd.CROWDED
    assert run.stdout == b""


def test_a_result_that_is_no_file_or_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = tmp_path / "result.json"
    assert stage._result(result) == b""
    result.write_bytes(b"{}")
    assert stage._result(result) == b"{}"
    (tmp_path / "link").symlink_to(result)
    assert stage._result(tmp_path / "link") == b""
    monkeypatch.setattr(stage, "_MOST_BYTES", 1)
    assert stage._result(result) == b""
