"""Why a run ended, as types: a caller decides by the type and never by reading a sentence."""

from dataclasses import dataclass
from typing import ClassVar

from llmkit import FinishReason, ProviderError, ToolCall


@dataclass(frozen=True, slots=True)
class Answered:
    """The agent gave an answer; the only good end."""

    code: ClassVar[str] = "answered"
    answer: str
    """What it said."""

    def __str__(self) -> str:
        return self.answer


@dataclass(frozen=True, slots=True)
class OutOfSteps:
    """The agent still wanted to act in the last step that it had."""

    code: ClassVar[str] = "out_of_steps"
    limit: int
    """How many steps it had."""

    def __str__(self) -> str:
        return f"no answer after {self.limit} steps"


@dataclass(frozen=True, slots=True)
class OutOfTime:
    """The run took too long."""

    code: ClassVar[str] = "out_of_time"
    limit: float
    """How many seconds it had."""

    def __str__(self) -> str:
        return f"no answer after {self.limit:g} s"


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


@dataclass(frozen=True, slots=True)
class ModelFailed:
    """A call to the model failed; the steps before it are kept."""

    code: ClassVar[str] = "model_failed"
    error: ProviderError
    """What went wrong."""

    def __str__(self) -> str:
        return str(self.error)


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
