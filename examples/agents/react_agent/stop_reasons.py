"""The ends that this way to work adds to those of `llmkit.agents`, and the union of all."""

from dataclasses import dataclass
from typing import ClassVar

from llmkit import FinishReason, ToolCall
from llmkit.agents import Answered, ModelFailed, OutOfTime


@dataclass(frozen=True, slots=True)
class OutOfSteps:
    """The agent still wanted to act in the last step that it had."""

    code: ClassVar[str] = "out_of_steps"
    limit: int
    """How many steps it had."""

    def __str__(self) -> str:
        return f"no answer after {self.limit} steps"


@dataclass(frozen=True, slots=True)
class OutOfTokens:
    """The run cost too much."""

    code: ClassVar[str] = "out_of_tokens"
    limit: int
    """How many tokens it had."""
    used: int
    """How many it took: the last reply is paid for before anybody can count it."""

    def __str__(self) -> str:
        return f"no answer after {self.used} tokens; the limit is {self.limit}"


@dataclass(frozen=True, slots=True)
class LoopDetected:
    """The agent asked for the same call again and again."""

    code: ClassVar[str] = "loop_detected"
    call: ToolCall
    """The last of them."""
    times: int
    """How often it was asked for."""

    def __str__(self) -> str:
        return f"{self.call.name} {self.call.arguments} was asked for {self.times} times"


@dataclass(frozen=True, slots=True)
class ReplyCut:
    """A reply ended before it was complete, so neither its text nor its calls can be trusted."""

    code: ClassVar[str] = "reply_cut"
    finish_reason: FinishReason
    """Why it was cut."""

    def __str__(self) -> str:
        return f"a reply was cut: {self.finish_reason}"


@dataclass(frozen=True, slots=True)
class EmptyReply:
    """The model said nothing and asked for nothing."""

    code: ClassVar[str] = "empty_reply"

    def __str__(self) -> str:
        return "the model said nothing and asked for nothing"


StopReason = (
    Answered
    | OutOfSteps
    | OutOfTime
    | OutOfTokens
    | LoopDetected
    | ReplyCut
    | EmptyReply
    | ModelFailed
)
"""Every way in which a run ends; mypy tells you when a `match` over it forgets one."""
