"""What a reply says, whichever format it came in."""

from dataclasses import dataclass

from llmkit import FinishReason, ToolCall


@dataclass(frozen=True, slots=True)
class ParsedReply:
    """A reply, read."""

    text: str
    """What the model says; often empty when it calls functions."""
    calls: tuple[ToolCall, ...]
    """The calls it asks for, with their arguments as JSON text."""
    finish_reason: FinishReason
    """Why it ended."""
