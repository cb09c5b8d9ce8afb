"""The program prints what is recorded, as a whole and step by step."""

import runpy
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from llmkit import Reply, Script
from llmkit.simulated_time import run_in_simulated_time
from llmkit.wire.server import WireServer

from examples.benchmarking.runner.demonstration import MISTAKES, STEPS

HERE = Path(__file__).parent


def recorded(name: str) -> str:
    """Return what is recorded in a file of this folder, for a test to compare with."""
    return (HERE / name).read_text(encoding="utf-8")


@pytest.fixture
def printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Callable[..., str]:
    """Return what runs the program with arguments, and gives what it prints."""

    def run(*arguments: str) -> str:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", ["runner", *arguments])
        runpy.run_module("examples.benchmarking.runner", run_name="__main__")
        return capsys.readouterr().out

    return run


def test_all_steps_print_what_is_recorded(printed: Callable[..., str]) -> None:
    out = printed()
    assert out == "".join(f"== {step}\n{recorded(f'step_{step}.txt')}\n" for step in STEPS)
    assert out.rstrip() == recorded("expected.txt").rstrip()


def test_one_step_can_be_asked_for(printed: Callable[..., str]) -> None:
    assert printed("loads") == recorded("step_loads.txt")


def test_every_workload_that_makes_no_sense_is_refused_with_all_of_its_mistakes() -> None:
    lines = run_in_simulated_time(STEPS["workload"]()).split("\n")
    told = {name: sum(line.startswith(name) for line in lines) for name in MISTAKES}
    assert told == dict.fromkeys(MISTAKES, 1) | {"three mistakes": 3}


def test_a_real_provider_is_measured_in_real_time(
    printed: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with WireServer(Script(otherwise=lambda _: Reply("High and low."))) as server:
        monkeypatch.setenv("LLMKIT_PROVIDER", "ollama")
        for name, value in server.environment().items():
            monkeypatch.setenv(name, value)
        out = printed("watch")
    assert "ollama llama3.2" in out
    assert "failed: none" in out
