"""Bedrock's words and ours, without a server."""

import pytest
from llmkit import ChatRequest, Chunk, FinishReason, MalformedReplyError, Message

from examples.llms.provider_adapters.bedrock_conversion import (
    MALFORMED,
    finish_reason_of,
    to_chunk,
    to_converse,
)


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (ChatRequest((Message.user("x"),), temperature=0.0), {"temperature": 0.0}),
        (ChatRequest((Message.user("x"),), max_output_tokens=5), {"maxTokens": 5}),
        (ChatRequest((Message.user("x"),), stop=("END",)), {"stopSequences": ["END"]}),
    ],
)
def test_only_options_that_were_set_are_sent(
    request_: ChatRequest, expected: dict[str, object]
) -> None:
    assert to_converse("m", request_)["inferenceConfig"] == expected


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("end_turn", "stop"),
        ("max_tokens", "length"),
        ("model_context_window_exceeded", "length"),
        ("tool_use", "tool_calls"),
        ("guardrail_intervened", "content_filter"),
        ("a_reason_of_next_year", "stop"),
    ],
)
def test_reasons_to_stop(theirs: str, ours: FinishReason) -> None:
    assert finish_reason_of(theirs) == ours
    assert to_chunk({"messageStop": {"stopReason": theirs}}) == Chunk(finish_reason=ours)


@pytest.mark.parametrize("reason", MALFORMED)
def test_what_bedrock_cannot_read_is_no_reply(reason: str) -> None:
    with pytest.raises(MalformedReplyError, match=reason):
        to_chunk({"messageStop": {"stopReason": reason}})
