"""Why a run ended, as types: a caller decides by the type and never by reading a sentence."""

from dataclasses import dataclass
from typing import ClassVar

from llmkit import LLMKitError

from examples.agents.plan_execute.plan import Step
from examples.agents.plan_execute.progress import Failed


@dataclass(frozen=True, slots=True)
class Answered:
    """The goal was reached; the only good end."""

    code: ClassVar[str] = "answered"
    answer: str
    """The answer."""

    def __str__(self) -> str:
        return self.answer


@dataclass(frozen=True, slots=True)
class OutOfCycles:
    """Every plan that was allowed was carried out, and the goal was not reached."""

    code: ClassVar[str] = "out_of_cycles"
    limit: int
    """How many cycles there were."""
    failures: tuple[Failed, ...]
    """What went wrong in the last of them."""

    def __str__(self) -> str:
        reasons = "; ".join(failed.sentence for failed in self.failures)
        return f"no answer after {self.limit} plans" + (f": {reasons}" if reasons else "")


@dataclass(frozen=True, slots=True)
class FutilePlan:
    """A new plan asks for a call that has failed for good."""

    code: ClassVar[str] = "futile_plan"
    step: Step
    """The step that repeats it."""

    def __str__(self) -> str:
        return f"the step {self.step.id} repeats a call that failed"


@dataclass(frozen=True, slots=True)
class NoPlan:
    """The planner came up with nothing that can be carried out."""

    code: ClassVar[str] = "no_plan"
    problems: tuple[str, ...]
    """What was wrong with its last plan."""

    def __str__(self) -> str:
        return f"no plan that can be carried out: {'; '.join(self.problems)}"


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
    """A call to the model failed, or its answer was cut; what was done is kept."""

    code: ClassVar[str] = "model_failed"
    error: LLMKitError
    """What went wrong."""

    def __str__(self) -> str:
        return str(self.error)


StopReason = Answered | OutOfCycles | FutilePlan | NoPlan | OutOfTime | ModelFailed
"""Every way in which a run ends; mypy tells you when a `match` over it forgets one."""
