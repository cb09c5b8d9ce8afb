from collections.abc import AsyncIterator, Iterable

import pytest

from llmkit import (
    Chunk,
    MalformedReplyError,
    Message,
    ToolCall,
    ToolCallDelta,
    Usage,
    collect,
)


async def stream_of(chunks: Iterable[Chunk]) -> AsyncIterator[Chunk]:
    for chunk in chunks:
        yield chunk


async def test_chunks_fold_into_a_completion() -> None:
    chunks = [
        Chunk("Look"),
        Chunk("ing", (ToolCallDelta(1, "b", "g"),)),
        Chunk(tool_calls=(ToolCallDelta(0, "a", "f", '{"x"'), ToolCallDelta(1, arguments="{}"))),
        Chunk(tool_calls=(ToolCallDelta(0, arguments=": 1}"),)),
        Chunk(finish_reason="tool_calls"),
        Chunk(usage=Usage(3, 4)),
    ]
    reply = await collect(stream_of(chunks), provider="p", model="m")
    calls = (ToolCall("a", "f", '{"x": 1}'), ToolCall("b", "g", "{}"))
    assert reply.message == Message.assistant("Looking", tool_calls=calls)
    assert (reply.finish_reason, reply.usage) == ("tool_calls", Usage(3, 4))
    assert (reply.provider, reply.model) == ("p", "m")


async def test_a_stream_without_an_end_is_no_reply() -> None:
    with pytest.raises(MalformedReplyError, match="without a finish reason"):
        await collect(stream_of([Chunk("Look")]), provider="p", model="m")


async def test_two_calls_under_one_index_stay_two() -> None:
    deltas = (
        ToolCallDelta(0, "a", "look", '{"x":'),
        ToolCallDelta(0, "", "", "1}"),
        ToolCallDelta(0, "b", "look", '{"x": 2}'),
    )
    chunks = [*(Chunk(tool_calls=(delta,)) for delta in deltas), Chunk(finish_reason="tool_calls")]
    reply = await collect(stream_of(chunks), provider="p", model="m")
    assert [(call.id, call.parsed()) for call in reply.message.tool_calls] == [
        ("a", {"x": 1}),
        ("b", {"x": 2}),
    ]
