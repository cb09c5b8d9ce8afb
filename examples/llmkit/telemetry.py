"""Spans and durations for any part of an application, over the OpenTelemetry API alone.

Whoever runs the application decides by setting up an OpenTelemetry SDK; without one, the API's
spans and instruments do nothing and cost next to nothing.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext

from opentelemetry import metrics, trace
from opentelemetry.trace import Span, SpanKind, Status, StatusCode
from opentelemetry.util.types import AttributeValue

from llmkit import semantic_attributes as names
from llmkit.errors import LLMKitError


class Telemetry:
    """What one part of an application reports.

    Args:
        package: The part's name; it begins each span's name and is in the metric's name.
        tracer_provider: Where spans go; None stands for the one set for the whole process.
        meter_provider: Where metrics go; None likewise.
    """

    def __init__(
        self,
        package: str,
        *,
        tracer_provider: trace.TracerProvider | None = None,
        meter_provider: metrics.MeterProvider | None = None,
    ) -> None:
        scope = f"llmkit.{package}"
        self.package = package
        """The part's name."""
        self.tracer = trace.get_tracer(scope, tracer_provider=tracer_provider)
        """For spans of your own."""
        self.meter = metrics.get_meter(scope, meter_provider=meter_provider)
        """For instruments of your own."""
        self._duration = self.meter.create_histogram(
            names.operation_duration(package), unit="s", description="Time an operation took."
        )

    @contextmanager
    def operation(
        self,
        name: str,
        attributes: Mapping[str, AttributeValue] | None = None,
        *,
        span_name: str | None = None,
        kind: SpanKind = SpanKind.INTERNAL,
        current: bool = True,
    ) -> Iterator[Span]:
        """Report the block as a span and a duration; an exception marks both and passes on.

        Args:
            name: What is done, from a small fixed set, for it is an attribute of the metric.
            attributes: Attributes of the span.
            span_name: The span's name; None stands for `package.name`.
            kind: The span's kind.
            current: Whether spans that begin in the block become its children. Not so in a
                generator, whose block is entered and left in the middle of its caller's code.
        """
        started = time.perf_counter()
        labels = {names.OPERATION_NAME: name}
        span = self.tracer.start_span(
            span_name or f"{self.package}.{name}", kind=kind, attributes=attributes
        )
        try:
            with _current(span) if current else nullcontext():
                yield span
        except Exception as error:
            labels[names.ERROR_TYPE] = error_type(error)
            _mark_failed(span, error)
            raise
        finally:
            span.end()
            self._duration.record(time.perf_counter() - started, labels)


def error_type(error: Exception) -> str:
    """Return the stable code of an error of llmkit, or the name of any other error's class."""
    return error.code if isinstance(error, LLMKitError) else type(error).__qualname__


def _current(span: Span) -> AbstractContextManager[Span]:
    # The block's own handler marks failures, once and with the code of the error.
    return trace.use_span(span, record_exception=False, set_status_on_exception=False)


def _mark_failed(span: Span, error: Exception) -> None:
    if span.is_recording():
        span.set_attribute(names.ERROR_TYPE, error_type(error))
        span.record_exception(error)
        span.set_status(Status(StatusCode.ERROR, str(error)))
