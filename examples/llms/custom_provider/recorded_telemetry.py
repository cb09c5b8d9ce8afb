"""Collect spans and metrics in memory, and write them as tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import HistogramDataPoint, InMemoryMetricReader
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter


@dataclass(frozen=True, slots=True)
class Recorder:
    """Where spans and metrics go, and how to read them."""

    tracer_provider: TracerProvider
    """To hand to whoever reports."""
    meter_provider: MeterProvider
    """Likewise."""
    exporter: InMemorySpanExporter
    """Keeps the spans that have ended."""
    reader: InMemoryMetricReader
    """Keeps the metrics."""

    def spans(self) -> tuple[ReadableSpan, ...]:
        """Return the spans that have ended, in the order of their ends."""
        return tuple(self.exporter.get_finished_spans())

    def points(self) -> list[tuple[str, HistogramDataPoint]]:
        """Return every point of every histogram with the name of its metric, by name."""
        data = self.reader.get_metrics_data()
        if data is None:
            return []
        found = [
            (metric.name, point)
            for resource in data.resource_metrics
            for scope in resource.scope_metrics
            for metric in scope.metrics
            for point in metric.data.data_points
            if isinstance(point, HistogramDataPoint)
        ]
        return sorted(found, key=lambda one: (one[0], sorted(map(str, one[1].attributes or ()))))

    def count(self, metric: str) -> int:
        """Return how many values of a metric were recorded."""
        return sum(point.count for name, point in self.points() if name == metric)


@contextmanager
def recording() -> Iterator[Recorder]:
    """Collect what is reported in the block."""
    exporter, reader = InMemorySpanExporter(), InMemoryMetricReader()
    tracer_provider = TracerProvider()
    tracer_provider.add_span_processor(SimpleSpanProcessor(exporter))
    meter_provider = MeterProvider(metric_readers=[reader])
    try:
        yield Recorder(tracer_provider, meter_provider, exporter, reader)
    finally:
        meter_provider.shutdown()
        tracer_provider.shutdown()


def span_rows(recorder: Recorder) -> list[str]:
    """Return a line for each span: its name, and what differs from call to call."""
    rows = []
    for span in recorder.spans():
        attributes = dict(span.attributes or {})
        told = [
            f"{name.removeprefix('gen_ai.')}={attributes[name]}"
            for name in (
                "gen_ai.provider.name",
                "gen_ai.usage.input_tokens",
                "gen_ai.usage.output_tokens",
                "error.type",
            )
            if name in attributes
        ]
        rows.append(f"{span.name:18}{' '.join(told)}")
    return rows


def metric_rows(recorder: Recorder) -> list[str]:
    """Return a line for each series of each histogram: how many values, and the sum of tokens."""
    rows = []
    for name, point in recorder.points():
        labels = {
            str(key): value
            for key, value in (point.attributes or {}).items()
            if key in ("gen_ai.token.type", "llmkit.operation.name", "error.type")
        }
        told = " ".join(
            f"{key.removeprefix('gen_ai.').removeprefix('llmkit.')}={value}"
            for key, value in sorted(labels.items())
        )
        total = f"  sum {point.sum:.0f}" if name.endswith("token.usage") else ""
        rows.append(f"{name:40}count {point.count}{total}  {told}")
    return rows
