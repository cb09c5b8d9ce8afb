"""The program prints what is recorded, as a whole and step by step."""

import runpy
import sys
from pathlib import Path

import pytest

from examples.reliability.response_cache.means import Means
from examples.reliability.response_cache.redis_server import RedisServer
from examples.reliability.response_cache.steps import STEPS

HERE = Path(__file__).parent


def recorded(name: str) -> str:
    """Return what is recorded in a file of this folder, for a test to compare with."""
    return (HERE / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def means(shared_server: RedisServer) -> Means:
    return Means(shared_server.url)


@pytest.mark.parametrize("step", STEPS)
def test_a_step_prints_what_is_recorded(
    step: str, means: Means, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert f"{STEPS[step](means)}\n" == recorded(f"step_{step}.txt")


def test_the_whole_is_all_of_its_steps() -> None:
    whole = "\n".join(f"== {step}\n{recorded(f'step_{step}.txt')}" for step in STEPS)
    assert recorded("expected.txt").rstrip() == whole.rstrip()


def test_one_step_can_be_asked_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["response_cache", "keys"])
    runpy.run_module("examples.reliability.response_cache", run_name="__main__")
    assert capsys.readouterr().out == recorded("step_keys.txt")
    assert list(tmp_path.iterdir()) == []
