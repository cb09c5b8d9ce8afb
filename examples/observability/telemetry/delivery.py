"""Bring spans out of the process without ever making a caller wait, and count what is lost."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass

from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult


@dataclass(frozen=True, slots=True)
class DeliveryCounts:
    """What became of the spans that ended and were sampled."""

    ended: int = 0
    """All of them."""
    sent: int = 0
    """The collector has them."""
    failed: int = 0
    """The collector did not take them within the time that a delivery has."""
    dropped: int = 0
    """They found the queue full."""

    @property
    def waiting(self) -> int:
        """How many are in the queue or on their way."""
        return self.ended - self.sent - self.failed - self.dropped

    def __str__(self) -> str:
        """Give the counts in a line."""
        return (
            f"ended {self.ended}, sent {self.sent}, failed {self.failed}, "
            f"dropped {self.dropped}, waiting {self.waiting}"
        )


class Delivery:
    """A bounded queue and a thread between the spans of a process and one exporter.

    Args:
        exporter: What sends a batch; it is called in the thread of the queue.
        capacity: How many spans may wait; those that end while it is full are dropped.
        delay: Seconds to wait for more before a batch is sent.
    """

    def __init__(self, exporter: SpanExporter, *, capacity: int, delay: float = 0.5) -> None:
        self._lock = threading.Lock()
        self._capacity = capacity
        self._counts = DeliveryCounts()
        self._closing = False
        self._refused = False
        self.processor = _BoundedProcessor(
            self,
            _CountedExporter(self, exporter),
            # The SDK's queue drops its oldest spans and tells nobody how many. Ours refuses the
            # newest before that queue is full, so it never gets that far.
            max_queue_size=capacity,
            max_export_batch_size=min(512, capacity),
            schedule_delay_millis=delay * 1000,
        )
        """What to add to a tracer provider."""

    @property
    def counts(self) -> DeliveryCounts:
        """What has become of the spans so far."""
        with self._lock:
            return self._counts

    def take(self) -> bool:
        """Count a span that ended; return whether there is room for it."""
        with self._lock:
            room = self._counts.waiting < self._capacity
            self._add(ended=1, dropped=0 if room else 1)
            return room

    def delivered(self, spans: int, *, success: bool) -> None:
        """Count a batch that was sent, or was given up."""
        with self._lock:
            self._refused = not success
            self._add(sent=spans if success else 0, failed=0 if success else spans)

    @property
    def hopeless(self) -> bool:
        """Whether the process is ending and the collector has not taken the last batch."""
        with self._lock:
            return self._closing and self._refused

    def close(self) -> None:
        """Send what waits. After a failure the rest is given up, so that a process can end."""
        with self._lock:
            self._closing = True
        self.processor.shutdown()  # type: ignore[no-untyped-call]  # the SDK does not say

    def _add(self, *, ended: int = 0, sent: int = 0, failed: int = 0, dropped: int = 0) -> None:
        now = self._counts
        self._counts = DeliveryCounts(
            now.ended + ended, now.sent + sent, now.failed + failed, now.dropped + dropped
        )


class _BoundedProcessor(BatchSpanProcessor):
    """Hands ended spans to the SDK's queue while there is room."""

    def __init__(
        self,
        delivery: Delivery,
        exporter: SpanExporter,
        *,
        max_queue_size: int,
        max_export_batch_size: int,
        schedule_delay_millis: float,
    ) -> None:
        self._delivery = delivery
        super().__init__(
            exporter,
            max_queue_size=max_queue_size,
            max_export_batch_size=max_export_batch_size,
            schedule_delay_millis=schedule_delay_millis,
        )

    def on_end(self, span: ReadableSpan) -> None:
        """Queue a span or drop it; runs in the thread of whoever ended the span."""
        sampled = span.context is not None and span.context.trace_flags.sampled
        if sampled and self._delivery.take():
            super().on_end(span)


class _CountedExporter(SpanExporter):
    """Tells the delivery what became of each batch."""

    def __init__(self, delivery: Delivery, inner: SpanExporter) -> None:
        self._delivery = delivery
        self._inner = inner

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """Send a batch; an exporter that raises has failed like any other."""
        result = SpanExportResult.FAILURE
        try:
            if not self._delivery.hopeless:
                result = self._inner.export(spans)
        finally:
            self._delivery.delivered(len(spans), success=result is SpanExportResult.SUCCESS)
        return result

    def shutdown(self) -> None:
        """Close the exporter."""
        self._inner.shutdown()
