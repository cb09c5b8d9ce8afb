"""What the program and the steps of the guide print, and who answers them."""

from pathlib import Path

import pytest
from llmkit import Message, SimulatedChatModel
from llmkit.testing import run_program

from examples.foundation.prompt_templates.ask import ask_all
from examples.foundation.prompt_templates.prompt_templates import PromptLibrary
from examples.foundation.prompt_templates.show_steps import KETTLE, QUESTION, STEPS
from examples.foundation.prompt_templates.stand_in import NOT_SAID, SCRIPT, answer

HERE = Path(__file__).parent


def recorded(name: str) -> str:
    """Return what is recorded in a file of this folder, for a test to compare with."""
    return (HERE / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def library() -> PromptLibrary:
    return PromptLibrary.load()


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        (QUESTION, "Its guarantee lasts three years."),
        ("Where is the kettle made?", "The kettle holds 1.7 litres."),
        ("Who?", NOT_SAID),
    ],
)
def test_the_stand_in_searches_for_words(library: PromptLibrary, question: str, reply: str) -> None:
    prompt = library.render("answer_from_text", document=KETTLE, question=question)
    assert answer(prompt.messages).text == reply


def test_the_stand_in_says_that_it_is_none() -> None:
    assert "without a model" in answer([Message.user("Hello")]).text


async def test_every_call_of_the_program_is_answered(capsys: pytest.CaptureFixture[str]) -> None:
    model = SimulatedChatModel(script=SCRIPT)
    await ask_all(model)
    assert capsys.readouterr().out == recorded("expected.txt")
    assert len(model.requests) == 4


@pytest.mark.parametrize("step", STEPS)
def test_what_the_guide_shows_of_a_step_is_what_it_gives(step: str) -> None:
    assert STEPS[step]() + "\n" == recorded(f"step_{step}.txt")


@pytest.mark.parametrize(
    ("arguments", "name"), [([], "expected.txt"), (["found"], "step_found.txt")]
)
def test_the_program_prints_what_is_recorded(arguments: list[str], name: str) -> None:
    assert run_program("examples.foundation.prompt_templates", *arguments) == recorded(name)
