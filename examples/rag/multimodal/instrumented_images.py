"""Report every embedding of images, with the same names as those of texts."""

import time
from collections.abc import Sequence

from llmkit import Image
from llmkit import semantic_attributes as attributes
from llmkit.embeddings import Vectors
from llmkit.telemetry import Telemetry, error_type

from examples.rag.multimodal import names
from examples.rag.multimodal.image_features import ImageEmbedder


class InstrumentedImages:
    """An embedder of images that reports the work of another one. No image is reported.

    Args:
        inner: The embedder that does the work.
        telemetry: Where to report.
    """

    def __init__(self, inner: ImageEmbedder, telemetry: Telemetry) -> None:
        self.provider = inner.provider
        self.name = inner.name
        self.dimensions = inner.dimensions
        self._inner = inner
        self._telemetry = telemetry
        self._labels = {
            attributes.GEN_AI_OPERATION_NAME: "embeddings",
            attributes.GEN_AI_PROVIDER_NAME: inner.provider,
            attributes.GEN_AI_REQUEST_MODEL: inner.name,
        }
        self._latency = telemetry.meter.create_histogram(
            attributes.GEN_AI_CLIENT_OPERATION_DURATION,
            unit="s",
            description="Time a call took.",
            explicit_bucket_boundaries_advisory=[0.01 * 2**step for step in range(14)],
        )

    def embed(self, images: Sequence[Image]) -> Vectors:
        """Return one vector of length 1 for each image, and report it."""
        started = time.perf_counter()
        labels = dict(self._labels)
        try:
            with self._telemetry.operation(
                "embed",
                {**self._labels, names.IMAGES: len(images)},
                span_name=f"embeddings {self.name}",
            ):
                return self._inner.embed(images)
        except Exception as error:
            labels[attributes.ERROR_TYPE] = error_type(error)
            raise
        finally:
            self._latency.record(time.perf_counter() - started, labels)
