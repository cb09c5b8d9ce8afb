"""What the program prints is what is recorded beside it."""

from pathlib import Path

import pytest
from llmkit.testing import run_program

from examples.agents.plan_execute import show_steps
from examples.agents.plan_execute.scripted import FIRST_PLAN
from examples.agents.plan_execute.show_steps import STEPS

HERE = Path(__file__).parent


def recorded(name: str) -> str:
    """Return what is recorded in a file of this folder, for a test to compare with."""
    return (HERE / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("step", STEPS)
async def test_each_step_prints_what_is_recorded(step: str) -> None:
    assert await STEPS[step]() == recorded(f"step_{step}.txt").rstrip("\n")


@pytest.mark.parametrize(("arguments", "name"), [([], "expected.txt"), (["plan"], "step_plan.txt")])
def test_the_program_prints_what_is_recorded(arguments: list[str], name: str) -> None:
    assert run_program("examples.agents.plan_execute", *arguments) == recorded(name)


async def test_a_plan_in_which_nothing_is_wrong_is_only_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(show_steps, "BAD_PLAN", FIRST_PLAN)
    assert "find_tern" in await STEPS["checks"]()
