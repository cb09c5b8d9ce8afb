"""The ends that this way to work adds to those of `llmkit.agents`, and the union of all."""

from dataclasses import dataclass
from typing import ClassVar

from llmkit.agents import Answered, ModelFailed, OutOfTime

from examples.agents.plan_execute.plan import Step
from examples.agents.plan_execute.progress import Failed


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


StopReason = Answered | OutOfCycles | FutilePlan | NoPlan | OutOfTime | ModelFailed
"""Every way in which a run ends; mypy tells you when a `match` over it forgets one."""
