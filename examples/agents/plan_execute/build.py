"""Put the agent together, and keep what it reports for reading."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from llmkit import ChatModel
from llmkit.recorded_telemetry import RecordedTelemetry
from llmkit.semantic_attributes import GEN_AI_CLIENT_TOKEN_USAGE, GEN_AI_TOKEN_TYPE, tool_calls
from llmkit.telemetry import Telemetry
from llmkit.tools import Toolset

from examples.agents.plan_execute import names
from examples.agents.plan_execute.plan_execute import Limits, PlanExecuteAgent
from examples.agents.plan_execute.plan_executor import ConcurrentExecutor
from examples.agents.plan_execute.planner import ModelAnswerer, ModelPlanner
from examples.agents.plan_execute.tool_caller import CallLimits, ToolCaller

PACKAGE = "plan_execute"
"""What this package is called in what it reports."""


def build_agent(
    model: ChatModel,
    toolset: Toolset,
    *,
    limits: Limits | None = None,
    telemetry: Telemetry | None = None,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> PlanExecuteAgent:
    """Return an agent that plans and answers with one model and runs steps side by side.

    Args:
        model: The model for both.
        toolset: The tools that plans may name.
        limits: When to stop; None stands for the defaults.
        telemetry: Where to report; None stands for the providers set for the whole process.
        sleep: Awaited before a tool is called again.
    """
    telemetry = telemetry or Telemetry(PACKAGE)
    caller = ToolCaller(toolset, telemetry=telemetry, limits=CallLimits(), sleep=sleep)
    return PlanExecuteAgent(
        ModelPlanner(model, toolset),
        ConcurrentExecutor(caller),
        ModelAnswerer(model),
        limits=limits,
        telemetry=telemetry,
    )


@dataclass(frozen=True, slots=True)
class Figures:
    """What a run took, as it was reported."""

    model_calls: int
    """Replies of the model."""
    input_tokens: int
    """Tokens of all requests together."""
    output_tokens: int
    """Tokens of all replies together."""
    tool_calls: int
    """Attempts to call a tool."""
    cycles: int
    """Plans; none for an agent that makes none."""


class Recorder(RecordedTelemetry):
    """Keep the spans and metrics of one run in memory, and sum them up."""

    def reporter(self) -> Telemetry:
        """Return what the agent reports with."""
        return self.telemetry(PACKAGE)

    def figures(self) -> Figures:
        """Return what the run took."""
        tokens = {
            (point.attributes or {}).get(GEN_AI_TOKEN_TYPE): point
            for point in self.histograms(GEN_AI_CLIENT_TOKEN_USAGE)
        }
        return Figures(
            tokens["input"].count,
            int(tokens["input"].sum),
            int(tokens["output"].sum),
            self._total(tool_calls(PACKAGE)),
            self._total(names.PLAN_CYCLES),
        )

    def _total(self, counter: str) -> int:
        return sum(int(point.value) for point in self.counts(counter))
