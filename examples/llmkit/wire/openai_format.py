"""The server's side of OpenAI's chat completions."""

from collections.abc import Iterable, Iterator
from types import MappingProxyType

from llmkit.chat_request import ChatRequest
from llmkit.images import Image
from llmkit.messages import Chunk, Message, Role, Tool, ToolCall, ToolCallDelta, Usage
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
        "authentication": (401, "invalid_request_error", "invalid_api_key"),
        "content_filter": (400, "invalid_request_error", "content_filter"),
        "context_length": (400, "invalid_request_error", "context_length_exceeded"),
        "invalid_request": (400, "invalid_request_error", None),
        "model_not_found": (404, "invalid_request_error", "model_not_found"),
        "overloaded": (503, "server_error", None),
        "rate_limit": (429, "requests", "rate_limit_exceeded"),
        "server_error": (500, "server_error", None),
    }
)


class OpenAIFormat(WireFormat):
    """Chat completions, as `openai` and every compatible client speak them."""

    provider = "openai"
    path = "/v1/chat/completions"
    base_path = "/v1"
    stream_type = "text/event-stream"

    def parse(self, body: Json) -> ParsedRequest:
        """Read a request; see `WireFormat.parse`."""
        stop = body.get("stop") or ()
        request = ChatRequest(
            messages=tuple(_message(message) for message in body["messages"]),
            tools=tuple(_tool(tool["function"]) for tool in body.get("tools", ())),
            temperature=body.get("temperature"),
            max_output_tokens=body.get("max_completion_tokens", body.get("max_tokens")),
            stop=(stop,) if isinstance(stop, str) else tuple(stop),
        )
        return ParsedRequest(body["model"], request, bool(body.get("stream")))

    def reply(self, model: str, reply: PlannedReply) -> Json:
        """Write a whole reply; see `WireFormat.reply`."""
        message: Json = {"role": "assistant", "content": reply.text or None}
        if reply.tool_calls:
            message["tool_calls"] = [
                _call(call.id, call.name, call.arguments) for call in reply.tool_calls
            ]
        choice = {"index": 0, "message": message, "finish_reason": reply.finish_reason}
        return {
            **_envelope(model, "chat.completion"),
            "choices": [choice],
            "usage": _usage(reply.usage),
        }

    def events(self, model: str, usage: Usage, chunks: Iterable[Chunk]) -> Iterator[bytes]:
        """Write a stream: role, pieces, finish reason, usage, end mark."""
        yield _event(model, {"role": "assistant", "content": ""})
        for chunk in chunks:
            yield _event(model, _delta(chunk), chunk.finish_reason)
        envelope = _envelope(model, "chat.completion.chunk")
        yield server_sent_event({**envelope, "choices": [], "usage": _usage(usage)})
        yield server_sent_event("[DONE]")

    def refusal(self, kind: FaultKind, message: str) -> Refusal:
        """Write an error; see `WireFormat.refusal`."""
        status, type_, code = _REFUSALS[kind]
        return Refusal(status, {"error": {"message": message, "type": type_, "code": code}})

    def error_event(self, refusal: Refusal) -> bytes:
        """Write an error within a stream; see `WireFormat.error_event`."""
        return server_sent_event(refusal.body)


def _message(body: Json) -> Message:
    role: Role = "system" if body["role"] == "developer" else body["role"]
    calls = tuple(
        ToolCall(call["id"], call["function"]["name"], call["function"]["arguments"])
        for call in body.get("tool_calls") or ()
    )
    content = body.get("content")
    parts = content if isinstance(content, list) else []
    images = tuple(
        Image.from_data_url(part["image_url"]["url"])
        for part in parts
        if part["type"] == "image_url"
    )
    return Message(role, text_of(content), calls, body.get("tool_call_id"), images)


def _tool(body: Json) -> Tool:
    return Tool(body["name"], body.get("description", ""), body.get("parameters", {}))


def _envelope(model: str, kind: str) -> Json:
    return {"id": "chatcmpl-wire", "object": kind, "created": 0, "model": model}


def _event(model: str, delta: Json, finish_reason: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish_reason}
    return server_sent_event({**_envelope(model, "chat.completion.chunk"), "choices": [choice]})


def _delta(chunk: Chunk) -> Json:
    delta: Json = {"content": chunk.text} if chunk.text else {}
    if chunk.tool_calls:
        delta["tool_calls"] = [_call_delta(call) for call in chunk.tool_calls]
    return delta


def _call_delta(delta: ToolCallDelta) -> Json:
    if delta.name:
        return {"index": delta.index, **_call(delta.id, delta.name, delta.arguments)}
    return {"index": delta.index, "function": {"arguments": delta.arguments}}


def _call(id_: str, name: str, arguments: str) -> Json:
    return {"id": id_, "type": "function", "function": {"name": name, "arguments": arguments}}


def _usage(usage: Usage) -> Json:
    return {
        "prompt_tokens": usage.input_tokens,
        "completion_tokens": usage.output_tokens,
        "total_tokens": usage.total_tokens,
    }
