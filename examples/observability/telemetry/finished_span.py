"""A span that has ended, as plain data: what hooks get, and what the local collector keeps."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from opentelemetry.sdk.trace import Event, ReadableSpan
from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult
from opentelemetry.trace import Status, StatusCode, format_span_id, format_trace_id
from opentelemetry.util.types import Attributes

from examples.observability.telemetry.redaction import Redactor


@dataclass(frozen=True, slots=True)
class FinishedSpan:
    """One span, with ids as they are written in logs."""

    service: str
    name: str
    trace_id: str
    span_id: str
    parent_id: str
    """Empty for the first span of a trace."""
    start_ns: int
    """Nanoseconds since 1970."""
    end_ns: int
    attributes: Mapping[str, object] = field(default_factory=dict)
    failed: bool = False
    exceptions: tuple[str, ...] = ()
    """The messages of exceptions that were recorded."""

    @property
    def milliseconds(self) -> float:
        """How long it took."""
        return (self.end_ns - self.start_ns) / 1e6


Hook = Callable[[FinishedSpan], None]
"""Gets every span that ended and was sampled, in a thread of its own."""


class HookExporter(SpanExporter):
    """Hands spans to a function of yours, for a hosted service that takes no OTLP.

    Behind a `Delivery`, a hook that is slow or broken costs spans and never a call.

    Args:
        hook: The function; if it raises, the rest of its batch counts as failed.
    """

    def __init__(self, hook: Hook) -> None:
        self._hook = hook

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """Hand over a batch, span by span."""
        for span in spans:
            self._hook(finished(span))
        return SpanExportResult.SUCCESS


class RedactedExporter(SpanExporter):
    """Takes secrets and texts out of spans on their way to another exporter.

    Providers repeat parts of requests in their errors, keys among them, and a span keeps the
    messages of errors.

    Args:
        inner: The exporter that gets the clean spans.
        redactor: What takes them out.
    """

    def __init__(self, inner: SpanExporter, redactor: Redactor) -> None:
        self._inner = inner
        self._redactor = redactor

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """Export clean copies; a span that has ended cannot be changed."""
        return self._inner.export([redacted(span, self._redactor) for span in spans])

    def shutdown(self) -> None:
        """Close the exporter beneath."""
        self._inner.shutdown()


def redacted(span: ReadableSpan, redactor: Redactor) -> ReadableSpan:
    """Return a copy of a span without secrets and texts."""
    description = span.status.description
    return ReadableSpan(
        name=str(redactor.redact("name", span.name)),
        context=span.context,
        parent=span.parent,
        resource=span.resource,
        attributes=_attributes(span.attributes, redactor),
        events=[
            Event(event.name, _attributes(event.attributes, redactor), event.timestamp)
            for event in span.events
        ],
        links=span.links,
        kind=span.kind,
        instrumentation_scope=span.instrumentation_scope,
        status=Status(
            span.status.status_code,
            None if description is None else str(redactor.redact("status", description)),
        ),
        start_time=span.start_time,
        end_time=span.end_time,
    )


def _attributes(attributes: Attributes, redactor: Redactor) -> Attributes:
    # What the redactor returns for a value of a span is again such a value.
    return cast("Attributes", redactor.fields(attributes or {}))


def finished(span: ReadableSpan) -> FinishedSpan:
    """Return a span of the SDK as plain data."""
    context = span.get_span_context()
    assert context is not None  # noqa: S101  # a span of the SDK has one
    return FinishedSpan(
        service=str(span.resource.attributes.get("service.name", "")),
        name=span.name,
        trace_id=format_trace_id(context.trace_id),
        span_id=format_span_id(context.span_id),
        parent_id=format_span_id(span.parent.span_id) if span.parent else "",
        start_ns=span.start_time or 0,
        end_ns=span.end_time or 0,
        attributes=dict(span.attributes or {}),
        failed=span.status.status_code is StatusCode.ERROR,
        exceptions=tuple(
            str((event.attributes or {}).get("exception.message", "")) for event in span.events
        ),
    )
