"""The base of every agent: it decides what to do next, and does nothing itself."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field

from llmkit import FinishReason, Message, ToolCall, Usage


@dataclass(frozen=True, slots=True)
class Decision:
    """What an agent wants to do next: call tools, or answer."""

    message: Message
    """The turn to append to the conversation: thoughts as text, actions as tool calls."""
    finish_reason: FinishReason = "stop"
    """Why the turn ended; one that was cut cannot be trusted."""
    usage: Usage = field(default_factory=Usage)
    """What the decision cost."""

    @property
    def text(self) -> str:
        """The thought, or the answer if there are no calls."""
        return self.message.content

    @property
    def calls(self) -> tuple[ToolCall, ...]:
        """The tools to call now; none means that the text is the answer."""
        return self.message.tool_calls


class Agent(ABC):
    """Decide the next step from the conversation so far.

    An agent keeps nothing between two decisions: all it knows is in the conversation. So one
    agent serves many runs at the same time, and a run can be taken up from its conversation.
    """

    name: str
    """What it is called in traces."""

    @abstractmethod
    def opening(self, task: str) -> list[Message]:
        """Return the turns with which work on a task begins."""

    @abstractmethod
    async def decide(self, conversation: Sequence[Message]) -> Decision:
        """Return what to do next.

        Args:
            conversation: All turns so far, oldest first.

        Raises:
            ProviderError: The agent asks a model, and the call failed.
        """
