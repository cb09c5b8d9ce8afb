import sys
from pathlib import Path

import pytest

from llmkit.testing import ManualClock, run_program


async def test_a_manual_clock_only_counts() -> None:
    clock = ManualClock()
    await clock.sleep(60)
    await clock.sleep(0.5)
    assert (clock.now(), clock.waits) == (60.5, (60, 0.5))


def test_a_program_runs_in_this_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "shows_its_words.py").write_text("import sys\nprint(sys.argv)\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    before = list(sys.argv)
    assert run_program("shows_its_words", "one", "2").endswith("'one', '2']\n")
    assert sys.argv == before
    assert capsys.readouterr().out == ""


def test_a_program_that_fails_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gives_up.py").write_text("import sys\nsys.exit(3)\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(SystemExit, match="3"):
        run_program("gives_up")
