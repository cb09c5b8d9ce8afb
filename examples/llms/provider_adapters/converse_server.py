"""A server on this machine that speaks Converse: JSON for a reply, binary frames for a stream.

The sockets are those of llmkit's wire server, which is handed two formats: Bedrock has one address
for whole replies and another one for streams, and frames the events of a stream in a binary form.
"""

import json
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from llmkit import ChatRequest, Chunk, FinishReason, Message, Script, Tool, ToolCall, Usage
from llmkit.images import Image
from llmkit.planned_reply import PlannedReply
from llmkit.script import FaultKind
from llmkit.wire import WireServer
from llmkit.wire.wire_format import Json, ParsedRequest, Refusal, WireFormat

STOP_REASONS: Mapping[FinishReason, str] = MappingProxyType(
    {
        "content_filter": "content_filtered",
        "length": "max_tokens",
        "stop": "end_turn",
        "tool_calls": "tool_use",
    }
)
REFUSALS: Mapping[FaultKind, tuple[int, str, str]] = MappingProxyType(
    {
        "authentication": (403, "AccessDeniedException", "no access to this model"),
        "content_filter": (400, "ValidationException", "blocked by content filtering policy"),
        "context_length": (400, "ValidationException", "Input is too long for requested model."),
        "invalid_request": (400, "ValidationException", "not a valid request"),
        "model_not_found": (404, "ResourceNotFoundException", "no such model"),
        "overloaded": (503, "ServiceUnavailableException", "try again later"),
        "rate_limit": (429, "ThrottlingException", "too many requests"),
        "server_error": (500, "InternalServerException", "internal error"),
    }
)


class ConverseFormat(WireFormat):
    """Whole replies of Bedrock; the path names the model, and not the body."""

    provider = "bedrock"
    path = "/model/{model}/converse"
    base_path = ""
    stream_type = "application/vnd.amazon.eventstream"
    streamed = False

    def parse(self, body: Json) -> ParsedRequest:
        """Read a request; see `WireFormat.parse`."""
        return ParsedRequest(body["model"], read_request(body), self.streamed)

    def reply(self, model: str, reply: PlannedReply) -> Json:  # noqa: ARG002  # the path has it
        """Write a whole reply, which does not name the model; see `WireFormat.reply`."""
        return whole_reply(reply)

    def events(
        self,
        model: str,  # noqa: ARG002  # the path has it
        usage: Usage,
        chunks: Iterable[Chunk],
    ) -> Iterator[bytes]:
        """Write a stream; see `WireFormat.events`."""
        return event_frames(chunks, usage)

    def refusal(self, kind: FaultKind, message: str) -> Refusal:
        """Write an error; see `WireFormat.refusal`."""
        status, name, sentence = REFUSALS[kind]
        return Refusal(status, {"__type": name, "message": sentence or message})

    def error_event(self, refusal: Refusal) -> bytes:
        """Write an error within a stream, whose name begins with a small letter there."""
        name = refusal.body["__type"]
        payload = {"message": refusal.body["message"]}
        return frame(name[:1].lower() + name[1:], payload, kind="exception")


class ConverseStreamFormat(ConverseFormat):
    """Streams of Bedrock, which have a path of their own."""

    path = "/model/{model}/converse-stream"
    streamed = True


class ConverseServer(WireServer):
    """Serve a script as Bedrock for as long as the `with` block lasts.

    Args:
        script: What to reply.
        chunk_delay: Seconds before each event of a stream.
    """

    def __init__(self, script: Script, *, chunk_delay: float = 0.0) -> None:
        formats = (ConverseFormat(), ConverseStreamFormat())
        super().__init__(script, chunk_delay=chunk_delay, formats=formats)


def read_request(body: Mapping[str, Any]) -> ChatRequest:
    """Read a request into the values of llmkit."""
    limits = body.get("inferenceConfig", {})
    system = [Message.system(part["text"]) for part in body.get("system", ())]
    turns = [message for turn in body["messages"] for message in _messages(turn)]
    specifications = [tool["toolSpec"] for tool in body.get("toolConfig", {}).get("tools", ())]
    return ChatRequest(
        messages=(*system, *turns),
        tools=tuple(
            Tool(one["name"], one.get("description", ""), one["inputSchema"]["json"])
            for one in specifications
        ),
        temperature=limits.get("temperature"),
        max_output_tokens=limits.get("maxTokens"),
        stop=tuple(limits.get("stopSequences", ())),
    )


def _messages(turn: Mapping[str, Any]) -> Iterator[Message]:
    parts = turn["content"]
    for part in parts:
        if result := part.get("toolResult"):
            text = "".join(one["text"] for one in result["content"])
            yield Message.tool(text, tool_call_id=result["toolUseId"])
    text = "".join(part.get("text", "") for part in parts)
    calls = [
        ToolCall(use["toolUseId"], use["name"], json.dumps(use["input"]))
        for part in parts
        if (use := part.get("toolUse"))
    ]
    images = [_image(part["image"]) for part in parts if "image" in part]
    if turn["role"] == "assistant":
        yield Message.assistant(text, tool_calls=calls)
    elif text or images:
        yield Message.user(text, images=images)


def _image(part: Mapping[str, Any]) -> Image:
    return Image.from_base64(part["source"]["bytes"], f"image/{part['format']}")


def whole_reply(reply: PlannedReply) -> dict[str, Any]:
    """Write a whole reply."""
    text = [{"text": reply.text}] if reply.text else []
    calls = [
        {"toolUse": {"toolUseId": call.id, "name": call.name, "input": call.parsed()}}
        for call in reply.tool_calls
    ]
    return {
        "output": {"message": {"role": "assistant", "content": [*text, *calls]}},
        "stopReason": STOP_REASONS[reply.finish_reason],
        "usage": _usage(reply.usage),
        "metrics": {"latencyMs": 1},
    }


def event_frames(chunks: Iterable[Chunk], usage: Usage) -> Iterator[bytes]:
    """Write a stream."""
    yield frame("messageStart", {"role": "assistant"})
    for chunk in chunks:
        yield from _frames_of(chunk, usage)


def _frames_of(chunk: Chunk, usage: Usage) -> Iterator[bytes]:
    if chunk.text:
        yield frame("contentBlockDelta", {"contentBlockIndex": 0, "delta": {"text": chunk.text}})
    for delta in chunk.tool_calls:
        # The text is block 0, so the calls begin at 1.
        index = delta.index + 1
        if delta.id:
            use = {"toolUseId": delta.id, "name": delta.name}
            yield frame(
                "contentBlockStart", {"contentBlockIndex": index, "start": {"toolUse": use}}
            )
        else:
            part = {"toolUse": {"input": delta.arguments}}
            yield frame("contentBlockDelta", {"contentBlockIndex": index, "delta": part})
    if chunk.finish_reason:
        yield frame("messageStop", {"stopReason": STOP_REASONS[chunk.finish_reason]})
        yield frame("metadata", {"usage": _usage(usage), "metrics": {"latencyMs": 1}})


def frame(name: str, payload: Mapping[str, Any], *, kind: str = "event") -> bytes:
    """Return one event in the binary form of AWS event streams.

    Four bytes each of total length, length of headers and their checksum; headers; payload; a
    checksum of all that. The form is described in AWS's documentation of event streams.

    Args:
        name: The name of the event.
        payload: Its content.
        kind: `event`, or `exception` for an error.
    """
    headers = {
        ":message-type": kind,
        f":{kind}-type": name,
        ":content-type": "application/json",
    }
    head = b"".join(
        struct.pack(">B", len(key)) + key.encode() + b"\x07" + struct.pack(">H", len(value))
        + value.encode()
        for key, value in headers.items()
    )  # fmt: skip
    content = json.dumps(payload).encode()
    prelude = struct.pack(">II", 16 + len(head) + len(content), len(head))
    message = prelude + struct.pack(">I", zlib.crc32(prelude)) + head + content
    return message + struct.pack(">I", zlib.crc32(message))


def _usage(usage: Usage) -> dict[str, int]:
    return {
        "inputTokens": usage.input_tokens,
        "outputTokens": usage.output_tokens,
        "totalTokens": usage.total_tokens,
    }
