import runpy
import sys
from pathlib import Path

import pytest

from examples.config.formats.command import main
from examples.config.formats.demonstration import PARTS
from examples.config.formats.reference import whole_reference

HERE = Path(__file__).parent


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "app.toml").write_text('[provider]\nname = "ollama"\ntimeout = 50\n')
    (tmp_path / "app.env").write_text("ASSISTANT_PROVIDER__RETRIES=1\n")
    return tmp_path


def test_check_says_nothing_when_all_is_right(
    app: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--file", "app.toml", "--env-file", "app.env"], {}) == 0
    assert capsys.readouterr() == ("", "")


def test_check_reports_on_standard_error_and_fails(
    app: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    variables = {"ASSISTANT_PROVIDER__TIMEOUT": "5"}
    assert main(["check", "--file", "app.toml", "--set", "logging.level=loud"], variables) == 1
    out, error = capsys.readouterr()
    assert out == ""
    assert error.startswith("2 mistakes in the settings")


def test_show_says_where_values_come_from(app: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["show", "--file", "app.toml", "--profile", "prod", "--env-file", "app.env"]
    assert main([*arguments, "--set", "provider.retries=2"], {}) == 0
    lines = capsys.readouterr().out.splitlines()
    (retries,) = (line for line in lines if line.startswith("provider.retries"))
    assert retries.split(maxsplit=2) == [
        "provider.retries",
        "2",
        "--set provider.retries, instead of 1 (app.env:1 ASSISTANT_PROVIDER__RETRIES)",
    ]
    assert lines[0].split() == ["profile", "prod", "--set", "profile"]


def test_reference_prints_the_tables(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reference"], {}) == 0
    assert capsys.readouterr().out == whole_reference()


def test_the_demonstration_prints_what_was_recorded_and_writes_its_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # What the environment of the reader holds must not change it.
    monkeypatch.setenv("ASSISTANT_PROVIDER__TIMEOUT", "5")
    monkeypatch.setattr(sys, "argv", ["formats", "--write", str(tmp_path)])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("examples.config.formats", run_name="__main__")
    assert ended.value.code == 0
    assert capsys.readouterr().out == (HERE / "expected.txt").read_text()
    recorded = {path.name: path.read_text() for path in (HERE / "expected").iterdir()}
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == recorded
    assert recorded.keys() > PARTS.keys()
