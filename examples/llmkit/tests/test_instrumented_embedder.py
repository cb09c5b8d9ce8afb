import pytest
from opentelemetry.sdk.metrics.export import HistogramDataPoint
from opentelemetry.trace import SpanKind, StatusCode

from llmkit import InvalidRequestError
from llmkit.embeddings import Embedder, HashingEmbedder, instrumented_embedder
from llmkit.recorded_telemetry import RecordedTelemetry

LABELS = {
    "gen_ai.operation.name": "embeddings",
    "gen_ai.provider.name": "local",
    "gen_ai.request.model": "hashing-16",
}


class Recorded(RecordedTelemetry):
    def __init__(self) -> None:
        super().__init__()
        self.embedder: Embedder = instrumented_embedder(
            HashingEmbedder(16),
            tracer_provider=self.tracer_provider,
            meter_provider=self.meter_provider,
        )

    def latency(self) -> HistogramDataPoint:
        (point,) = self.histograms("gen_ai.client.operation.duration")
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
    first, second = recorded.spans()
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
    (span,) = recorded.spans()
    assert span.status.status_code is StatusCode.ERROR
    assert (recorded.latency().attributes or {})["error.type"] == "invalid_request"


def test_no_text_is_reported() -> None:
    recorded = Recorded()
    recorded.embedder.embed(["a secret of our customer"])
    (span,) = recorded.spans()
    assert "secret" not in span.to_json()
