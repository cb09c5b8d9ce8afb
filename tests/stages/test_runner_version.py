import sys
from pathlib import Path

import pytest

from site_builder.stages import runner_version
from site_builder.stages.runner_version import python_parts, runner_part


def test_another_python_is_another_part(monkeypatch: pytest.MonkeyPatch) -> None:
    before = python_parts()
    assert before[0].shown.startswith(("CPython 3.", "PyPy"))
    monkeypatch.setattr(sys, "version", sys.version.replace("3.", "3.9", 1))
    assert python_parts()[0] != before[0]
    assert python_parts()[1] == before[1]


def test_another_runner_is_another_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = runner_part()
    assert before == runner_part()
    for name in ("guard/sitecustomize.py", "stages/execute.py", "stages/expand.py"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("one")
    monkeypatch.setattr(runner_version, "_TOOL", tmp_path)
    first = runner_part()
    (tmp_path / "stages/expand.py").write_text("two")
    assert runner_part() == first != before
    (tmp_path / "guard/sitecustomize.py").write_text("two")
    assert runner_part() != first
