"""The server's side of Ollama's chat."""

import json
from collections.abc import Iterable, Iterator
from types import MappingProxyType

from llmkit.chat_request import ChatRequest
from llmkit.images import Image
from llmkit.messages import Chunk, Message, Tool, ToolCall, Usage
from llmkit.planned_reply import PlannedReply
from llmkit.reply_builder import ReplyBuilder
from llmkit.script import FaultKind
from llmkit.wire.wire_format import Json, ParsedRequest, Refusal, WireFormat

_REFUSALS = MappingProxyType(
    {
        "authentication": (401, "unauthorized"),
        # Ollama itself filters nothing, but a gateway in front of it may.
        "content_filter": (400, None),
        "context_length": (400, "the input length exceeds the context length"),
        "invalid_request": (400, None),
        "model_not_found": (404, "model not found, try pulling it first"),
        "overloaded": (503, "server busy, please try again"),
        "rate_limit": (429, "too many requests"),
        "server_error": (500, None),
    }
)


class OllamaFormat(WireFormat):
    """Chat, as `ollama` speaks it: JSON lines, and tool calls that come whole."""

    provider = "ollama"
    path = "/api/chat"
    base_path = ""
    stream_type = "application/x-ndjson"

    def parse(self, body: Json) -> ParsedRequest:
        """Read a request; see `WireFormat.parse`."""
        options = body.get("options") or {}
        functions = [tool["function"] for tool in body.get("tools") or ()]
        request = ChatRequest(
            messages=tuple(_message(message) for message in body["messages"]),
            tools=tuple(
                Tool(function["name"], function.get("description", ""), function["parameters"])
                for function in functions
            ),
            temperature=options.get("temperature"),
            max_output_tokens=options.get("num_predict"),
            stop=tuple(options.get("stop", ())),
        )
        # A request that says nothing is a streaming one.
        return ParsedRequest(body["model"], request, bool(body.get("stream", True)))

    def reply(self, model: str, reply: PlannedReply) -> Json:
        """Write a whole reply; see `WireFormat.reply`."""
        message: Json = {"role": "assistant", "content": reply.text}
        if reply.tool_calls:
            message["tool_calls"] = [_call(call) for call in reply.tool_calls]
        return {**_part(model, message), **_end(reply.finish_reason, reply.usage)}

    def events(self, model: str, usage: Usage, chunks: Iterable[Chunk]) -> Iterator[bytes]:
        """Write a stream: a line for each piece of text, then all tool calls, then the end."""
        # Ollama does not split tool calls, so their fragments are gathered first.
        gathered = ReplyBuilder()
        for chunk in chunks:
            gathered.add(chunk)
            if chunk.text:
                yield _line(_part(model, {"role": "assistant", "content": chunk.text}))
        reply = gathered.completion(provider=self.provider, model=model)
        for call in reply.message.tool_calls:
            message = {"role": "assistant", "content": "", "tool_calls": [_call(call)]}
            yield _line(_part(model, message))
        last = _part(model, {"role": "assistant", "content": ""})
        yield _line({**last, **_end(reply.finish_reason, usage)})

    def refusal(self, kind: FaultKind, message: str) -> Refusal:
        """Write an error; see `WireFormat.refusal`."""
        status, sentence = _REFUSALS[kind]
        return Refusal(status, {"error": sentence or message})

    def error_event(self, refusal: Refusal) -> bytes:
        """Write an error within a stream; see `WireFormat.error_event`."""
        return _line(refusal.body)


def _message(body: Json) -> Message:
    calls = tuple(
        ToolCall("", call["function"]["name"], json.dumps(call["function"]["arguments"]))
        for call in body.get("tool_calls") or ()
    )
    images = tuple(Image.from_base64(text) for text in body.get("images") or ())
    content = body.get("content") or ""
    return Message(body["role"], content, calls, body.get("tool_name"), images)


def _part(model: str, message: Json) -> Json:
    created = "2026-01-01T00:00:00Z"
    return {"model": model, "created_at": created, "message": message, "done": False}


def _end(finish_reason: str, usage: Usage) -> Json:
    return {
        "done": True,
        # Ollama knows no other reasons; a caller sees from the message that tools are asked for.
        "done_reason": "length" if finish_reason == "length" else "stop",
        "prompt_eval_count": usage.input_tokens,
        "eval_count": usage.output_tokens,
    }


def _call(call: ToolCall) -> Json:
    return {"function": {"name": call.name, "arguments": call.parsed()}}


def _line(data: Json) -> bytes:
    return json.dumps(data).encode() + b"\n"
