"""Run an agent: reason, act, observe, until it answers or a limit is reached."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from llmkit import Message, ToolCall, Usage
from llmkit.agents import AgentRuns, Answered
from llmkit.telemetry import Telemetry
from llmkit.tools import ToolResult, ToolRunner, Toolset

from examples.agents.react_agent.agent import Agent, Decision
from examples.agents.react_agent.loop_guard import LoopGuard
from examples.agents.react_agent.stop_reasons import (
    EmptyReply,
    LoopDetected,
    OutOfSteps,
    OutOfTokens,
    ReplyCut,
    StopReason,
)

STEP_NUMBER = "llmkit.react_agent.step"
"""On the span of a step: its number, from 1."""

ASKED_BEFORE = "you made this call before and its result is above; do something else"
"""What the model is told when it repeats a call that was answered."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a run may take; every one has a default, for each is reached one day."""

    steps: int = 10
    """How many decisions; the last can be an answer only."""
    seconds: float = 120.0
    """How long the run may take, model and tools together."""
    tokens: int = 50_000
    """How many tokens, input and output together; counted after each reply."""
    same_call: int = 2
    """How often the same call may be asked for."""
    tool_seconds: float = 10.0
    """How long each tool call may take."""
    tools_at_once: int = 8
    """How many tool calls run at the same time."""


@dataclass(frozen=True, slots=True)
class Step:
    """One turn of the loop."""

    decision: Decision
    """What the agent thought and asked for."""
    observations: tuple[ToolResult, ...] = ()
    """What came of it; empty if the run ended here."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A run that has ended, well or not."""

    stop: StopReason
    """Why it ended."""
    steps: tuple[Step, ...]
    """All that happened, also when it did not end well."""
    conversation: tuple[Message, ...]
    """All turns, with which the next task can be begun."""

    @property
    def usage(self) -> Usage:
        """The tokens of all steps together."""
        return _sum(step.decision.usage for step in self.steps)


class _Trail:
    """What a run has left behind so far."""

    def __init__(self, opening: list[Message], guard: LoopGuard) -> None:
        self.conversation = opening
        self.guard = guard
        self.steps: list[Step] = []

    @property
    def tokens(self) -> int:
        return _sum(step.decision.usage for step in self.steps).total_tokens

    def add(self, decision: Decision) -> None:
        self.steps.append(Step(decision))
        self.conversation.append(decision.message)

    def observe(self, observations: Iterable[ToolResult]) -> None:
        seen = tuple(observations)
        self.steps[-1] = replace(self.steps[-1], observations=seen)
        for observation in seen:
            self.guard.note(observation)
            self.conversation.append(observation.message())


class AgentExecutor:
    """Run any agent within limits.

    Args:
        agent: Decides each step.
        toolset: The tools that its decisions may name.
        limits: When to stop; None stands for the defaults.
        telemetry: Where to report; None stands for the providers set for the whole process.
    """

    def __init__(
        self,
        agent: Agent,
        toolset: Toolset,
        *,
        limits: Limits | None = None,
        telemetry: Telemetry | None = None,
    ) -> None:
        self._agent = agent
        self._toolset = toolset
        self._limits = limits or Limits()
        self._telemetry = telemetry or Telemetry("react_agent")
        self._runner = ToolRunner(
            toolset,
            telemetry=self._telemetry,
            seconds=self._limits.tool_seconds,
            at_once=self._limits.tools_at_once,
        )
        self._runs = AgentRuns(agent.name, telemetry=self._telemetry, seconds=self._limits.seconds)

    async def run(self, task: str) -> Finished:
        """Work on a task and return what happened and why it ended.

        Args:
            task: What to do, in words for the agent.

        Raises:
            ConfigurationError: The set-up is wrong; that is no end of a run but a mistake of ours.
        """
        guard = LoopGuard(self._toolset, limit=self._limits.same_call)
        trail = _Trail(self._agent.opening(task), guard)
        stop = await self._runs.run(lambda: self._until_stopped(trail))
        return Finished(stop, tuple(trail.steps), tuple(trail.conversation))

    async def _until_stopped(self, trail: _Trail) -> StopReason:
        while (stop := await self._step(trail)) is None:
            pass
        return stop

    async def _step(self, trail: _Trail) -> StopReason | None:
        """Reason, act, observe; return a reason to stop if there is one."""
        with self._telemetry.operation("step", {STEP_NUMBER: len(trail.steps) + 1}):
            decision = await self._agent.decide(trail.conversation)
            trail.add(decision)
            if stop := self._reason_to_stop(decision, trail):
                return stop
            trail.observe(await self._act(decision.calls, trail.guard))
        return None

    def _reason_to_stop(self, decision: Decision, trail: _Trail) -> StopReason | None:
        """Look at a decision before any tool runs: what nobody will read need not be looked up."""
        limits = self._limits
        if decision.finish_reason in ("length", "content_filter"):
            return ReplyCut(decision.finish_reason)
        if not decision.calls:
            return Answered(decision.text) if decision.text.strip() else EmptyReply()
        if len(trail.steps) >= limits.steps:
            return OutOfSteps(limits.steps)
        if trail.tokens >= limits.tokens:
            return OutOfTokens(limits.tokens, trail.tokens)
        asked = ((call, trail.guard.ask(call)) for call in decision.calls)
        return next((LoopDetected(call, times) for call, times in asked if times), None)

    async def _act(self, calls: Iterable[ToolCall], guard: LoopGuard) -> list[ToolResult]:
        """Run the calls that are new; remind the model of those that were answered."""
        asked = tuple(calls)
        new = [call for call in asked if not guard.answered(call)]
        seen = {observation.call.id: observation for observation in await self._runner.run(new)}
        return [
            seen.get(call.id) or ToolResult.failed(call, ASKED_BEFORE, "asked_before")
            for call in asked
        ]


def _sum(usages: Iterable[Usage]) -> Usage:
    return sum(usages, start=Usage())
