"""The program prints what is recorded, as a whole and step by step."""

from pathlib import Path

from llmkit.testing import run_program

from examples.llms.custom_provider.demonstration import STEPS

HERE = Path(__file__).parent


def recorded(name: str) -> str:
    """Return what is recorded in a file of this folder, for a test to compare with."""
    return (HERE / name).read_text(encoding="utf-8")


def test_all_steps_print_what_is_recorded() -> None:
    printed = run_program("examples.llms.custom_provider")
    assert printed == "".join(f"== {step}\n{recorded(f'step_{step}.txt')}\n" for step in STEPS)
    assert printed.rstrip() == recorded("expected.txt").rstrip()


def test_one_step_can_be_asked_for() -> None:
    assert run_program("examples.llms.custom_provider", "telemetry") == recorded(
        "step_telemetry.txt"
    )
