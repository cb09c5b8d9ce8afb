"""Whole conversations: in memory, and through the official SDKs over HTTP."""

import json

import pytest
from anthropic import AsyncAnthropic
from anthropic.types import Message as AnthropicMessage
from llmkit import (
    MalformedReplyError,
    Message,
    Reply,
    Script,
    SimulatedChatModel,
    ToolCall,
    chat_model,
)
from llmkit.tools import ReplyCutError, TooManyRoundsError
from llmkit.wire import WireRequest, WireServer
from llmkit.wire.anthropic_format import AnthropicFormat
from llmkit.wire.openai_format import OpenAIFormat
from openai import AsyncOpenAI
from openai.types.chat import ChatCompletion

from examples.foundation.function_calling import with_anthropic, with_openai
from examples.foundation.function_calling.call_handler import Toolbox
from examples.foundation.function_calling.demonstration import kitchen
from examples.foundation.function_calling.function_calling import ask
from examples.foundation.function_calling.parsed_reply import ParsedReply
from examples.foundation.function_calling.stand_in import (
    FIRST,
    QUESTION,
    never_stops,
    the_script,
)

ANSWER = "Your oven is at 176.7 degrees celsius. Take 300 g flour, 600 ml milk, 3 eggs."


async def test_the_model_mends_its_call_and_answers() -> None:
    model = SimulatedChatModel(script=the_script())
    answer = await ask(model, kitchen(), [QUESTION])
    assert (answer.text, answer.rounds) == (ANSWER, 3)
    roles = [message.role for message in answer.conversation]
    assert roles == ["user", "assistant", "tool", "tool", "assistant", "tool", "assistant"]
    assert [len(request.messages) for request in model.requests] == [1, 4, 6]
    assert all(len(request.tools) == 3 for request in model.requests)


async def test_a_question_without_calls_takes_one_round() -> None:
    model = SimulatedChatModel(script=Script.of("Hello."))
    answer = await ask(model, kitchen(), [QUESTION])
    assert (answer.text, answer.rounds, len(answer.conversation)) == ("Hello.", 1, 2)


async def test_a_model_that_never_stops_is_stopped() -> None:
    ran = 0

    def scale_recipe(dish: str) -> str:
        """Count how often this runs."""
        nonlocal ran
        ran += 1
        return dish

    model = SimulatedChatModel(script=Script(otherwise=never_stops))
    with pytest.raises(TooManyRoundsError) as raised:
        await ask(model, Toolbox(scale_recipe), [QUESTION], rounds=4)
    assert raised.value.rounds == 4
    # The calls of the last round are not run: nobody would read their results.
    assert (len(model.requests), ran) == (4, 3)


@pytest.mark.parametrize("reason", ["length", "content_filter"])
async def test_the_calls_of_a_cut_reply_are_not_run(reason: str) -> None:
    cut = Reply(tool_calls=FIRST.tool_calls, finish_reason=reason)  # type: ignore[arg-type]
    model = SimulatedChatModel(script=Script.of(cut))
    with pytest.raises(ReplyCutError, match=reason):
        await ask(model, kitchen(), [QUESTION])


@pytest.mark.parametrize("provider", ["openai", "anthropic", "ollama"])
async def test_the_loop_works_with_every_provider(provider: str) -> None:
    with WireServer(the_script()) as server:
        base_url = server.base_url(provider)
        async with chat_model(provider, api_key="wire", base_url=base_url) as model:
            assert (await ask(model, kitchen(), [QUESTION])).text == ANSWER


async def ask_openai(script: Script, *, rounds: int = 5) -> tuple[str, list[WireRequest]]:
    with WireServer(script) as server:
        base_url = server.base_url("openai")
        async with AsyncOpenAI(api_key="wire", base_url=base_url, max_retries=0) as client:
            text = await with_openai.ask(
                client, kitchen(), QUESTION.content, model="any", rounds=rounds
            )
        return text, list(server.requests)


async def ask_anthropic(script: Script, *, rounds: int = 5) -> tuple[str, list[WireRequest]]:
    with WireServer(script) as server:
        base_url = server.base_url("anthropic")
        async with AsyncAnthropic(api_key="wire", base_url=base_url, max_retries=0) as client:
            text = await with_anthropic.ask(
                client, kitchen(), QUESTION.content, model="any", rounds=rounds
            )
        return text, list(server.requests)


async def test_both_formats_say_the_same() -> None:
    openai_text, openai_requests = await ask_openai(the_script())
    anthropic_text, anthropic_requests = await ask_anthropic(the_script())
    assert openai_text == anthropic_text == ANSWER
    assert len(openai_requests) == len(anthropic_requests) == 3
    for one, other in zip(openai_requests, anthropic_requests, strict=True):
        said = OpenAIFormat().parse(dict(one.body)).request
        said_too = AnthropicFormat().parse(dict(other.body)).request
        assert said.messages == said_too.messages
        assert said.tools == said_too.tools


async def test_one_format_marks_failures_and_the_other_does_not() -> None:
    _, openai_requests = await ask_openai(the_script())
    _, anthropic_requests = await ask_anthropic(the_script())
    failed, _ = openai_requests[1].body["messages"][2:]
    assert set(failed) == {"role", "tool_call_id", "content"}
    blocks = anthropic_requests[1].body["messages"][2]["content"]
    assert [block["is_error"] for block in blocks] == [True, False]


async def test_the_mistake_of_the_model_comes_back_to_it_word_for_word() -> None:
    _, requests = await ask_openai(the_script())
    asked = requests[1].body["messages"][1]["tool_calls"][0]["function"]["arguments"]
    assert asked == FIRST.tool_calls[0].arguments


@pytest.mark.parametrize("asking", [ask_openai, ask_anthropic])
async def test_both_sdks_are_stopped_and_refuse_what_was_cut(asking: object) -> None:
    assert callable(asking)
    with pytest.raises(TooManyRoundsError):
        await asking(Script(otherwise=never_stops), rounds=2)
    with pytest.raises(ReplyCutError):
        await asking(Script.of(Reply(tool_calls=FIRST.tool_calls, finish_reason="length")))


async def test_text_beside_the_calls_goes_back_as_well() -> None:
    script = Script.of(Reply("Let me see.", tool_calls=FIRST.tool_calls), "Done.")
    _, (_, openai_second) = await ask_openai(script)
    assert openai_second.body["messages"][1]["content"] == "Let me see."
    _, (_, anthropic_second) = await ask_anthropic(script)
    said = anthropic_second.body["messages"][1]["content"][0]
    assert said == {"type": "text", "text": "Let me see."}


OPENAI_REASONS = {"stop": "stop", "length": "length", "tool_calls": "tool_calls", "new": "stop"}
ANTHROPIC_REASONS = {
    "end_turn": "stop",
    "max_tokens": "length",
    "refusal": "content_filter",
    "tool_use": "tool_calls",
    "new": "stop",
}


@pytest.mark.parametrize(("reason", "expected"), OPENAI_REASONS.items())
def test_openai_reasons(reason: str, expected: str) -> None:
    assert with_openai.finish_reason(reason) == expected


@pytest.mark.parametrize(("reason", "expected"), ANTHROPIC_REASONS.items())
def test_anthropic_reasons(reason: str, expected: str) -> None:
    assert with_anthropic.finish_reason(reason) == expected


def test_a_reply_without_choices_is_no_reply() -> None:
    empty = ChatCompletion(id="1", choices=[], created=0, model="any", object="chat.completion")
    with pytest.raises(MalformedReplyError):
        with_openai.parse(empty)


def test_blocks_are_read_in_any_order() -> None:
    reply = AnthropicMessage.model_validate(
        {
            "id": "msg_1",
            "type": "message",
            "role": "assistant",
            "model": "any",
            "content": [
                {"type": "tool_use", "id": "a", "name": "divide_dough", "input": {"grams": 9}},
                {"type": "text", "text": "One moment."},
                {"type": "tool_use", "id": "b", "name": "scale_recipe", "input": {}},
            ],
            "stop_reason": "tool_use",
            "stop_sequence": None,
            "usage": {"input_tokens": 1, "output_tokens": 1},
        }
    )
    calls = (ToolCall("a", "divide_dough", json.dumps({"grams": 9})), ToolCall("b", "scale_recipe"))
    assert with_anthropic.parse(reply) == ParsedReply("One moment.", calls, "tool_calls")


async def test_a_conversation_can_go_on() -> None:
    script = Script.of(*FIRST.tool_calls[1:], "Yes.", "You are welcome.")
    model = SimulatedChatModel(script=script)
    first = await ask(model, kitchen(), [QUESTION])
    again = await ask(model, kitchen(), [*first.conversation, Message.user("Thanks.")])
    assert (again.text, len(again.conversation)) == ("You are welcome.", 6)
