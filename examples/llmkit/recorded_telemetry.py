"""Keep spans and metrics in memory, for tests and for reports that show them as text."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

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

from llmkit.chat_model import ChatModel
from llmkit.instrumented import instrumented
from llmkit.semantic_attributes import ERROR_TYPE
from llmkit.telemetry import Telemetry

Point = NumberDataPoint | HistogramDataPoint
"""A value of a counter, or the values of a histogram, with their attributes."""


class RecordedTelemetry:
    """What an application with an OpenTelemetry SDK would have exported."""

    def __init__(self) -> None:
        self._exporter = InMemorySpanExporter()
        self._reader = InMemoryMetricReader()
        self.tracer_provider = TracerProvider()
        """Where spans go."""
        self.tracer_provider.add_span_processor(SimpleSpanProcessor(self._exporter))
        self.meter_provider = MeterProvider([self._reader])
        """Where metrics go."""

    def telemetry(self, package: str) -> Telemetry:
        """Return what one part of an application reports with, so that it is kept.

        Args:
            package: The part's name; see `Telemetry`.
        """
        return Telemetry(
            package, tracer_provider=self.tracer_provider, meter_provider=self.meter_provider
        )

    def watch(self, model: ChatModel) -> ChatModel:
        """Return a model whose calls are kept as well."""
        return instrumented(
            model, tracer_provider=self.tracer_provider, meter_provider=self.meter_provider
        )

    def spans(self) -> Sequence[ReadableSpan]:
        """Return the spans that have ended, in the order in which they did."""
        return self._exporter.get_finished_spans()

    def points(self) -> list[tuple[str, Point]]:
        """Return the name of the metric and the value of everything that was measured so far."""
        data = self._reader.get_metrics_data() or MetricsData([])
        return [
            (metric.name, point)
            for resource in data.resource_metrics
            for scope in resource.scope_metrics
            for metric in scope.metrics
            for point in metric.data.data_points
            if isinstance(point, NumberDataPoint | HistogramDataPoint)
        ]

    def counts(self, metric: str) -> list[NumberDataPoint]:
        """Return the values of one counter, one for each set of attributes."""
        return [
            point
            for name, point in self.points()
            if name == metric and isinstance(point, NumberDataPoint)
        ]

    def histograms(self, metric: str) -> list[HistogramDataPoint]:
        """Return the values of one histogram, one for each set of attributes."""
        return [
            point
            for name, point in self.points()
            if name == metric and isinstance(point, HistogramDataPoint)
        ]


def span_lines(
    spans: Sequence[ReadableSpan], noted: Collection[str] = (ERROR_TYPE,)
) -> Iterator[str]:
    """Yield a line for each span, indented below its parent, in the order they began.

    Args:
        spans: The spans of some traces; one whose parent is not among them is left out.
        noted: The attributes to write behind the name, where a span has them.
    """
    children: dict[int | None, list[ReadableSpan]] = defaultdict(list)
    for span in sorted(spans, key=lambda each: each.start_time or 0):
        children[span.parent.span_id if span.parent else None].append(span)

    def below(parent: int | None, depth: int) -> Iterator[str]:
        for span in children[parent]:
            attributes = span.attributes or {}
            notes = [f"{key}={attributes[key]!s}" for key in noted if key in attributes]
            yield "  ".join(["  " * depth + span.name, *notes])
            yield from below(span.context.span_id, depth + 1)

    return below(None, 0)
