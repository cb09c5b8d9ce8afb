"""Make every call that llmkit reports, and gather what was reported."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass

from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import Histogram, InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from llmkit import Fault, LLMKitError, Message, Reply, Script, SimulatedChatModel, collect
from llmkit.bench.runner import BenchmarkRunner
from llmkit.bench.workload import Workload
from llmkit.instrumented import instrumented
from llmkit.telemetry import Telemetry

HELLO = [Message.user("Hello")]
SCRIPT = Script.of(
    "One.", "Two.", Reply(fault=Fault("overloaded")), Reply(fault=Fault("rate_limit"))
)


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
    """The kind of each span, by its name."""
    attributes: dict[str, object]
    """A value of each attribute, of spans and metrics, by its name."""
    metrics: tuple[Metric, ...]


async def _calls(tracer_provider: TracerProvider, meter_provider: MeterProvider) -> None:
    """Ask whole and streamed, successfully and not; a module that reports gets its call here."""
    model = instrumented(
        SimulatedChatModel(script=SCRIPT),
        tracer_provider=tracer_provider,
        meter_provider=meter_provider,
    )
    for _ in range(2):
        with suppress(LLMKitError):
            await model.complete(HELLO, temperature=0.5, max_output_tokens=100)
        with suppress(LLMKitError):
            await collect(model.stream(HELLO), provider="", model="")
    telemetry = Telemetry("bench", tracer_provider=tracer_provider, meter_provider=meter_provider)
    workload = Workload(name="two-calls", prompts=("Hello",), calls=2, warm_up=0)
    benched = SimulatedChatModel(script=Script.of("One.", Reply(fault=Fault("overloaded"))))
    await BenchmarkRunner(telemetry=telemetry).run(benched, workload)


def everything_reported() -> Reported:
    """Return what the calls reported to an SDK in memory."""
    exporter, reader = InMemorySpanExporter(), InMemoryMetricReader()
    tracer_provider = TracerProvider(shutdown_on_exit=False)
    tracer_provider.add_span_processor(SimpleSpanProcessor(exporter))
    meter_provider = MeterProvider([reader], shutdown_on_exit=False)
    asyncio.run(_calls(tracer_provider, meter_provider))
    spans = exporter.get_finished_spans()
    attributes: dict[str, object] = {}
    for span in spans:
        attributes |= dict(span.attributes or {})
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
    return Reported({s.name: s.kind.name.lower() for s in spans}, attributes, tuple(metrics))
