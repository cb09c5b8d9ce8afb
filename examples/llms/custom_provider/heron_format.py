r"""The server's side of Heron, an API that we made up so that no SDK can do the work for us.

A conversation is a `dialogue`, tools are `skills`, and a stream is lines of a mark and some JSON:

    + "Sunny"                                        text
    ? {"at": 0, "ticket": "c1", "skill": "weather"}  a call of a skill begins
    & {"at": 0, "input": "{\"city\":"}                 the next piece of its input
    . {"ended": "done", "read": 12, "wrote": 3}      the end
    ! {"problem": "busy", "says": "later"}           an end of another kind
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from llmkit import ChatRequest, Chunk, FinishReason, Message, Role, Tool, ToolCall, Usage
from llmkit.planned_reply import PlannedReply
from llmkit.script import FaultKind
from llmkit.wire.wire_format import Json, ParsedRequest, Refusal, WireFormat

ENDINGS: Mapping[FinishReason, str] = MappingProxyType(
    {"content_filter": "withheld", "length": "full", "stop": "done", "tool_calls": "waiting"}
)
PROBLEMS: Mapping[FaultKind, tuple[int, str]] = MappingProxyType(
    {
        "authentication": (401, "unknown-key"),
        "content_filter": (400, "withheld"),
        "context_length": (400, "too-long"),
        "invalid_request": (400, "not-understood"),
        "model_not_found": (404, "no-such-engine"),
        "overloaded": (503, "busy"),
        "rate_limit": (429, "too-fast"),
        "server_error": (500, "broken"),
    }
)
_ROLES: Mapping[str, Role] = MappingProxyType(
    {"instructions": "system", "person": "user", "engine": "assistant", "skill": "tool"}
)


class HeronFormat(WireFormat):
    """What the wire server of llmkit needs to know of Heron."""

    provider = "heron"
    path = "/engines/{engine}/turns"
    base_path = ""
    stream_type = "text/x-heron"

    def parse(self, body: Json) -> ParsedRequest:
        """Read a request; see `WireFormat.parse`."""
        limits = body.get("limits", {})
        request = ChatRequest(
            messages=tuple(_message(turn) for turn in body["dialogue"]),
            tools=tuple(
                Tool(one["skill"], one["purpose"], one["input"]) for one in body.get("skills", ())
            ),
            temperature=limits.get("warmth"),
            max_output_tokens=limits.get("tokens"),
            stop=tuple(limits.get("until", ())),
        )
        return ParsedRequest(body["engine"], request, body["live"])

    def reply(self, model: str, reply: PlannedReply) -> Json:
        """Write a whole reply; see `WireFormat.reply`."""
        wants = [
            {"ticket": call.id, "skill": call.name, "input": call.arguments}
            for call in reply.tool_calls
        ]
        return {
            "engine": model,
            "says": reply.text,
            "wants": wants,
            **_end(reply.finish_reason, reply.usage),
        }

    def events(self, model: str, usage: Usage, chunks: Iterable[Chunk]) -> Iterator[bytes]:
        """Write a stream; see `WireFormat.events`."""
        for chunk in chunks:
            if chunk.text:
                yield line("+", chunk.text)
            for delta in chunk.tool_calls:
                if delta.name:
                    yield line("?", {"at": delta.index, "ticket": delta.id, "skill": delta.name})
                else:
                    yield line("&", {"at": delta.index, "input": delta.arguments})
            if chunk.finish_reason:
                yield line(".", {"engine": model, **_end(chunk.finish_reason, usage)})

    def refusal(self, kind: FaultKind, message: str) -> Refusal:
        """Write an error; see `WireFormat.refusal`."""
        status, problem = PROBLEMS[kind]
        return Refusal(status, {"problem": problem, "says": message})

    def error_event(self, refusal: Refusal) -> bytes:
        """Write an error within a stream; see `WireFormat.error_event`."""
        return line("!", refusal.body)


def line(mark: str, value: Any) -> bytes:
    """Return one line of a stream."""
    return f"{mark} {json.dumps(value)}\n".encode()


def _message(turn: Json) -> Message:
    calls = tuple(
        ToolCall(want["ticket"], want["skill"], want["input"]) for want in turn.get("wants", ())
    )
    return Message(_ROLES[turn["by"]], turn["says"], calls, turn.get("ticket"))


def _end(reason: FinishReason, usage: Usage) -> Json:
    return {"ended": ENDINGS[reason], "read": usage.input_tokens, "wrote": usage.output_tokens}
