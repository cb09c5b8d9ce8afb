"""Say a request in Heron's words, and read what comes back: no sockets, so tests are easy."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from llmkit import (
    ChatRequest,
    Chunk,
    Completion,
    FinishReason,
    Message,
    Role,
    ToolCall,
    ToolCallDelta,
    Usage,
    VisionUnsupportedError,
)

SPEAKERS: Mapping[Role, str] = MappingProxyType(
    {"system": "instructions", "user": "person", "assistant": "engine", "tool": "skill"}
)
FINISH_REASONS: Mapping[str, FinishReason] = MappingProxyType(
    {"done": "stop", "full": "length", "waiting": "tool_calls", "withheld": "content_filter"}
)


class HeronProblemError(Exception):
    """Heron refused a request, or broke off a stream.

    Args:
        problem: Heron's word for it.
        says: Its sentence.
        status: The HTTP status; 500 within a stream, where there is none.
        retry_after: Seconds to wait, if it said so.
    """

    def __init__(
        self, problem: str, says: str, *, status: int = 500, retry_after: float | None = None
    ) -> None:
        super().__init__(f"{problem}: {says}")
        self.problem = problem
        self.says = says
        self.status = status
        self.retry_after = retry_after


def to_heron(request: ChatRequest, *, live: bool) -> dict[str, Any]:
    """Return the body of a request.

    Args:
        request: What to ask.
        live: Whether to ask for a stream.

    Raises:
        VisionUnsupportedError: There are images; Heron has no word for them.
    """
    if any(message.images for message in request.messages):
        advice = "it takes text alone; send a description instead"
        raise VisionUnsupportedError("heron.images", advice)
    body: dict[str, Any] = {
        "dialogue": [to_turn(message) for message in request.messages],
        "live": live,
    }
    if request.tools:
        body["skills"] = [
            {"skill": tool.name, "purpose": tool.description, "input": dict(tool.parameters)}
            for tool in request.tools
        ]
    limits = {
        "warmth": request.temperature,
        "tokens": request.max_output_tokens,
        "until": list(request.stop) or None,
    }
    # A temperature of 0 is a wish; only what is None was left open.
    if chosen := {name: value for name, value in limits.items() if value is not None}:
        body["limits"] = chosen
    return body


def to_turn(message: Message) -> dict[str, Any]:
    """Return one turn of a dialogue."""
    turn: dict[str, Any] = {"by": SPEAKERS[message.role], "says": message.content}
    if message.tool_call_id is not None:
        turn["ticket"] = message.tool_call_id
    if message.tool_calls:
        turn["wants"] = [
            {"ticket": call.id, "skill": call.name, "input": call.arguments}
            for call in message.tool_calls
        ]
    return turn


def to_completion(reply: Mapping[str, Any], provider: str) -> Completion:
    """Read a whole reply.

    Args:
        reply: Its body.
        provider: The name to give in the completion.

    Raises:
        KeyError: A field is missing.
    """
    calls = [ToolCall(want["ticket"], want["skill"], want["input"]) for want in reply["wants"]]
    message = Message.assistant(reply["says"], tool_calls=calls)
    reason = FINISH_REASONS.get(reply["ended"], "stop")
    return Completion(message, reason, usage_of(reply), reply["engine"], provider)


def to_chunk(line: str) -> Chunk:
    """Read one line of a stream.

    Raises:
        HeronProblemError: The line says that the stream is broken off.
        ValueError: It is not a line of Heron.
        KeyError: A field is missing.
    """
    mark, _, text = line.partition(" ")
    if mark not in MARKS:
        raise ValueError(f"no line of a stream begins with {mark[:20]!r}")
    value = json.loads(text)
    match mark:
        case "+":
            return Chunk(value)
        case "?":
            return Chunk(tool_calls=(ToolCallDelta(value["at"], value["ticket"], value["skill"]),))
        case "&":
            return Chunk(tool_calls=(ToolCallDelta(value["at"], arguments=value["input"]),))
        case ".":
            reason = FINISH_REASONS.get(value["ended"], "stop")
            return Chunk(finish_reason=reason, usage=usage_of(value))
    raise HeronProblemError(value["problem"], value["says"])


MARKS = ("+", "?", "&", ".", "!")


def usage_of(end: Mapping[str, int]) -> Usage:
    """Read what a reply cost."""
    return Usage(end["read"], end["wrote"])
