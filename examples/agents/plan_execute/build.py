"""Put the agent together, and keep what it reports for reading."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from llmkit import ChatModel
from llmkit.instrumented import instrumented
from llmkit.semantic_attributes import (
    GEN_AI_CLIENT_TOKEN_USAGE,
    GEN_AI_TOKEN_TYPE,
)
from llmkit.telemetry import Telemetry
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import (
    HistogramDataPoint,
    InMemoryMetricReader,
    MetricsData,
    NumberDataPoint,
)
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from examples.agents.plan_execute import names
from examples.agents.plan_execute.plan_execute import Limits, PlanExecuteAgent
from examples.agents.plan_execute.plan_executor import ConcurrentExecutor
from examples.agents.plan_execute.planner import ModelAnswerer, ModelPlanner
from examples.agents.plan_execute.tool_caller import CallLimits, ToolCaller
from examples.agents.plan_execute.tools import Toolset

Point = NumberDataPoint | HistogramDataPoint


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
    telemetry = telemetry or Telemetry("plan_execute")
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


class Recorder:
    """Keep the spans and metrics of one run in memory."""

    def __init__(self) -> None:
        self._exporter = InMemorySpanExporter()
        self._tracer_provider = TracerProvider()
        self._tracer_provider.add_span_processor(SimpleSpanProcessor(self._exporter))
        self._reader = InMemoryMetricReader()
        self._meter_provider = MeterProvider([self._reader])
        self.telemetry = Telemetry(
            "plan_execute",
            tracer_provider=self._tracer_provider,
            meter_provider=self._meter_provider,
        )
        """For the agent."""

    def watch(self, model: ChatModel) -> ChatModel:
        """Return a model whose calls are kept as well."""
        return instrumented(
            model, tracer_provider=self._tracer_provider, meter_provider=self._meter_provider
        )

    def spans(self) -> Sequence[ReadableSpan]:
        """Return the spans that have ended."""
        return self._exporter.get_finished_spans()

    def points(self) -> list[tuple[str, Point]]:
        """Return the name and the value of everything that was measured."""
        data = self._reader.get_metrics_data() or MetricsData([])
        return [
            (metric.name, point)
            for resource in data.resource_metrics
            for scope in resource.scope_metrics
            for metric in scope.metrics
            for point in metric.data.data_points
            if isinstance(point, NumberDataPoint | HistogramDataPoint)
        ]

    def figures(self) -> Figures:
        """Return what the run took."""
        points = self.points()
        tokens = {
            (point.attributes or {}).get(GEN_AI_TOKEN_TYPE): point
            for name, point in points
            if name == GEN_AI_CLIENT_TOKEN_USAGE and isinstance(point, HistogramDataPoint)
        }
        return Figures(
            tokens["input"].count,
            int(tokens["input"].sum),
            int(tokens["output"].sum),
            _total(points, names.TOOL_CALLS),
            _total(points, names.PLAN_CYCLES),
        )


def _total(points: Sequence[tuple[str, Point]], wanted: str) -> int:
    return sum(
        int(point.value)
        for name, point in points
        if name == wanted and isinstance(point, NumberDataPoint)
    )
