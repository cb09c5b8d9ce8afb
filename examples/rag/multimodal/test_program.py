"""What the program prints is what is recorded beside it, and a mistake gets one line."""

import runpy
import sys
from pathlib import Path

import pytest

from examples.rag.multimodal.assemble import Parts
from examples.rag.multimodal.command_line import ask, draw_sheets
from examples.rag.multimodal.demonstration import STEPS
from examples.rag.multimodal.drawings import photograph

HERE = Path(__file__).parent


def recorded(name: str) -> str:
    """Return what is recorded in a file of this folder, for a test to compare with."""
    return (HERE / name).read_text(encoding="utf-8")


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> None:
    monkeypatch.setattr(sys, "argv", ["multimodal", *arguments])
    runpy.run_module("examples.rag.multimodal", run_name="__main__")


@pytest.mark.parametrize("step", STEPS)
async def test_each_step_prints_what_is_recorded(parts: Parts, step: str) -> None:
    assert await STEPS[step](parts) == recorded(f"step_{step}.txt").rstrip("\n")


@pytest.mark.parametrize(
    ("arguments", "name"), [([], "expected.txt"), (["store"], "step_store.txt")]
)
def test_the_program_prints_what_is_recorded(
    arguments: list[str],
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    run(monkeypatch, *arguments)
    assert capsys.readouterr().out == recorded(name)


async def test_a_question_of_your_own(parts: Parts, tmp_path: Path) -> None:
    photograph("sign-forest").save(tmp_path / "sign.jpg")
    said = await ask(parts, "Is it long?", tmp_path / "sign.jpg")
    assert said.startswith("found sign-forest, ")
    assert "forest-round" in said


def test_a_question_of_your_own_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch, "--ask", "May I bring my dog?")
    assert capsys.readouterr().out.endswith(
        "Yes; it sleeps in the shed, not in the rooms [dogs].\n"
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "sign.png: No such file"), (b"a text", "sign.png: it is not a whole PNG, JPEG")],
)
def test_a_file_that_is_no_photograph_gets_one_line(
    content: bytes | None, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "sign.png"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SystemExit, match=said):
        run(monkeypatch, "--photo", str(path))


def test_the_sheets_are_small(tmp_path: Path) -> None:
    draw_sheets(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"corpus.png", "photographs.png"}
    assert all(path.stat().st_size < 40_000 for path in tmp_path.iterdir())
