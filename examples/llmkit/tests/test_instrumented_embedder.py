import pytest
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import HistogramDataPoint, InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from llmkit import InvalidRequestError
from llmkit.embeddings import Embedder, HashingEmbedder, instrumented_embedder

LABELS = {
    "gen_ai.operation.name": "embeddings",
    "gen_ai.provider.name": "local",
    "gen_ai.request.model": "hashing-16",
}


class Recorded:
    def __init__(self) -> None:
        self.spans = InMemorySpanExporter()
        self._reader = InMemoryMetricReader()
        tracers = TracerProvider()
        tracers.add_span_processor(SimpleSpanProcessor(self.spans))
        self.embedder: Embedder = instrumented_embedder(
            HashingEmbedder(16),
            tracer_provider=tracers,
            meter_provider=MeterProvider(metric_readers=[self._reader]),
        )

    def latency(self) -> HistogramDataPoint:
        data = self._reader.get_metrics_data()
        assert data is not None
        (point,) = (
            point
            for resource in data.resource_metrics
            for scope in resource.scope_metrics
            for metric in scope.metrics
            if metric.name == "gen_ai.client.operation.duration"
            for point in metric.data.data_points
        )
        assert isinstance(point, HistogramDataPoint)
        return point


def test_what_comes_out_is_what_the_embedder_gives() -> None:
    reporting = Recorded().embedder
    plain = HashingEmbedder(16)
    assert (reporting.embed(["a b"]) == plain.embed(["a b"])).all()
    assert (reporting.name, reporting.dimensions) == (plain.name, plain.dimensions)


def test_each_call_is_a_span_and_a_latency() -> None:
    recorded = Recorded()
    recorded.embedder.embed(["one", "two"])
    recorded.embedder.embed(["three"])
    first, second = recorded.spans.get_finished_spans()
    assert first.name == "embeddings hashing-16"
    assert first.kind is SpanKind.INTERNAL
    assert dict(first.attributes or {}) == {
        **LABELS,
        "gen_ai.embeddings.dimension.count": 16,
        "llmkit.embeddings.texts": 2,
    }
    assert (second.attributes or {})["llmkit.embeddings.texts"] == 1
    latency = recorded.latency()
    assert (latency.count, dict(latency.attributes or {})) == (2, LABELS)
    assert 0 < latency.sum < 1
    # Buckets that tell a millisecond from a second.
    assert latency.explicit_bounds[0] == pytest.approx(0.01)


def test_a_failure_is_marked_and_passes_on() -> None:
    recorded = Recorded()
    with pytest.raises(InvalidRequestError):
        recorded.embedder.embed([""])
    (span,) = recorded.spans.get_finished_spans()
    assert span.status.status_code is StatusCode.ERROR
    assert (recorded.latency().attributes or {})["error.type"] == "invalid_request"


def test_no_text_is_reported() -> None:
    recorded = Recorded()
    recorded.embedder.embed(["a secret of our customer"])
    (span,) = recorded.spans.get_finished_spans()
    assert "secret" not in span.to_json()
