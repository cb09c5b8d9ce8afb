"""Whole conversations through the real SDKs against the wire server, and in memory."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, asynccontextmanager
from itertools import groupby

import pytest
from llmkit import (
    ChatModel,
    ConnectionFailedError,
    Fault,
    FinishReason,
    Message,
    RateLimitError,
    Reply,
    RetryPolicy,
    Script,
    SimulatedChatModel,
    ToolCall,
    chat_model,
    with_retries,
)
from llmkit.recorded_telemetry import RecordedTelemetry, span_lines
from llmkit.tools import ReplyCutError, ToolResult, Toolset, TooManyRoundsError
from llmkit.wire import WireServer

from examples.llms.streaming_tool_calls.assemble import IncompleteToolCallError
from examples.llms.streaming_tool_calls.connect import (
    CONVERSATION,
    answer_from_results,
    the_script,
)
from examples.llms.streaming_tool_calls.shop import Shop, shop_tools
from examples.llms.streaming_tool_calls.streaming_tool_calls import (
    Event,
    Finished,
    Limits,
    StreamingToolChat,
    TextPiece,
    ToolsRequested,
)

ASKS = ToolCall("call_1", "find_order", '{"order_id": "A-1001"}')
QUESTION = [Message.user("Where is A-1001?")]


@pytest.fixture
def tools() -> Iterator[Toolset]:
    shop = Shop()
    yield shop_tools(shop)
    shop.close()


@asynccontextmanager
async def model_over_wire(
    provider: str, script: Script
) -> AsyncIterator[tuple[ChatModel, WireServer]]:
    with WireServer(script) as server:
        base_url = server.base_url(provider)
        async with chat_model(provider, api_key="wire", base_url=base_url) as model:
            yield model, server


async def events_of(model: ChatModel, tools: Toolset, limits: Limits | None = None) -> list[Event]:
    return [event async for event in StreamingToolChat(model, tools, limits=limits).ask(QUESTION)]


async def watch(chat: StreamingToolChat, seen: list[Event]) -> None:
    """Keep what came, also when an error ends it."""
    async for event in chat.ask(QUESTION):
        seen.append(event)  # noqa: PERF401 - a comprehension would lose what came before


@pytest.mark.parametrize("provider", ["openai", "anthropic", "ollama"])
async def test_every_provider_takes_the_same_course(provider: str, tools: Toolset) -> None:
    async with model_over_wire(provider, the_script()) as (model, server):
        events = [event async for event in StreamingToolChat(model, tools).ask(CONVERSATION)]
    assert [kind.__name__ for kind, _ in groupby(events, key=type)] == [
        "TextPiece",
        "ToolsRequested",
        "ToolResult",
        "TextPiece",
        "Finished",
    ]
    text = "".join(event.text for event in events if isinstance(event, TextPiece))
    assert text == (
        "Let me look that up."
        "Order A-1001 (teapot): shipped, expected 2026-03-05.\n"
        "I could not find one thing: there is no order A-1071.\n"
        "4 pieces of the blue kettle are in stock."
    )
    assert len(server.requests) == 2


async def test_text_is_passed_on_in_pieces(tools: Toolset) -> None:
    async with model_over_wire("openai", Script.of("one two three")) as (model, _):
        events = await events_of(model, tools)
    pieces = [event.text for event in events if isinstance(event, TextPiece)]
    assert pieces == ["one", " two", " three"]


async def test_the_finished_conversation_takes_the_next_question(tools: Toolset) -> None:
    script = Script(replies=(Reply(tool_calls=(ASKS,)),), otherwise=answer_from_results)
    async with model_over_wire("openai", script) as (model, _):
        finished = (await events_of(model, tools))[-1]
    assert isinstance(finished, Finished)
    assert [turn.role for turn in finished.conversation] == [
        "user",
        "assistant",
        "tool",
        "assistant",
    ]
    assert finished.rounds == 2
    assert finished.usage.total_tokens > 0


async def test_a_failed_tool_is_answered_and_the_model_tries_again(tools: Toolset) -> None:
    script = Script(
        replies=(
            Reply(tool_calls=(ToolCall("call_1", "find_order", '{"order_id": "1001"}'),)),
            Reply(tool_calls=(ToolCall("call_2", "find_order", '{"order_id": "A-1001"}'),)),
        ),
        otherwise=lambda messages: answer_from_results(messages[-1:]),
    )
    async with model_over_wire("anthropic", script) as (model, _):
        events = await events_of(model, tools)
    results = [event for event in events if isinstance(event, ToolResult)]
    assert [result.failure for result in results] == ["ValidationError", None]
    assert isinstance(events[-1], Finished)
    assert "teapot" in events[-1].conversation[-1].content


async def test_a_model_that_never_answers_is_stopped(tools: Toolset) -> None:
    script = Script(otherwise=lambda _: Reply(tool_calls=(ASKS,)))
    async with model_over_wire("openai", script) as (model, server):
        with pytest.raises(TooManyRoundsError) as caught:
            await events_of(model, tools, Limits(rounds=3))
        assert len(server.requests) == 3
    assert caught.value.rounds == 3
    assert "in round 3" in str(caught.value)


@pytest.mark.parametrize("reason", ["length", "content_filter"])
async def test_calls_of_a_reply_that_was_cut_are_not_run(
    tools: Toolset, reason: FinishReason
) -> None:
    script = Script.of(Reply(tool_calls=(ASKS,), finish_reason=reason))
    seen: list[Event] = []
    async with model_over_wire("openai", script) as (model, _):
        with pytest.raises(ReplyCutError, match=f"the finish reason is {reason}"):
            await watch(StreamingToolChat(model, tools), seen)
    assert seen == []


async def test_an_answer_that_was_cut_says_so(tools: Toolset) -> None:
    async with model_over_wire("openai", Script.of("one two three")) as (model, _):
        finished = (await events_of(model, tools, Limits(output_tokens=2)))[-1]
    assert isinstance(finished, Finished)
    assert (finished.conversation[-1].content, finished.finish_reason) == ("one two", "length")


async def test_a_server_that_says_stop_still_gets_its_tools_run(tools: Toolset) -> None:
    script = Script(
        replies=(Reply(tool_calls=(ASKS,), finish_reason="stop"),), otherwise=answer_from_results
    )
    async with model_over_wire("openai", script) as (model, _):
        events = await events_of(model, tools)
    assert ToolsRequested((ASKS,)) in events


async def test_a_stream_that_breaks_runs_no_tool(tools: Toolset) -> None:
    broken = Reply("Let me look.", tool_calls=(ASKS,), fault=Fault("connection_cut", None, 5))
    seen: list[Event] = []
    async with model_over_wire("openai", Script.of(broken)) as (model, _):
        with pytest.raises(ConnectionFailedError):
            await watch(StreamingToolChat(model, tools), seen)
    assert "".join(event.text for event in seen if isinstance(event, TextPiece)) == "Let me look."
    assert not any(isinstance(event, ToolResult) for event in seen)


async def test_a_refused_call_is_retried_when_the_model_is_wrapped(tools: Toolset) -> None:
    script = Script.of(Reply(fault=Fault("rate_limit", retry_after=0.01)), "Here I am.")
    async with model_over_wire("openai", script) as (model, server):
        events = await events_of(with_retries(model, RetryPolicy(attempts=2)), tools)
        assert len(server.requests) == 2
    assert isinstance(events[-1], Finished)


async def test_without_retries_the_error_comes_through(tools: Toolset) -> None:
    script = Script.of(Reply(fault=Fault("rate_limit")))
    async with model_over_wire("openai", script) as (model, _):
        with pytest.raises(RateLimitError):
            await events_of(model, tools)


async def test_a_call_without_an_id_is_an_error(tools: Toolset) -> None:
    model = SimulatedChatModel(script=Script.of(ToolCall("", "find_order")))
    with pytest.raises(IncompleteToolCallError, match="call 0 has no id"):
        await events_of(model, tools)


async def test_leaving_early_frees_the_connection(tools: Toolset) -> None:
    async with model_over_wire("openai", Script.of("one two three", "next")) as (model, _):
        async with aclosing(StreamingToolChat(model, tools).ask(QUESTION)) as events:
            async for event in events:
                assert event == TextPiece("one")
                break
        last = (await events_of(model, tools))[-1]
    assert isinstance(last, Finished)
    assert last.conversation[-1].content == "next"


async def test_many_conversations_share_one_chat(tools: Toolset) -> None:
    numbers = [f"A-{n}" for n in range(2000, 2008)]
    script = Script(
        replies=tuple(
            Reply(tool_calls=(ToolCall("c", "find_order", f'{{"order_id": "{n}"}}'),), when=n)
            for n in numbers
        ),
        otherwise=answer_from_results,
    )

    async def answer(chat: StreamingToolChat, number: str) -> str:
        events = [event async for event in chat.ask([Message.user(f"Where is {number}?")])]
        assert isinstance(events[-1], Finished)
        return events[-1].conversation[-1].content

    async with model_over_wire("openai", script) as (model, _):
        chat = StreamingToolChat(model, tools)
        answers = await asyncio.gather(*(answer(chat, number) for number in numbers))
    assert answers == [f"I could not find one thing: there is no order {n}." for n in numbers]


async def test_spans_of_the_caller_do_not_land_below_the_question(tools: Toolset) -> None:
    recorded = RecordedTelemetry()
    tracer = recorded.tracer_provider.get_tracer("caller")
    async with model_over_wire("openai", the_script()) as (model, _):
        chat = StreamingToolChat(model, tools, tracer_provider=recorded.tracer_provider)
        async for _ in chat.ask(CONVERSATION):
            with tracer.start_as_current_span("draw"):
                pass
    spans = recorded.spans()
    (ask,) = [span for span in spans if span.name == "tool_chat.ask"]
    for span in spans:
        expected = ask.context if span.name.startswith(("chat", "execute_tool")) else None
        assert span.parent == expected, span.name


async def test_a_failure_is_marked_on_the_question(tools: Toolset) -> None:
    recorded = RecordedTelemetry()
    script = Script(otherwise=lambda _: Reply(tool_calls=(ASKS,)))
    chat = StreamingToolChat(
        SimulatedChatModel(script=script),
        tools,
        limits=Limits(rounds=1),
        tracer_provider=recorded.tracer_provider,
    )
    with pytest.raises(TooManyRoundsError):
        async for _ in chat.ask(QUESTION):
            pass
    ask, *_ = span_lines(recorded.spans())
    assert ask == "tool_chat.ask  error.type=too_many_rounds"
