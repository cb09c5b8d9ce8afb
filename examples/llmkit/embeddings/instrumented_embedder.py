"""Report every embedding as a span and as a latency, with the names the field agreed on."""

import time
from collections.abc import Sequence

from opentelemetry.metrics import MeterProvider
from opentelemetry.trace import SpanKind, TracerProvider

from llmkit import semantic_attributes as names
from llmkit.embeddings.embedder import Embedder, Vectors
from llmkit.telemetry import Telemetry, error_type

_BOUNDARIES = tuple(0.01 * 2**step for step in range(14))
"""Seconds, as the conventions have them. Without, an SDK counts all that is below 5 s as equal."""


class InstrumentedEmbedder:
    """An embedder that reports the work of another one; made by `instrumented_embedder`.

    The texts are not reported: they may hold what must not be kept.

    Args:
        inner: The embedder that does the work.
        telemetry: Where to report.
    """

    def __init__(self, inner: Embedder, telemetry: Telemetry) -> None:
        self.provider = inner.provider
        self.name = inner.name
        self.dimensions = inner.dimensions
        self._inner = inner
        self._telemetry = telemetry
        self._labels = {
            names.GEN_AI_OPERATION_NAME: "embeddings",
            names.GEN_AI_PROVIDER_NAME: inner.provider,
            names.GEN_AI_REQUEST_MODEL: inner.name,
        }
        self._latency = telemetry.meter.create_histogram(
            names.GEN_AI_CLIENT_OPERATION_DURATION,
            unit="s",
            description="Time a call took.",
            explicit_bucket_boundaries_advisory=_BOUNDARIES,
        )
        # So say the conventions of models that run in the process of the caller.
        self._kind = SpanKind.INTERNAL if inner.provider == "local" else SpanKind.CLIENT

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one vector of length 1 for each text, and report it; see `Embedder.embed`."""
        started = time.perf_counter()
        labels = dict(self._labels)
        try:
            with self._telemetry.operation(
                "embed",
                {
                    **self._labels,
                    names.GEN_AI_EMBEDDINGS_DIMENSION_COUNT: self.dimensions,
                    names.EMBEDDINGS_TEXTS: len(texts),
                },
                span_name=f"embeddings {self.name}",
                kind=self._kind,
            ):
                return self._inner.embed(texts)
        except Exception as error:
            labels[names.ERROR_TYPE] = error_type(error)
            raise
        finally:
            self._latency.record(time.perf_counter() - started, labels)


def instrumented_embedder(
    embedder: Embedder,
    *,
    tracer_provider: TracerProvider | None = None,
    meter_provider: MeterProvider | None = None,
) -> InstrumentedEmbedder:
    """Return an embedder that reports all that another one does.

    Args:
        embedder: The embedder that does the work.
        tracer_provider: Where spans go; None stands for the one set for the whole process.
        meter_provider: Where metrics go; None likewise.
    """
    telemetry = Telemetry(
        "embeddings", tracer_provider=tracer_provider, meter_provider=meter_provider
    )
    return InstrumentedEmbedder(embedder, telemetry)
