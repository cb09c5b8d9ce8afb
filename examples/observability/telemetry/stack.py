"""Telemetry that is on: structlog for the logs, OpenTelemetry's SDK for traces and metrics."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import TextIO

from llmkit import ChatModel
from llmkit.instrumented import instrumented
from llmkit.telemetry import Telemetry
from opentelemetry.metrics import CallbackOptions, Observation
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import MetricReader, PeriodicExportingMetricReader
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SpanExporter
from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased
from opentelemetry.trace import SpanKind

from examples.observability.telemetry import correlation, metrics_collector, structured_log
from examples.observability.telemetry.delivery import Delivery
from examples.observability.telemetry.finished_span import Hook, HookExporter, RedactedExporter
from examples.observability.telemetry.logged_model import LoggedChatModel
from examples.observability.telemetry.observability import Noting, Value
from examples.observability.telemetry.redaction import Redactor
from examples.observability.telemetry.settings import Settings

SPANS_DELIVERED = "telemetry.spans"
"""Counter, spans, by `outcome`: sent, failed or dropped."""


class Stack:
    """Logs, traces and metrics of one service.

    Args:
        settings: How much is reported, and to where.
        log_to: Where lines of the log go.
        hooks: Functions that get every ended span.
        exporters: Further places for spans; each has a queue and a thread of its own.
        delay: Seconds that a batch of spans waits for more.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        log_to: TextIO = sys.stdout,
        hooks: Sequence[Hook] = (),
        exporters: Sequence[SpanExporter] = (),
        delay: float = 0.5,
    ) -> None:
        redactor = Redactor(show_texts=settings.show_texts)
        self.log = structured_log.structured_log(
            log_to, service=settings.service, level=settings.log_level, redactor=redactor
        )
        every = [*exporters, *_over_otlp(settings), *(HookExporter(hook) for hook in hooks)]
        self.deliveries = [
            Delivery(RedactedExporter(each, redactor), capacity=settings.queue, delay=delay)
            for each in every
        ]
        resource = Resource.create({"service.name": settings.service})
        # Whoever begins a trace decides whether it is kept, and the services behind it follow:
        # a trace of which every service threw its own dice would nearly always have holes.
        sampler = ParentBased(TraceIdRatioBased(settings.sampled))
        self._spans = TracerProvider(sampler=sampler, resource=resource, shutdown_on_exit=False)
        for delivery in self.deliveries:
            self._spans.add_span_processor(delivery.processor)
        self.metrics = metrics_collector.MetricsCollector()
        self._measures = MeterProvider(
            metric_readers=[self.metrics.reader, *_metrics_over_otlp(settings)],
            resource=resource,
            views=metrics_collector.views(),
            shutdown_on_exit=False,
        )
        self._telemetry = Telemetry(
            settings.service, tracer_provider=self._spans, meter_provider=self._measures
        )
        self._telemetry.meter.create_observable_counter(
            SPANS_DELIVERED, [self._delivered], unit="{span}", description="Spans by outcome."
        )

    def operation(
        self, name: str, attributes: Mapping[str, Value] | None = None
    ) -> AbstractContextManager[Noting]:
        """Report the block as a span and a duration; see `Observability.operation`."""
        return self._telemetry.operation(name, attributes)

    @contextmanager
    def served(self, route: str, headers: Mapping[str, str]) -> Iterator[Noting]:
        """Report the block as the answer to a request; see `Observability.served`."""
        with (
            correlation.joined(headers),
            self._telemetry.operation(route, span_name=route, kind=SpanKind.SERVER) as span,
        ):
            yield span

    def outgoing(self) -> dict[str, str]:
        """Return the headers that make the next service continue this trace."""
        return correlation.outgoing_headers()

    def observed(self, model: ChatModel) -> ChatModel:
        """Return a model whose calls are reported."""
        return instrumented(
            LoggedChatModel(model, self.log),
            tracer_provider=self._spans,
            meter_provider=self._measures,
        )

    def library_warnings(self) -> AbstractContextManager[None]:
        """Write what libraries warn of to our log; see `Observability.library_warnings`."""
        return structured_log.library_warnings(self.log)

    def deliver(self) -> None:
        """Send the spans that wait and take no more."""
        for delivery in self.deliveries:
            delivery.close()

    def close(self) -> None:
        """Send what is left, within a bounded time: a process that ends must end."""
        self.deliver()
        # After the spans, so that the last counts of what became of them are among the metrics.
        self._measures.shutdown()

    def _delivered(self, _options: CallbackOptions) -> Iterator[Observation]:
        for outcome in ("sent", "failed", "dropped"):
            total = sum(getattr(each.counts, outcome) for each in self.deliveries)
            yield Observation(total, {"outcome": outcome})


def _over_otlp(settings: Settings) -> Iterator[SpanExporter]:
    if settings.endpoint:
        # Protocol Buffers and an HTTP client are loaded only by who sends something.
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import (  # noqa: PLC0415
            OTLPSpanExporter,
        )

        yield OTLPSpanExporter(
            f"{settings.endpoint}/v1/traces",
            headers=dict(settings.headers),
            timeout=settings.export_timeout,
        )


def _metrics_over_otlp(settings: Settings) -> Iterator[MetricReader]:
    if settings.endpoint:
        from opentelemetry.exporter.otlp.proto.http.metric_exporter import (  # noqa: PLC0415
            OTLPMetricExporter,
        )

        exporter = OTLPMetricExporter(
            f"{settings.endpoint}/v1/metrics",
            headers=dict(settings.headers),
            timeout=settings.export_timeout,
        )
        yield PeriodicExportingMetricReader(exporter, export_interval_millis=60_000)
