"""What may be kept at all. Whatever is refused here goes to the model as if there were no cache."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from llmkit.chat_request import ChatRequest
from llmkit.messages import Completion, Message

from examples.reliability.response_cache.personal_data import find_personal_data

Refusal = Literal[
    "tools",
    "not_text",
    "sampled",
    "personal_data",
    "truncated",
    "filtered",
    "empty",
]
"""Why something is not kept, as a word for metrics."""


@dataclass(frozen=True, slots=True)
class Admission:
    """The rules by which calls and replies are kept."""

    sampled: bool = False
    """Whether one sample may stand for all where the temperature is above 0, or left open."""
    personal_data: Callable[[str], str | None] = find_personal_data
    """Returns the kind of personal data in a text, or None."""

    def refuse_request(self, request: ChatRequest) -> Refusal | None:
        """Return why a call may not be answered from the cache, or None if it may."""
        if request.tools or any(
            each.role == "tool" or each.tool_calls for each in request.messages
        ):
            # A tool acts, or tells how things are now. Neither is said twice by saying it once.
            return "tools"
        if any(each != Message(each.role, each.content) for each in request.messages):
            # Nobody can look for a name or a number in whatever else a message holds.
            return "not_text"
        if not self.sampled and request.temperature != 0:
            # Absent means that the provider chooses, and providers choose 1.
            return "sampled"
        if any(self.personal_data(message.content) for message in request.messages):
            return "personal_data"
        return None

    def refuse_reply(self, reply: Completion) -> Refusal | None:
        """Return why a reply may not be kept, or None if it may."""
        if reply.message.tool_calls:
            return "tools"
        if reply.finish_reason == "length":
            return "truncated"
        if reply.finish_reason != "stop":
            return "filtered"
        if not reply.text.strip():
            return "empty"
        if self.personal_data(reply.text):
            return "personal_data"
        return None
