"""The values of a conversation: what is sent to a model and what comes back, for every provider."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from llmkit.errors import InvalidToolArgumentsError
from llmkit.images import Image

Role = Literal["system", "user", "assistant", "tool"]
"""Who speaks. A `tool` message carries the result of a tool call back to the model."""

FinishReason = Literal["stop", "length", "tool_calls", "content_filter"]
"""Why the model stopped: done, out of tokens, waiting for tools, or cut by a filter."""


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A model's wish to call a tool."""

    id: str
    """Ties the result to the call."""
    name: str
    """The tool to call."""
    arguments: str = "{}"
    """JSON text as the model wrote it; it may be invalid, so read it with `parsed`."""

    def parsed(self) -> dict[str, Any]:
        """Return the arguments as a dictionary.

        Raises:
            InvalidToolArgumentsError: The text is not JSON, or not an object.
        """
        try:
            value = json.loads(self.arguments or "{}")
        except json.JSONDecodeError as error:
            raise InvalidToolArgumentsError(self.name, self.arguments, str(error)) from error
        if not isinstance(value, dict):
            kind = type(value).__name__
            raise InvalidToolArgumentsError(self.name, self.arguments, f"it is a {kind}")
        return value


@dataclass(frozen=True, slots=True)
class ToolCallDelta:
    """A fragment of a tool call in a stream; fragments of one call share an index."""

    index: int
    """Which tool call of the reply this belongs to, from 0."""
    id: str = ""
    """The whole id, in the first fragment."""
    name: str = ""
    """The whole name, in the first fragment."""
    arguments: str = ""
    """A piece of the JSON text; join the pieces before parsing."""


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a conversation."""

    role: Role
    """Who speaks."""
    content: str = ""
    """What is said; empty when an assistant only calls tools."""
    tool_calls: tuple[ToolCall, ...] = ()
    """The tools an assistant wants to be called."""
    tool_call_id: str | None = None
    """In a `tool` message: the call this is the result of."""
    images: tuple[Image, ...] = ()
    """In a `user` message: what to look at; they are sent before the text."""

    @classmethod
    def system(cls, content: str) -> "Message":
        """Return an instruction that holds for the whole conversation."""
        return cls("system", content)

    @classmethod
    def user(cls, content: str, *, images: Sequence[Image] = ()) -> "Message":
        """Return what the user says, and the images that go with it."""
        return cls("user", content, images=tuple(images))

    @classmethod
    def assistant(cls, content: str = "", *, tool_calls: Sequence[ToolCall] = ()) -> "Message":
        """Return what the model said, or which tools it asked for."""
        return cls("assistant", content, tuple(tool_calls))

    @classmethod
    def tool(cls, content: str, *, tool_call_id: str) -> "Message":
        """Return the result of the tool call with this id."""
        return cls("tool", content, tool_call_id=tool_call_id)


@dataclass(frozen=True, slots=True)
class Tool:
    """A function that a model may ask for."""

    name: str
    """The name the model calls it by."""
    description: str
    """When to use it; the model decides by this text."""
    parameters: Mapping[str, Any] = field(
        default_factory=lambda: {"type": "object", "properties": {}}
    )
    """The JSON Schema of its arguments."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens counted by the provider (or estimated, by the simulated one)."""

    input_tokens: int = 0
    """Tokens of the conversation that was sent."""
    output_tokens: int = 0
    """Tokens of the reply."""

    @property
    def total_tokens(self) -> int:
        """Input and output together."""
        return self.input_tokens + self.output_tokens

    def __add__(self, other: "Usage") -> "Usage":
        """Return the sum, as for the cost of several calls."""
        return Usage(
            self.input_tokens + other.input_tokens, self.output_tokens + other.output_tokens
        )


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a streamed reply; any of the fields may be empty."""

    text: str = ""
    """The next piece of text."""
    tool_calls: tuple[ToolCallDelta, ...] = ()
    """The next fragments of tool calls."""
    finish_reason: FinishReason | None = None
    """Set once, when the model has stopped."""
    usage: Usage | None = None
    """Set once, at the end."""


@dataclass(frozen=True, slots=True)
class Completion:
    """A whole reply."""

    message: Message
    """What the model said, ready to be appended to the conversation."""
    finish_reason: FinishReason
    """Why it stopped."""
    usage: Usage
    """What it cost."""
    model: str
    """The model that answered, as the provider names it."""
    provider: str
    """The provider that answered."""

    @property
    def text(self) -> str:
        """The text of the message."""
        return self.message.content
