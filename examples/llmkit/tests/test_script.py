from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from llmkit import (
    ChatRequest,
    Chunk,
    Message,
    Reply,
    Script,
    ScriptExhaustedError,
    ToolCall,
    ToolCallDelta,
    Usage,
)
from llmkit.planned_reply import plan_reply, reply_chunks
from llmkit.script import ScriptReader


def ask(reader: ScriptReader, text: str) -> str:
    return reader.next_reply([Message.user(text)]).text


def test_bare_replies_come_in_order_and_once() -> None:
    reader = ScriptReader(Script.of("one", Reply("two"), ToolCall("c", "f")))
    assert [ask(reader, "x"), ask(reader, "x")] == ["one", "two"]
    assert reader.next_reply([Message.user("x")]).tool_calls == (ToolCall("c", "f"),)
    with pytest.raises(ScriptExhaustedError, match="the last user message is 'x'"):
        ask(reader, "x")


def test_a_text_in_the_last_user_message_decides() -> None:
    reader = ScriptReader(
        Script.of(
            Reply("cats 1", when="cat"), Reply("dogs", when="dog"), Reply("cats 2", when="cat")
        )
    )
    assert [ask(reader, q) for q in ("a dog?", "a cat?", "cats?")] == ["dogs", "cats 1", "cats 2"]


def test_a_predicate_sees_the_whole_conversation() -> None:
    def after_tool(messages: Sequence[Message]) -> bool:
        return messages[-1].role == "tool"

    reader = ScriptReader(Script.of(Reply("done", when=after_tool), "first"))
    messages = [Message.user("x")]
    assert reader.next_reply(messages).text == "first"
    assert reader.next_reply([*messages, Message.tool("r", tool_call_id="c")]).text == "done"


def test_a_reply_may_be_used_more_often() -> None:
    reader = ScriptReader(Script.of(Reply("twice", times=2), Reply("ever", times=None)))
    assert [ask(reader, "x") for _ in range(5)] == ["twice", "twice", "ever", "ever", "ever"]


def test_otherwise_is_asked_last() -> None:
    def echo(messages: Sequence[Message]) -> Reply:
        return Reply(messages[-1].content.upper())

    reader = ScriptReader(Script((Reply("first"),), otherwise=echo))
    assert [ask(reader, "a"), ask(reader, "b")] == ["first", "B"]


def test_two_readers_of_a_script_are_apart() -> None:
    script = Script.of("one", "two")
    assert ask(ScriptReader(script), "x") == ask(ScriptReader(script), "x") == "one"


def test_threads_never_get_the_same_reply() -> None:
    reader = ScriptReader(Script.of(*(str(n) for n in range(200))))
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda _: ask(reader, "x"), range(200)))
    assert sorted(map(int, replies)) == list(range(200))


@pytest.mark.parametrize(
    ("request_", "text", "reason"),
    [
        (ChatRequest((Message.user("x"),)), "one two END three", "stop"),
        (ChatRequest((Message.user("x"),), stop=("END",)), "one two ", "stop"),
        (ChatRequest((Message.user("x"),), max_output_tokens=2), "one two", "length"),
        (ChatRequest((Message.user("x"),), max_output_tokens=4), "one two END three", "stop"),
    ],
)
def test_a_reply_honours_the_options(request_: ChatRequest, text: str, reason: str) -> None:
    planned = plan_reply(Reply("one two END three"), request_)
    assert (planned.text, planned.finish_reason) == (text, reason)


def test_given_usage_is_not_estimated() -> None:
    planned = plan_reply(Reply("x", usage=Usage(5, 6)), ChatRequest((Message.user("x"),)))
    assert planned.usage == Usage(5, 6)


def test_a_tool_call_streams_its_head_and_then_its_arguments() -> None:
    reply = Reply(tool_calls=(ToolCall("c", "f", '{"city": "Paris"}'),))
    planned = plan_reply(reply, ChatRequest((Message.user("x"),)))
    *fragments, end = reply_chunks(planned)
    assert fragments == [
        Chunk(tool_calls=(ToolCallDelta(0, "c", "f"),)),
        Chunk(tool_calls=(ToolCallDelta(0, arguments='{"city":'),)),
        Chunk(tool_calls=(ToolCallDelta(0, arguments=' "Paris"'),)),
        Chunk(tool_calls=(ToolCallDelta(0, arguments="}"),)),
    ]
    assert (end.finish_reason, end.usage) == ("tool_calls", planned.usage)
