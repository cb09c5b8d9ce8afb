"""A server on this machine that speaks Converse: JSON for a reply, binary frames for a stream.

llmkit's wire server finds a format by its path; Bedrock writes the model's name into the path and
frames its events in a binary form, so it gets a server of its own over the same scripts.
"""

import json
import struct
import threading
import zlib
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType, TracebackType
from typing import Any, Self
from urllib.parse import unquote

from llmkit import ChatRequest, Chunk, FinishReason, Message, Script, Tool, ToolCall, Usage
from llmkit.images import Image
from llmkit.planned_reply import PlannedReply, plan_reply, reply_chunks
from llmkit.script import FaultKind, ScriptReader
from llmkit.wire import WireRequest

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
        "context_length": (400, "ValidationException", "prompt is too long"),
        "invalid_request": (400, "ValidationException", "not a valid request"),
        "model_not_found": (404, "ResourceNotFoundException", "no such model"),
        "overloaded": (503, "ServiceUnavailableException", "try again later"),
        "rate_limit": (429, "ThrottlingException", "too many requests"),
        "server_error": (500, "InternalServerException", "internal error"),
    }
)


class ConverseServer:
    """Serve a script as Bedrock for as long as the `with` block lasts.

    Args:
        script: What to reply. Of faults it plays refusals, a cut connection and a malformed reply.
    """

    def __init__(self, script: Script) -> None:
        self._http = _HttpServer(script)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    @property
    def requests(self) -> tuple[WireRequest, ...]:
        """Every request so far, in order."""
        return tuple(self._http.requests)

    @property
    def url(self) -> str:
        """The address of the server."""
        return f"http://127.0.0.1:{self._http.server_port}"

    def __enter__(self) -> Self:
        """Begin to serve in a thread."""
        self._thread.start()
        return self

    def __exit__(
        self,
        error_type: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop."""
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


class _HttpServer(ThreadingHTTPServer):
    def __init__(self, script: Script) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.reader = ScriptReader(script)
        self.requests: list[WireRequest] = []


class _Handler(BaseHTTPRequestHandler):
    server: _HttpServer

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base names it
        """Say nothing; the requests are recorded."""

    def do_POST(self) -> None:
        """Answer a call to a model."""
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        headers = {name.lower(): value for name, value in self.headers.items()}
        path = unquote(self.path)
        self.server.requests.append(WireRequest("bedrock", path, headers, body))
        request = read_request(body)
        planned = plan_reply(self.server.reader.next_reply(request.messages), request)
        streamed = path.endswith("/converse-stream")
        fault = planned.fault
        if fault and fault.kind == "connection_cut":
            return
        if fault and fault.kind == "malformed":
            self._send(200, "application/json", b"<html>not a model</html>")
        elif fault and not (streamed and fault.after_tokens):
            status, name, message = REFUSALS[fault.kind]
            self._send(status, "application/json", json.dumps({"message": message}).encode(), name)
        elif streamed:
            content = b"".join(event_frames(planned))
            self._send(200, "application/vnd.amazon.eventstream", content)
        else:
            self._send(200, "application/json", json.dumps(whole_reply(planned)).encode())

    def _send(self, status: int, kind: str, content: bytes, error: str = "") -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(content)))
        if error:
            self.send_header("x-amzn-errortype", error)
        self.end_headers()
        self.wfile.write(content)


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


def event_frames(reply: PlannedReply) -> Iterator[bytes]:
    """Write a stream, up to the place of its fault if it has one."""
    yield frame("messageStart", {"role": "assistant"})
    fault = reply.fault
    for sent, chunk in enumerate(reply_chunks(reply)):
        if fault and sent >= fault.after_tokens:
            name = REFUSALS[fault.kind][1]
            name = name[:1].lower() + name[1:]
            yield frame(name, {"message": REFUSALS[fault.kind][2]}, kind="exception")
            return
        yield from _frames_of(chunk, reply.usage)


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
