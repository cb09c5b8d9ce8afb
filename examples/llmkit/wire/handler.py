"""Answer HTTP requests from a script; the part of the wire server that touches sockets."""

import json
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote

from llmkit.errors import InvalidRequestError, ScriptExhaustedError
from llmkit.messages import Chunk
from llmkit.planned_reply import PlannedReply, plan_reply, reply_chunks
from llmkit.script import Fault, FaultKind, Script, ScriptReader
from llmkit.vision import check_images
from llmkit.wire.anthropic_format import AnthropicFormat
from llmkit.wire.ollama_format import OllamaFormat
from llmkit.wire.openai_format import OpenAIFormat
from llmkit.wire.wire_format import Json, WireFormat

STALL_SECONDS = 600.0
"""The longest silence; closing the server ends it."""


@dataclass(frozen=True, slots=True)
class WireRequest:
    """A request as it came over the wire, for assertions."""

    provider: str
    """The provider whose format it came in."""
    path: str
    """Where it was posted to."""
    headers: Mapping[str, str]
    """Its headers, with names in lower case."""
    body: Mapping[str, Any]
    """Its JSON body."""


class WireHttpServer(ThreadingHTTPServer):
    """What the handlers share; each connection has a handler in a thread of its own."""

    # Threads are joined when the server closes, so none outlives it.
    daemon_threads = False

    def __init__(
        self, script: Script, *, chunk_delay: float, port: int, formats: Sequence[WireFormat]
    ) -> None:
        super().__init__(("127.0.0.1", port), WireHandler)
        self.reader = ScriptReader(script)
        self.chunk_delay = chunk_delay
        self.closing = threading.Event()
        self.requests: list[WireRequest] = []
        known: tuple[WireFormat, ...] = (AnthropicFormat(), OllamaFormat(), OpenAIFormat())
        self.formats = {each.path: each for each in (*known, *formats)}

    def find(self, path: str) -> tuple[WireFormat | None, Mapping[str, str]]:
        """Return the format that is served at a path, and what the path itself says."""
        path = unquote(path.partition("?")[0])
        for template, wire_format in self.formats.items():
            if said := _pattern(template).fullmatch(path):
                return wire_format, said.groupdict()
        return None, {}


class _FaultReachedError(Exception):
    """The stream has come to the place where its fault is played."""


class WireHandler(BaseHTTPRequestHandler):
    """Answer one request, then close the connection."""

    protocol_version = "HTTP/1.1"
    server: WireHttpServer

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base names it
        """Say nothing; the requests are recorded."""

    def do_POST(self) -> None:
        """Answer a call to a model."""
        self.close_connection = True
        content = self.rfile.read(int(self.headers.get("content-length", 0)))
        wire_format, said = self.server.find(self.path)
        try:
            if wire_format is None:
                self._send_json(404, {"error": f"nothing is served at {self.path}"})
            else:
                self._answer(wire_format, json.loads(content), said)
        except ConnectionError:
            # The caller left, as callers do that cancel; there is nobody to answer any more.
            return

    def _answer(self, wire_format: WireFormat, body: Json, said: Mapping[str, str]) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.requests.append(WireRequest(wire_format.provider, self.path, headers, body))
        try:
            parsed = wire_format.parse({**body, **said})
            check_images(wire_format.provider, parsed.model, parsed.request.messages)
            reply = self.server.reader.next_reply(parsed.request.messages)
        except (InvalidRequestError, ScriptExhaustedError) as error:
            self._refuse(wire_format, "invalid_request", str(error))
            return
        except (KeyError, TypeError, ValueError) as error:
            self._refuse(wire_format, "invalid_request", f"not understood: {error!r}")
            return
        planned = plan_reply(
            reply, parsed.request, provider=wire_format.provider, model=parsed.model
        )
        if planned.fault and not (parsed.stream and planned.fault.after_tokens):
            self._fail(wire_format, planned.fault)
        elif parsed.stream:
            self._stream(wire_format, parsed.model, planned)
        else:
            self._send_json(200, wire_format.reply(parsed.model, planned))

    def _fail(self, wire_format: WireFormat, fault: Fault) -> None:
        match fault.kind:
            case "stall":
                self.server.closing.wait(STALL_SECONDS)
            case "connection_cut":
                return
            case "malformed":
                self._send(200, b"<html>not a model</html>")
            case _:
                self._refuse(wire_format, fault.kind, f"scripted {fault.kind}", fault.retry_after)

    def _stream(self, wire_format: WireFormat, model: str, planned: PlannedReply) -> None:
        self.send_response(200)
        self.send_header("content-type", wire_format.stream_type)
        self.send_header("transfer-encoding", "chunked")
        self.send_header("connection", "close")
        self.end_headers()
        try:
            for event in wire_format.events(model, planned.usage, _until_fault(planned)):
                self.server.closing.wait(self.server.chunk_delay)
                self._send_piece(event)
        except _FaultReachedError:
            if planned.fault and not self._fail_midway(wire_format, planned.fault):
                return
        self._send_piece(b"")

    def _fail_midway(self, wire_format: WireFormat, fault: Fault) -> bool:
        """Play a fault within a stream; return whether the stream then ends as it should."""
        match fault.kind:
            case "stall":
                return self.server.closing.wait(STALL_SECONDS)
            case "connection_cut":
                return False
            case "malformed":
                head = b"" if wire_format.provider == "ollama" else b"event: message_start\ndata: "
                self._send_piece(head + b'{"torn\n\n')
            case _:
                refusal = wire_format.refusal(fault.kind, f"scripted {fault.kind}")
                self._send_piece(wire_format.error_event(refusal))
        return True

    def _refuse(
        self,
        wire_format: WireFormat,
        kind: FaultKind,
        message: str,
        retry_after: float | None = None,
    ) -> None:
        refusal = wire_format.refusal(kind, message)
        self._send_json(refusal.status, refusal.body, retry_after)

    def _send_json(self, status: int, body: Json, retry_after: float | None = None) -> None:
        self._send(status, json.dumps(body).encode(), retry_after)

    def _send(self, status: int, content: bytes, retry_after: float | None = None) -> None:
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        self.send_header("connection", "close")
        if retry_after is not None:
            self.send_header("retry-after", f"{retry_after:g}")
        self.end_headers()
        self.wfile.write(content)

    def _send_piece(self, content: bytes) -> None:
        """Send a piece in chunked encoding, so that a cut can be told from an end."""
        self.wfile.write(f"{len(content):x}\r\n".encode() + content + b"\r\n")


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(template)))


def _until_fault(planned: PlannedReply) -> Iterator[Chunk]:
    for sent, chunk in enumerate(reply_chunks(planned)):
        if planned.fault and sent >= planned.fault.after_tokens:
            break
        yield chunk
    if planned.fault:
        raise _FaultReachedError
