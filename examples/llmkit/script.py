"""Scripted replies: what a simulated model, or a wire server in front of a real SDK, answers.

One `Script` drives both, so an example behaves the same in memory and over HTTP. A script is a
value and never changes; a `ScriptReader` keeps count of which replies were used.
"""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from llmkit.errors import ScriptExhaustedError
from llmkit.images import Image
from llmkit.messages import FinishReason, Message, ToolCall, Usage

FaultKind = Literal[
    "authentication",
    "connection_cut",
    "content_filter",
    "context_length",
    "invalid_request",
    "malformed",
    "model_not_found",
    "overloaded",
    "rate_limit",
    "server_error",
    "stall",
]
"""What can go wrong on the other side."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A failure to play instead of, or in the middle of, a reply."""

    kind: FaultKind
    """What goes wrong."""
    retry_after: float | None = None
    """Seconds to ask the caller to wait; only for `rate_limit`."""
    after_tokens: int = 0
    """In a stream, how many pieces of the reply come first; 0 fails before any."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One scripted reply: text, tool calls, a fault, or a mixture."""

    text: str = ""
    """What the model says."""
    tool_calls: tuple[ToolCall, ...] = ()
    """The tools it asks for."""
    fault: Fault | None = None
    """What goes wrong, if anything."""
    when: str | Callable[[Sequence[Message]], bool] | None = None
    """Which requests it answers: a text in the last user message, a predicate, or any."""
    times: int | None = 1
    """How often it may be used; None is for ever."""
    finish_reason: FinishReason | None = None
    """None stands for `tool_calls` if there are any, else `stop`."""
    usage: Usage | None = None
    """None stands for an estimate."""

    def answers(self, messages: Sequence[Message]) -> bool:
        """Return whether this reply is meant for a conversation."""
        if self.when is None:
            return True
        if isinstance(self.when, str):
            return self.when in last_user_text(messages)
        return self.when(messages)


@dataclass(frozen=True, slots=True)
class Script:
    """The replies of a simulated model.

    Each request takes the first reply, in order, that answers it and is not used up; when there
    is none, `otherwise` is asked. So replies without `when` simply come one after the other, and
    replies with `when` keep several conversations apart.
    """

    replies: tuple[Reply, ...] = ()
    """The replies, in order."""
    otherwise: Callable[[Sequence[Message]], Reply] | None = None
    """Makes a reply from the conversation when the list has none."""

    @classmethod
    def of(cls, *replies: Reply | str | ToolCall) -> "Script":
        """Return a script; a bare text or tool call stands for a reply with only that."""
        return cls(tuple(_as_reply(reply) for reply in replies))


class ScriptReader:
    """Hand out the replies of a script; safe to share between threads.

    Args:
        script: The script to read.
    """

    def __init__(self, script: Script) -> None:
        self._script = script
        self._used: Counter[int] = Counter()
        self._lock = threading.Lock()

    def next_reply(self, messages: Sequence[Message]) -> Reply:
        """Return the reply to a conversation and count it as used.

        Raises:
            ScriptExhaustedError: No reply is left that answers it.
        """
        with self._lock:
            for index, reply in enumerate(self._script.replies):
                unused = reply.times is None or self._used[index] < reply.times
                if unused and reply.answers(messages):
                    self._used[index] += 1
                    return reply
        if self._script.otherwise is not None:
            return self._script.otherwise(messages)
        raise ScriptExhaustedError("script", f"the last user message is {_shown(messages)}")


def last_user_text(messages: Sequence[Message]) -> str:
    """Return what the user said last, or an empty text."""
    spoken = (message.content for message in reversed(messages) if message.role == "user")
    return next(spoken, "")


def last_user_images(messages: Sequence[Message]) -> tuple[Image, ...]:
    """Return the images that the user sent last with words, or none."""
    shown = (message.images for message in reversed(messages) if message.role == "user")
    return next(shown, ())


def _as_reply(reply: Reply | str | ToolCall) -> Reply:
    if isinstance(reply, str):
        return Reply(reply)
    return Reply(tool_calls=(reply,)) if isinstance(reply, ToolCall) else reply


def _shown(messages: Sequence[Message]) -> str:
    text = last_user_text(messages)
    return repr(text if len(text) <= 60 else f"{text[:57]}...")
