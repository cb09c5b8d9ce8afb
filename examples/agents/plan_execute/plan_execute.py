"""Plan, execute, and plan again with what was learned; until the goal is reached or a limit is.

The split follows Wang et al., "Plan-and-Solve Prompting" (2023); plans whose steps refer to the
results of others and run side by side are those of Kim et al., "An LLM Compiler" (2023).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from llmkit.agents import AgentRuns, Answered, ModelFailed
from llmkit.semantic_attributes import GEN_AI_AGENT_NAME, OUTCOME
from llmkit.telemetry import Telemetry
from llmkit.tools import signature
from pydantic import JsonValue

from examples.agents.plan_execute import names
from examples.agents.plan_execute.plan import Plan, PlanRejectedError, Step
from examples.agents.plan_execute.plan_executor import PlanExecutor
from examples.agents.plan_execute.planner import AnswerCutError, ModelAnswerer, Planner
from examples.agents.plan_execute.progress import Outcome, Progress
from examples.agents.plan_execute.references import UnresolvedReferenceError
from examples.agents.plan_execute.stop_reasons import (
    FutilePlan,
    NoPlan,
    OutOfCycles,
    StopReason,
)
from examples.agents.plan_execute.tool_caller import call_of


@dataclass(frozen=True, slots=True)
class Limits:
    """What a run may take; both have a default, for both are reached one day."""

    cycles: int = 4
    """How many plans; the first is one of them."""
    seconds: float = 120.0
    """How long the run may take, model and tools together."""


@dataclass(frozen=True, slots=True)
class Cycle:
    """One plan and what came of it."""

    plan: Plan
    """The plan."""
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    """What came of each step; empty if the plan was not carried out."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A run that has ended, well or not."""

    stop: StopReason
    """Why it ended."""
    cycles: tuple[Cycle, ...]
    """Every plan in order, also when the run did not end well."""


class PlanExecuteAgent:
    """Reach goals by plans.

    Args:
        planner: Makes plans.
        executor: Carries them out.
        answerer: Puts the results into words.
        limits: When to stop; None stands for the defaults.
        telemetry: Where to report; None stands for the providers set for the whole process.
        name: What the agent is called in traces.
    """

    def __init__(  # noqa: PLR0913  # its parts, and what has a default
        self,
        planner: Planner,
        executor: PlanExecutor,
        answerer: ModelAnswerer,
        *,
        limits: Limits | None = None,
        telemetry: Telemetry | None = None,
        name: str = "plan_execute",
    ) -> None:
        self._planner = planner
        self._executor = executor
        self._answerer = answerer
        self._limits = limits or Limits()
        self._telemetry = telemetry or Telemetry("plan_execute")
        self._name = name
        self._runs = AgentRuns(name, telemetry=self._telemetry, seconds=self._limits.seconds)
        self._cycles = self._telemetry.meter.create_counter(
            names.PLAN_CYCLES, unit="{cycle}", description="Cycles of planning by outcome."
        )

    async def run(self, goal: str) -> Finished:
        """Work towards a goal and return what happened and why it ended.

        Args:
            goal: What is to be reached, in words for the planner.

        Raises:
            ConfigurationError: The set-up is wrong; that is no end of a run but a mistake of ours.
        """
        cycles: list[Cycle] = []
        stop = await self._runs.run(lambda: self._until_no_plan(goal, cycles))
        return Finished(stop, tuple(cycles))

    async def _until_no_plan(self, goal: str, cycles: list[Cycle]) -> StopReason:
        try:
            return await self._until_stopped(goal, cycles)
        except PlanRejectedError as error:
            return NoPlan(error.problems)
        except AnswerCutError as error:
            return ModelFailed(error)

    async def _until_stopped(self, goal: str, cycles: list[Cycle]) -> StopReason:
        progress = Progress()
        for number in range(1, self._limits.cycles + 1):
            with self._telemetry.operation("cycle", {names.CYCLE: number}) as span:
                plan = await self._make_plan(goal, progress)
                span.set_attribute(names.PLAN_STEPS, len(plan.steps))
                cycles.append(Cycle(plan))
                if step := futile_step(plan, progress):
                    self._count("futile")
                    return FutilePlan(step)
                with self._telemetry.operation("execute_plan"):
                    outcomes = await self._executor.run(plan, progress.done)
            cycles[-1] = Cycle(plan, outcomes)
            progress = progress.after(outcomes)
            self._count("step_failed" if progress.failures else "done")
            if plan.enough and not progress.failures:
                return await self._answer(goal, progress.done)
        return OutOfCycles(self._limits.cycles, tuple(progress.failures.values()))

    async def _make_plan(self, goal: str, progress: Progress) -> Plan:
        try:
            with self._telemetry.operation("plan"):
                return await self._planner.plan(goal, progress)
        except PlanRejectedError:
            self._count("rejected")
            raise

    async def _answer(self, goal: str, results: Mapping[str, JsonValue]) -> Answered:
        with self._telemetry.operation("answer"):
            return Answered(await self._answerer.answer(goal, results))

    def _count(self, outcome: str) -> None:
        self._cycles.add(1, {GEN_AI_AGENT_NAME: self._name, OUTCOME: outcome})


def futile_step(plan: Plan, progress: Progress) -> Step | None:
    """Return a step that asks for what has failed for good, if there is one.

    We see it only where the arguments are known before the plan runs. A step that comes to the
    same call through the result of another fails again, and the limit on cycles ends it.
    """
    for step in plan.steps:
        try:
            call = call_of(step, progress.done)
        except UnresolvedReferenceError:
            continue
        if signature(call) in progress.refused:
            return step
    return None
