"""What every provider has to do: the same tests in memory and through each real SDK."""

import asyncio
import time
from collections.abc import AsyncIterable, Sequence
from contextlib import aclosing

import pytest

from llmkit import (
    Chunk,
    Completion,
    Fault,
    LLMKitError,
    Message,
    ProviderError,
    RateLimitError,
    Reply,
    ReplyBuilder,
    RequestTimeoutError,
    Script,
    Tool,
    ToolCall,
    Usage,
    collect,
)
from llmkit.providers.faults import ERROR_OF_FAULT
from llmkit.script import FaultKind
from llmkit.tests.conftest import ModelMaker

QUESTION = [Message.system("Be brief."), Message.user("Weather in Paris and Rome?")]
WEATHER = Tool(
    "weather",
    "Look up the weather of a city.",
    {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
)
CALLS = (
    ToolCall("call_0", "weather", '{"city": "Paris, France"}'),
    ToolCall("call_1", "weather", '{"city": "Rome, Italy"}'),
)
SPENT = Usage(31, 7)


async def reply_of(maker: ModelMaker, script: Script, *, streamed: bool) -> Completion:
    model = await maker(script)
    if not streamed:
        return await model.complete(QUESTION, tools=[WEATHER])
    chunks = model.stream(QUESTION, tools=[WEATHER])
    return await collect(chunks, provider=model.provider, model=model.model)


async def read_into(received: ReplyBuilder, chunks: AsyncIterable[Chunk]) -> None:
    async for chunk in chunks:
        received.add(chunk)


@pytest.mark.parametrize("streamed", [False, True], ids=["complete", "stream"])
class TestWholeReplies:
    async def test_text_arrives_unchanged(self, model_over: ModelMaker, streamed: bool) -> None:
        script = Script.of(Reply("Sunny,  in\nboth and 18 °C.", usage=SPENT))
        reply = await reply_of(model_over, script, streamed=streamed)
        assert reply.message == Message.assistant("Sunny,  in\nboth and 18 °C.")
        assert (reply.finish_reason, reply.usage) == ("stop", SPENT)
        assert reply.provider == model_over.provider

    async def test_tool_calls_arrive_whole(self, model_over: ModelMaker, streamed: bool) -> None:
        script = Script.of(Reply("I look.", tool_calls=CALLS))
        reply = await reply_of(model_over, script, streamed=streamed)
        assert reply.text == "I look."
        assert reply.finish_reason == "tool_calls"
        assert [call.id for call in reply.message.tool_calls] == ["call_0", "call_1"]
        assert [call.parsed()["city"] for call in reply.message.tool_calls] == [
            "Paris, France",
            "Rome, Italy",
        ]

    async def test_a_reply_that_is_cut_says_so(
        self, model_over: ModelMaker, streamed: bool
    ) -> None:
        script = Script.of(Reply("Cut", finish_reason="length"))
        reply = await reply_of(model_over, script, streamed=streamed)
        assert reply.finish_reason == "length"

    async def test_estimated_usage_is_the_same_for_all(
        self, model_over: ModelMaker, streamed: bool
    ) -> None:
        reply = await reply_of(model_over, Script.of("Sunny."), streamed=streamed)
        assert reply.usage.output_tokens == 2
        # The wire shows tools as the SDKs send them, so only about the same number goes in.
        assert 40 <= reply.usage.input_tokens <= 60

    @pytest.mark.parametrize("kind", sorted(ERROR_OF_FAULT))
    async def test_each_fault_becomes_its_error(
        self, model_over: ModelMaker, streamed: bool, kind: FaultKind
    ) -> None:
        model = await model_over(Script.of(Reply(fault=Fault(kind))))
        expected = ERROR_OF_FAULT[kind]
        timeout = 0.1 if kind == "stall" else 5
        call = anext(model.stream(QUESTION, timeout=timeout)) if streamed else None
        with pytest.raises(expected) as caught:
            await (call or model.complete(QUESTION, timeout=timeout))
        assert type(caught.value) is expected
        verb = "stream" if streamed else "complete"
        assert caught.value.operation == f"{model.provider}.{verb}"
        if model.provider != "simulated" and kind != "malformed":
            assert caught.value.cause is not None

    async def test_retry_after_is_passed_on(self, model_over: ModelMaker, streamed: bool) -> None:
        with pytest.raises(RateLimitError) as caught:
            await reply_of(
                model_over,
                Script.of(Reply(fault=Fault("rate_limit", retry_after=1.5))),
                streamed=streamed,
            )
        assert caught.value.retry_after == 1.5


async def test_text_streams_in_pieces(model_over: ModelMaker) -> None:
    model = await model_over(Script.of("one two three"))
    pieces = [chunk.text async for chunk in model.stream(QUESTION) if chunk.text]
    assert pieces == ["one", " two", " three"]


async def test_arguments_stream_in_fragments(model_over: ModelMaker) -> None:
    model = await model_over(Script.of(Reply(tool_calls=CALLS)))
    deltas = [d async for chunk in model.stream(QUESTION) for d in chunk.tool_calls]
    assert [(d.index, d.id, d.name) for d in deltas if d.name] == [
        (0, "call_0", "weather"),
        (1, "call_1", "weather"),
    ]
    # Ollama sends each call whole.
    assert len(deltas) == 2 if model.provider == "ollama" else len(deltas) > 6


async def test_tool_results_go_back(model_over: ModelMaker) -> None:
    def has_both_results(messages: Sequence[Message]) -> bool:
        return [m.content for m in messages if m.role == "tool"] == ["18 C", "24 C"]

    script = Script.of(Reply(tool_calls=CALLS), Reply("Mild and warm.", when=has_both_results))
    model = await model_over(script)
    messages = list(QUESTION)
    reply = await model.complete(messages, tools=[WEATHER])
    messages.append(reply.message)
    for call, result in zip(reply.message.tool_calls, ("18 C", "24 C"), strict=True):
        messages.append(Message.tool(result, tool_call_id=call.id))
    assert (await model.complete(messages, tools=[WEATHER])).text == "Mild and warm."


async def test_broken_arguments_can_be_sent_back(model_over: ModelMaker) -> None:
    model = await model_over(Script.of("I try again."))
    broken = Message.assistant(tool_calls=[ToolCall("call_0", "weather", '{"city": ')])
    complaint = Message.tool("not JSON", tool_call_id="call_0")
    reply = await model.complete([*QUESTION, broken, complaint])
    assert reply.text == "I try again."


@pytest.mark.parametrize(
    "kind", ["connection_cut", "overloaded", "rate_limit", "malformed", "server_error", "stall"]
)
async def test_a_stream_that_breaks_keeps_its_first_pieces(
    model_over: ModelMaker, kind: FaultKind
) -> None:
    model = await model_over(Script.of(Reply("one two three", fault=Fault(kind, after_tokens=2))))
    received = ReplyBuilder()
    with pytest.raises(ProviderError) as caught:
        await read_into(received, model.stream(QUESTION, timeout=0.2 if kind == "stall" else 5))
    received.add(Chunk(finish_reason="stop"))
    assert received.completion(provider="", model="").text == "one two"
    expected = ERROR_OF_FAULT[kind]
    if model.provider == "ollama" and kind == "rate_limit":
        expected = ERROR_OF_FAULT["server_error"]  # a line in a stream has no status
    assert type(caught.value) is expected
    if model.provider != "simulated":
        # A broken connection is seen as such, and not only by the end that is missing.
        assert caught.value.cause is not None


async def test_a_call_that_takes_too_long_is_given_up(model_over: ModelMaker) -> None:
    model = await model_over(Script.of(Reply(fault=Fault("stall"))))
    started = time.perf_counter()
    with pytest.raises(RequestTimeoutError):
        await model.complete(QUESTION, timeout=0.1)
    assert time.perf_counter() - started < 2


async def test_leaving_a_stream_early_closes_it(model_over: ModelMaker) -> None:
    model = await model_over(Script.of("one two three", "next"), chunk_delay=0.01)
    async with aclosing(model.stream(QUESTION)) as chunks:
        async for chunk in chunks:
            if chunk.text:
                break
    assert (await model.complete(QUESTION)).text == "next"


async def test_many_calls_at_once_keep_apart(model_over: ModelMaker) -> None:
    topics = [f"topic {n}." for n in range(8)]
    model = await model_over(Script.of(*(Reply(f"about {t}", when=t) for t in topics)))
    replies = await asyncio.gather(*(model.complete([Message.user(t)]) for t in topics))
    assert [reply.text for reply in replies] == [f"about {t}" for t in topics]


async def test_an_invalid_request_is_not_sent(model_over: ModelMaker) -> None:
    model = await model_over(Script.of("unused"))
    with pytest.raises(LLMKitError, match="there is no message"):
        await model.complete([])
    assert (await model.complete(QUESTION)).text == "unused"
