"""The server's side of Anthropic's messages."""

import json
from collections.abc import Iterable, Iterator
from types import MappingProxyType

from llmkit.chat_request import ChatRequest
from llmkit.images import Image
from llmkit.messages import Chunk, FinishReason, Message, Tool, ToolCall, Usage
from llmkit.planned_reply import PlannedReply
from llmkit.script import FaultKind
from llmkit.wire.wire_format import (
    Json,
    ParsedRequest,
    Refusal,
    WireFormat,
    server_sent_event,
    text_of,
)

_REFUSALS = MappingProxyType(
    {
        "authentication": (401, "authentication_error"),
        "content_filter": (400, "invalid_request_error"),
        "context_length": (400, "invalid_request_error"),
        "invalid_request": (400, "invalid_request_error"),
        "model_not_found": (404, "not_found_error"),
        "overloaded": (529, "overloaded_error"),
        "rate_limit": (429, "rate_limit_error"),
        "server_error": (500, "api_error"),
    }
)

# Two errors share a status and a type; clients can only go by the sentence.
_SENTENCES = MappingProxyType(
    {
        "content_filter": "Output blocked by content filtering policy",
        "context_length": "prompt is too long: 250000 tokens > 200000 maximum",
    }
)

_STOP_REASONS: MappingProxyType[FinishReason, str] = MappingProxyType(
    {
        "content_filter": "refusal",
        "length": "max_tokens",
        "stop": "end_turn",
        "tool_calls": "tool_use",
    }
)


class AnthropicFormat(WireFormat):
    """Messages, as `anthropic` speaks them."""

    provider = "anthropic"
    path = "/v1/messages"
    base_path = ""
    stream_type = "text/event-stream"

    def parse(self, body: Json) -> ParsedRequest:
        """Read a request; see `WireFormat.parse`."""
        system = text_of(body.get("system"))
        first = [Message.system(system)] if system else []
        turns = [part for turn in body["messages"] for part in _messages(turn)]
        request = ChatRequest(
            messages=(*first, *turns),
            tools=tuple(
                Tool(tool["name"], tool.get("description", ""), tool["input_schema"])
                for tool in body.get("tools", ())
            ),
            temperature=body.get("temperature"),
            max_output_tokens=body["max_tokens"],
            stop=tuple(body.get("stop_sequences", ())),
        )
        return ParsedRequest(body["model"], request, bool(body.get("stream")))

    def reply(self, model: str, reply: PlannedReply) -> Json:
        """Write a whole reply; see `WireFormat.reply`."""
        text = [{"type": "text", "text": reply.text}] if reply.text else []
        calls = [
            {"type": "tool_use", "id": call.id, "name": call.name, "input": call.parsed()}
            for call in reply.tool_calls
        ]
        return {
            **_message_head(model, reply.usage),
            "content": [*text, *calls],
            "stop_reason": _STOP_REASONS[reply.finish_reason],
        }

    def events(self, model: str, usage: Usage, chunks: Iterable[Chunk]) -> Iterator[bytes]:
        """Write a stream: each text and each tool call is a block that starts and stops."""
        started = Usage(usage.input_tokens, 1)
        yield _event("message_start", message=_message_head(model, started))
        block = -1
        in_text = False
        for chunk in chunks:
            opens_text = bool(chunk.text) and not in_text
            opens_call = any(delta.name for delta in chunk.tool_calls)
            if (opens_text or opens_call or chunk.finish_reason) and block >= 0:
                yield _event("content_block_stop", index=block)
            if opens_text or opens_call:
                block += 1
                in_text = opens_text
                yield _event("content_block_start", index=block, content_block=_block(chunk))
            if delta := _delta(chunk):
                yield _event("content_block_delta", index=block, delta=delta)
            if chunk.finish_reason:
                delta = {"stop_reason": _STOP_REASONS[chunk.finish_reason], "stop_sequence": None}
                spent = {"output_tokens": usage.output_tokens}
                yield _event("message_delta", delta=delta, usage=spent)
        yield _event("message_stop")

    def refusal(self, kind: FaultKind, message: str) -> Refusal:
        """Write an error; see `WireFormat.refusal`."""
        status, type_ = _REFUSALS[kind]
        error = {"type": type_, "message": _SENTENCES.get(kind, message)}
        return Refusal(status, {"type": "error", "error": error})

    def error_event(self, refusal: Refusal) -> bytes:
        """Write an error within a stream; see `WireFormat.error_event`."""
        return server_sent_event(refusal.body, event="error")


def _messages(turn: Json) -> list[Message]:
    content = turn["content"]
    if isinstance(content, str):
        return [Message(turn["role"], content)]
    results = [
        Message.tool(text_of(block["content"]), tool_call_id=block["tool_use_id"])
        for block in content
        if block["type"] == "tool_result"
    ]
    calls = tuple(
        ToolCall(block["id"], block["name"], json.dumps(block["input"]))
        for block in content
        if block["type"] == "tool_use"
    )
    text = text_of(content)
    images = tuple(_image(block["source"]) for block in content if block["type"] == "image")
    said = [Message(turn["role"], text, calls, images=images)] if text or calls or images else []
    return [*results, *said]


def _image(source: Json) -> Image:
    if source["type"] != "base64":
        raise ValueError(f"an image of the source {source['type']!r}; only base64 is served")
    return Image.from_base64(source["data"], source["media_type"])


def _message_head(model: str, usage: Usage) -> Json:
    return {
        "id": "msg_wire",
        "type": "message",
        "role": "assistant",
        "model": model,
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "usage": {"input_tokens": usage.input_tokens, "output_tokens": usage.output_tokens},
    }


def _event(name: str, **data: object) -> bytes:
    return server_sent_event({"type": name, **data}, event=name)


def _block(chunk: Chunk) -> Json:
    if not chunk.tool_calls:
        return {"type": "text", "text": ""}
    call = chunk.tool_calls[0]
    return {"type": "tool_use", "id": call.id, "name": call.name, "input": {}}


def _delta(chunk: Chunk) -> Json:
    if chunk.text:
        return {"type": "text_delta", "text": chunk.text}
    if chunk.tool_calls and chunk.tool_calls[0].arguments:
        return {"type": "input_json_delta", "partial_json": chunk.tool_calls[0].arguments}
    return {}
