"""The program prints what is recorded, as a whole and step by step."""

import runpy
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from examples.llms.open_models.show_steps import STEPS

HERE = Path(__file__).parent


def recorded(name: str) -> str:
    """Return what is recorded in a file of this folder, for a test to compare with."""
    return (HERE / name).read_text(encoding="utf-8")


@pytest.fixture
def printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    """Return what runs the program with arguments, and gives what it prints."""

    def run(*arguments: str) -> str:
        monkeypatch.setattr(sys, "argv", ["open_models", *arguments])
        runpy.run_module("examples.llms.open_models", run_name="__main__")
        return capsys.readouterr().out

    return run


def test_all_steps_print_what_is_recorded(printed: Callable[..., str]) -> None:
    out = printed()
    assert out == "".join(f"== {step}\n{recorded(f'step_{step}.txt')}\n" for step in STEPS)
    assert out.rstrip() == recorded("expected.txt").rstrip()


def test_one_step_can_be_asked_for(printed: Callable[..., str]) -> None:
    assert printed("batches") == recorded("step_batches.txt")
