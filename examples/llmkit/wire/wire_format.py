"""What the server needs to know of a format; one class for each provider fills it in."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from llmkit.chat_request import ChatRequest
from llmkit.messages import Chunk, Usage
from llmkit.planned_reply import PlannedReply
from llmkit.script import FaultKind

Json = dict[str, Any]
"""A JSON object, on its way in or out."""


@dataclass(frozen=True, slots=True)
class ParsedRequest:
    """What a request body asks for."""

    model: str
    """The model that was named."""
    request: ChatRequest
    """The conversation and the options, in the values of llmkit."""
    stream: bool
    """Whether the reply is to be streamed."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An HTTP error in the words of a provider."""

    status: int
    """The HTTP status."""
    body: Json
    """The body that goes with it."""


class WireFormat(Protocol):
    """One provider's way to put a conversation into HTTP."""

    provider: str
    """The provider whose format it is."""
    path: str
    """Where its SDK posts to."""
    base_path: str
    """What its SDK expects at the end of a base address."""
    stream_type: str
    """The content type of a stream."""

    def parse(self, body: Json) -> ParsedRequest:
        """Return what a request body asks for; KeyError, TypeError or ValueError if it cannot."""
        ...

    def reply(self, model: str, reply: PlannedReply) -> Json:
        """Return the body of a whole reply."""
        ...

    def events(self, model: str, usage: Usage, chunks: Iterable[Chunk]) -> Iterator[bytes]:
        """Yield the events of a streamed reply."""
        ...

    def refusal(self, kind: FaultKind, message: str) -> Refusal:
        """Return the error that stands for a fault."""
        ...

    def error_event(self, refusal: Refusal) -> bytes:
        """Return an error as an event within a stream."""
        ...


def server_sent_event(data: Json | str, *, event: str | None = None) -> bytes:
    """Return one server-sent event, with a name if it has one."""
    text = data if isinstance(data, str) else json.dumps(data)
    head = f"event: {event}\n" if event else ""
    return f"{head}data: {text}\n\n".encode()


def text_of(content: str | list[Mapping[str, Any]] | None) -> str:
    """Return the text of a content field, which is a string or a list of parts."""
    if isinstance(content, list):
        return "".join(part["text"] for part in content if part["type"] == "text")
    return content or ""
