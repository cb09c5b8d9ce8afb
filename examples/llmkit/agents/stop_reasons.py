"""Why a run ended, as types: a caller decides by the type and never by reading a sentence.

These are the ends that any agent can come to. One with limits of its own adds its own types beside
them, and makes a union of all, so that a type checker tells when a `match` forgets one.
"""

from dataclasses import dataclass
from typing import ClassVar, Protocol

from llmkit.errors import LLMKitError


class StopReason(Protocol):
    """Why a run ended; `str` of it is a sentence for a person, or the answer."""

    code: ClassVar[str]
    """A stable word for logs and metrics."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The agent gave an answer; the only good end."""

    code: ClassVar[str] = "answered"
    answer: str
    """What it said."""

    def __str__(self) -> str:
        return self.answer


@dataclass(frozen=True, slots=True)
class OutOfTime:
    """The run took too long."""

    code: ClassVar[str] = "out_of_time"
    limit: float
    """How many seconds it had."""

    def __str__(self) -> str:
        return f"no answer after {self.limit:g} s"


@dataclass(frozen=True, slots=True)
class ModelFailed:
    """A call to the model failed, or what it said is of no use; what was done before is kept."""

    code: ClassVar[str] = "model_failed"
    error: LLMKitError
    """What went wrong."""

    def __str__(self) -> str:
        return str(self.error)
