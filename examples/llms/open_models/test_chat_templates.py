"""The templates are those that the models were trained with, as far as they go."""

from pathlib import Path

import pytest
from llmkit import Message, ToolCall

from examples.llms.open_models.chat_templates import llama_prompt, mistral_prompt, shared_start
from examples.llms.open_models.talk import CALL, DISTANCE, INSTRUCTIONS, PROMPTS, ROUND, TODAY

HERE = Path(__file__).parent


def reference(name: str) -> str:
    """Return what the original makes of the same conversation; see the README for how."""
    return (HERE / f"reference_{name}.txt").read_text(encoding="utf-8")


def test_llama_reads_what_its_template_makes() -> None:
    assert llama_prompt(ROUND, today=TODAY) == reference("llama")


def test_mistral_reads_what_its_tokenizer_makes() -> None:
    assert mistral_prompt(ROUND, [DISTANCE]) == reference("mistral")


def test_llama_has_room_for_one_call() -> None:
    two = Message.assistant(tool_calls=[CALL, ToolCall("call00002", "distance", '{"to": "Oslo"}')])
    with pytest.raises(ValueError, match="too many values"):
        llama_prompt([INSTRUCTIONS, Message.user("Which?"), two], today=TODAY)


def test_without_instructions_and_tools_a_question_stands_alone() -> None:
    assert mistral_prompt([Message.user("How far is it?")]) == "<s>[INST]How far is it?[/INST]"


def test_llama_reads_on_where_it_stopped() -> None:
    first, second, _ = (llama_prompt(talk, today=TODAY) for talk in PROMPTS)
    assert second.startswith(first)


def test_mistral_begins_anew_when_the_tools_move() -> None:
    first, second, _ = (mistral_prompt(talk, [DISTANCE]) for talk in PROMPTS)
    assert second[: shared_start(first, second)] == "<s>["


@pytest.mark.parametrize(
    ("earlier", "later", "same"),
    [("", "", 0), ("ab", "abc", 2), ("abc", "ab", 2), ("abc", "xbc", 0), ("abc", "abd", 2)],
)
def test_the_shared_start(earlier: str, later: str, same: int) -> None:
    assert shared_start(earlier, later) == same
