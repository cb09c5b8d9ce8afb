"""Keep spans and metrics in memory, and show of them what is the same on every run."""

from collections.abc import Iterator

from llmkit.telemetry import Telemetry
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import HistogramDataPoint, InMemoryMetricReader
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter


class Recorder:
    """Stands where an application would have an exporter."""

    def __init__(self) -> None:
        self._spans = InMemorySpanExporter()
        self._reader = InMemoryMetricReader()
        self.tracer_provider = TracerProvider()
        """For spans."""
        self.tracer_provider.add_span_processor(SimpleSpanProcessor(self._spans))
        self.meter_provider = MeterProvider(metric_readers=[self._reader])
        """For metrics."""
        self.telemetry = Telemetry(
            "rag", tracer_provider=self.tracer_provider, meter_provider=self.meter_provider
        )
        """For a retriever and what belongs to it."""

    def span_lines(self) -> list[str]:
        """Return the spans as a tree, in the order in which they began."""
        spans = sorted(self._spans.get_finished_spans(), key=lambda span: span.start_time or 0)
        return list(_tree(spans, parent=None, depth=0))

    def metric_lines(self) -> list[str]:
        """Return a line for each histogram; of seconds, which vary, only how often."""
        data = self._reader.get_metrics_data()
        return sorted(
            _line(metric.name, metric.unit or "", point)
            for resource in (data.resource_metrics if data else ())
            for scope in resource.scope_metrics
            for metric in scope.metrics
            for point in metric.data.data_points
            if isinstance(point, HistogramDataPoint)
        )


def _tree(spans: list[ReadableSpan], *, parent: int | None, depth: int) -> Iterator[str]:
    for span in spans:
        if (span.parent.span_id if span.parent else None) != parent or span.context is None:
            continue
        yield f"{'  ' * depth}{span.name}"
        yield from _tree(spans, parent=span.context.span_id, depth=depth + 1)


def _line(name: str, unit: str, point: HistogramDataPoint) -> str:
    labels = " ".join(str(value) for _, value in sorted((point.attributes or {}).items()))
    mean = "" if unit in {"s", "{token}"} else f", mean {point.sum / point.count:.2f}"
    return f"{name} {labels}: {point.count} measured{mean}"
