import runpy
import sys
from pathlib import Path

import pytest

from examples.observability.telemetry.command import main
from examples.observability.telemetry.demonstration import STEPS

HERE = Path(__file__).parent


@pytest.mark.parametrize("step", ["settings", "buckets", "failures", "redaction", "alerts"])
def test_a_step_prints_what_is_recorded(
    step: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    main([step, "--write", str(tmp_path)])
    recorded = (HERE / "expected" / f"{step}.txt").read_text(encoding="utf-8")
    assert capsys.readouterr().out == f"== {step}\n{recorded}\n"
    assert (tmp_path / f"{step}.txt").read_text(encoding="utf-8") == recorded


@pytest.mark.parametrize("step", ["logs", "trace", "metrics", "volume"])
def test_the_other_steps_print_as_many_lines_as_are_recorded(step: str) -> None:
    recorded = (HERE / "expected" / f"{step}.txt").read_text(encoding="utf-8")
    assert len(list(STEPS[step]())) == len(recorded.splitlines())


def test_the_module_runs_as_a_program(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["telemetry", "alerts"])
    runpy.run_module("examples.observability.telemetry", run_name="__main__")
    assert capsys.readouterr().out.startswith("== alerts\n100 calls, all well")


def test_a_step_that_does_not_exist_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["traces", "logs"])
    assert caught.value.code == 2
    assert "no such step: traces; choose from settings, logs" in capsys.readouterr().err
