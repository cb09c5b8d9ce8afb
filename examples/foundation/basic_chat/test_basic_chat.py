"""What the pages show: calls, roles, a limit, and a history that is sent with every turn."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from llmkit import (
    AuthenticationError,
    ChatModel,
    ContextLengthError,
    Fault,
    LLMKitError,
    Message,
    Profile,
    RateLimitError,
    Reply,
    RetriesExhaustedError,
    Script,
    SimulatedChatModel,
    chat_model,
    with_retries,
)
from llmkit.recorded_telemetry import RecordedTelemetry
from llmkit.wire import WireServer

from examples.foundation.basic_chat.basic_chat import (
    first_call,
    show,
    with_instructions,
    with_limit,
)
from examples.foundation.basic_chat.conversation import Conversation
from examples.foundation.basic_chat.stand_in import ABOUT_TOKENS, SCRIPT, answer
from examples.foundation.basic_chat.terminal import chat, played_lines, reason, typed_lines

PROVIDERS = ("openai", "anthropic", "ollama")


@pytest.fixture
def model() -> SimulatedChatModel:
    return SimulatedChatModel(script=SCRIPT)


def spoken(messages: Sequence[Message]) -> list[tuple[str, str]]:
    return [(message.role, message.content) for message in messages]


# The three single calls


async def test_a_first_call_sends_one_message_and_returns_the_whole_reply(
    model: SimulatedChatModel,
) -> None:
    reply = await first_call(model)
    assert (reply.text, reply.finish_reason) == (ABOUT_TOKENS, "stop")
    assert spoken(model.requests[0].messages) == [("user", "What is a token?")]


async def test_a_system_message_costs_input_and_shortens_the_reply(
    model: SimulatedChatModel,
) -> None:
    plain, instructed = await first_call(model), await with_instructions(model)
    assert instructed.text == "A token is a word or a part of one."
    assert instructed.usage.input_tokens > plain.usage.input_tokens
    assert instructed.usage.output_tokens < plain.usage.output_tokens


async def test_a_limit_cuts_the_reply_and_the_finish_reason_says_so(
    model: SimulatedChatModel,
) -> None:
    reply = await with_limit(model)
    assert reply.finish_reason == "length"
    assert reply.text == ABOUT_TOKENS[: len(reply.text)] != ABOUT_TOKENS


async def test_show_prints_text_reason_and_cost(
    model: SimulatedChatModel, capsys: pytest.CaptureFixture[str]
) -> None:
    show("Asked", await with_instructions(model))
    assert capsys.readouterr().out == (
        "Asked\n  A token is a word or a part of one.\n  (stop; tokens: 16 in, 9 out)\n\n"
    )


# The conversation


async def test_each_turn_sends_all_that_was_said_before(model: SimulatedChatModel) -> None:
    conversation = Conversation(model, "Be kind.", temperature=0.0)
    await conversation.say("My name is Ada.")
    reply = await conversation.say("What is my name?")
    assert reply.text == "Your name is Ada."
    assert spoken(model.requests[-1].messages) == [
        ("system", "Be kind."),
        ("user", "My name is Ada."),
        ("assistant", "Nice to meet you, Ada."),
        ("user", "What is my name?"),
    ]
    assert [request.temperature for request in model.requests] == [0.0, 0.0]


async def test_a_new_conversation_knows_nothing_of_another(model: SimulatedChatModel) -> None:
    await Conversation(model).say("My name is Ada.")
    reply = await Conversation(model).say("What is my name?")
    assert reply.text.startswith("I do not know your name")


async def test_input_tokens_grow_with_every_turn(model: SimulatedChatModel) -> None:
    conversation = Conversation(model)
    spent = [(await conversation.say("Hello")).usage.input_tokens for _ in range(4)]
    assert spent == sorted(set(spent))


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault("rate_limit", retry_after=1.0), RateLimitError),
        (Fault("authentication"), AuthenticationError),
        (Fault("context_length"), ContextLengthError),
    ],
)
async def test_a_failed_call_leaves_the_conversation_as_it_was(
    fault: Fault, error: type[LLMKitError]
) -> None:
    script = Script((Reply("Hello."), Reply(fault=fault)), otherwise=answer)
    conversation = Conversation(SimulatedChatModel(script=script))
    await conversation.say("Hi")
    before = list(conversation.messages)
    with pytest.raises(error):
        await conversation.say("My name is Ada.")
    assert conversation.messages == before
    assert (await conversation.say("My name is Ada.")).text == "Nice to meet you, Ada."


async def test_two_lines_at_once_are_answered_one_after_the_other() -> None:
    gate = asyncio.Event()

    async def wait_for_gate(_seconds: float) -> None:
        await gate.wait()

    model = SimulatedChatModel(script=SCRIPT, profile=Profile(latency=1.0), sleep=wait_for_gate)
    conversation = Conversation(model)
    async with asyncio.TaskGroup() as group:
        group.create_task(conversation.say("My name is Ada."))
        second = group.create_task(conversation.say("What is my name?"))
        await asyncio.sleep(0)
        assert len(model.requests) == 1
        gate.set()
    assert second.result().text == "Your name is Ada."


# The loop


async def test_the_loop_prints_each_reply_and_what_was_sent(
    model: SimulatedChatModel, capsys: pytest.CaptureFixture[str]
) -> None:
    await chat(Conversation(model), played_lines(["My name is Ada.", "What is my name?"]))
    assert capsys.readouterr().out.splitlines() == [
        "you> My name is Ada.",
        "bot> Nice to meet you, Ada. [7 tokens in]",
        "you> What is my name?",
        "bot> Your name is Ada. [23 tokens in]",
    ]


async def test_the_loop_goes_on_after_a_failed_call(capsys: pytest.CaptureFixture[str]) -> None:
    script = Script((Reply(fault=Fault("overloaded")),), otherwise=answer)
    await chat(Conversation(SimulatedChatModel(script=script)), ["Hello", "My name is Ada."])
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("no answer: simulated.complete: ")
    assert second.startswith("bot> Nice to meet you, Ada.")


def test_after_retries_the_last_error_is_named_too() -> None:
    error = RetriesExhaustedError("openai.complete", 4)
    error.__cause__ = RateLimitError("openai.complete", "slow down")
    assert reason(error).startswith("openai.complete: ")
    assert "slow down" in reason(error)


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        (["Hello", "/quit", "never read"], ["Hello"]),
        (["  Hello ", "", "   ", "Bye"], ["Hello", "Bye"]),
        ([], []),
    ],
)
def test_typed_lines_end_at_quit_or_at_the_end_of_input(
    typed: list[str], lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    keyboard = iter(typed)

    def read(_prompt: str) -> str:
        try:
            return next(keyboard)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("builtins.input", read)
    assert list(typed_lines()) == lines


# The stand-in


@pytest.mark.parametrize(
    ("messages", "reply"),
    [
        ([Message.user("Hi, my name is Ada.")], "Nice to meet you, Ada."),
        ([Message.user("What is a token?")], ABOUT_TOKENS),
        (
            [Message.system("Answer in one sentence."), Message.user("What is a token?")],
            "A token is a word or a part of one.",
        ),
        (
            [
                Message.user("My name is Ada."),
                Message.assistant("Nice to meet you, Ada."),
                Message.user("No, my name is Grace."),
                Message.assistant("Nice to meet you, Grace."),
                Message.user("Say my name"),
            ],
            "Your name is Grace.",
        ),
        # What an assistant said is no word of the user's.
        (
            [Message.assistant("My name is Hal."), Message.user("What is my name?")],
            "I do not know your name: no message that I was sent says it.",
        ),
        ([Message.user("Hello")], "I am a stand-in without a model. You sent me 1 message(s)."),
    ],
)
def test_the_stand_in_answers_from_the_messages_alone(messages: list[Message], reply: str) -> None:
    assert answer(messages).text == reply


# The same code with the official SDKs, over HTTP


def wire_model(provider: str, server: WireServer) -> ChatModel:
    return chat_model(provider, api_key="wire", base_url=server.base_url(provider))


@pytest.mark.parametrize("provider", PROVIDERS)
async def test_a_conversation_works_through_each_sdk(provider: str) -> None:
    with WireServer(SCRIPT) as server:
        async with wire_model(provider, server) as model:
            conversation = Conversation(model, "Be kind.", max_output_tokens=50)
            await conversation.say("My name is Ada.")
            reply = await conversation.say("What is my name?")
        assert (reply.text, reply.provider) == ("Your name is Ada.", provider)
        assert sent_roles(provider, server.requests[-1].body) == [
            "system",
            "user",
            "assistant",
            "user",
        ]


def sent_roles(provider: str, body: Mapping[str, Any]) -> list[str]:
    roles = [message["role"] for message in body["messages"]]
    # Anthropic takes the instructions beside the messages and not among them.
    return ["system", *roles] if provider == "anthropic" and body["system"] else roles


@pytest.mark.parametrize("provider", PROVIDERS)
async def test_a_limit_reaches_each_provider(provider: str) -> None:
    with WireServer(SCRIPT) as server:
        async with wire_model(provider, server) as model:
            assert (await with_limit(model)).finish_reason == "length"


async def test_a_call_is_reported_without_what_was_said() -> None:
    recorded = RecordedTelemetry()
    model = with_retries(SimulatedChatModel(script=SCRIPT))
    await Conversation(recorded.watch(model)).say("My name is Ada.")
    (span,) = recorded.spans()
    assert span.name == "chat simulated-1"
    assert "Ada" not in span.to_json()
