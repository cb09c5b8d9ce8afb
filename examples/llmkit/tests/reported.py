"""Make every call that llmkit reports, and gather what was reported."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass

from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import Histogram, InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from pydantic import BaseModel

from llmkit import (
    Fault,
    LLMKitError,
    Message,
    Reply,
    Script,
    SimulatedChatModel,
    ToolCall,
    collect,
)
from llmkit.agents import AgentRuns, Answered
from llmkit.bench.runner import BenchmarkRunner
from llmkit.bench.workload import Workload
from llmkit.embeddings import HashingEmbedder, instrumented_embedder
from llmkit.instrumented import instrumented
from llmkit.telemetry import Telemetry
from llmkit.testing import plain_image
from llmkit.tools import ToolFunction, ToolRunner, Toolset

HELLO = [Message.user("Hello", images=[plain_image(3, 2)])]
SCRIPT = Script.of(
    "One.", "Two.", Reply(fault=Fault("overloaded")), Reply(fault=Fault("rate_limit"))
)
PLACEHOLDERS = {
    "chat simulated-1": "chat MODEL",
    "embeddings hashing-8": "embeddings MODEL",
    "execute_tool clock": "execute_tool TOOL",
    "invoke_agent parrot": "invoke_agent AGENT",
}
"""What the reference writes for spans that are named after something."""


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric as it was reported."""

    name: str
    instrument: str
    unit: str
    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reported:
    """All that was reported."""

    spans: dict[str, str]
    """The kind of each span, by its name, with placeholders."""
    attributes: dict[str, object]
    """A value of each attribute, of spans and metrics, by its name."""
    metrics: tuple[Metric, ...]


class NoArguments(BaseModel):
    """A tool that takes nothing."""


async def _clock(_arguments: NoArguments) -> str:
    return "ten past nine"


async def _answer() -> Answered:
    return Answered("Ten past nine.")


async def _calls(tracers: TracerProvider, meters: MeterProvider) -> None:
    """Make calls that succeed and calls that fail; a module that is new gets its calls here."""
    model = instrumented(
        SimulatedChatModel(script=SCRIPT), tracer_provider=tracers, meter_provider=meters
    )
    for _ in range(2):
        with suppress(LLMKitError):
            await model.complete(HELLO, temperature=0.5, max_output_tokens=100)
        with suppress(LLMKitError):
            await collect(model.stream(HELLO), provider="", model="")
    embedder = instrumented_embedder(
        HashingEmbedder(8), tracer_provider=tracers, meter_provider=meters
    )
    for texts in (["Hello"], [""]):
        with suppress(LLMKitError):
            embedder.embed(texts)
    yours = Telemetry("yours", tracer_provider=tracers, meter_provider=meters)
    clock = ToolFunction("clock", "Tell the time.", NoArguments, _clock)
    await ToolRunner(Toolset([clock]), telemetry=yours).run([ToolCall("call_1", "clock", "{}")])
    await AgentRuns("parrot", telemetry=yours, seconds=5).run(_answer)
    bench = Telemetry("bench", tracer_provider=tracers, meter_provider=meters)
    workload = Workload(name="two-calls", prompts=("Hello",), calls=2, warm_up=0)
    benched = SimulatedChatModel(script=Script.of("One.", Reply(fault=Fault("overloaded"))))
    await BenchmarkRunner(telemetry=bench).run(benched, workload)


def everything_reported() -> Reported:
    """Return what the calls reported to an SDK in memory."""
    exporter, reader = InMemorySpanExporter(), InMemoryMetricReader()
    tracers, meters = TracerProvider(), MeterProvider([reader])
    tracers.add_span_processor(SimpleSpanProcessor(exporter))
    asyncio.run(_calls(tracers, meters))
    attributes: dict[str, object] = {}
    spans: dict[str, str] = {}
    for span in exporter.get_finished_spans():
        attributes |= dict(span.attributes or {})
        spans[PLACEHOLDERS.get(span.name, span.name)] = span.kind.name.lower()
    metrics, data = [], reader.get_metrics_data()
    for metric in [
        each
        for resource in (data.resource_metrics if data else ())
        for scope in resource.scope_metrics
        for each in scope.metrics
    ]:
        instrument = "histogram" if isinstance(metric.data, Histogram) else "counter"
        for point in metric.data.data_points:
            labels = dict(point.attributes or {})
            attributes |= labels
            metrics.append(Metric(metric.name, instrument, metric.unit or "", frozenset(labels)))
    return Reported(spans, attributes, tuple(metrics))
