"""Log events as lines of JSON that carry the ids of the request and of the trace."""

import logging
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any, TextIO

import structlog
from opentelemetry import trace

from examples.observability.telemetry.observability import Log
from examples.observability.telemetry.redaction import Redactor

Event = MutableMapping[str, Any]


def structured_log(stream: TextIO, *, service: str, level: str, redactor: Redactor) -> Log:
    """Return a log that writes a line of JSON for each event.

    Nothing is configured for the whole process, so two services in one test do not meet.

    Args:
        stream: Where the lines go.
        service: The field `service` of every line.
        level: The least level that is written; calls below it do nothing.
        redactor: What keeps texts and secrets out.
    """

    def redacted(_logger: object, _method: str, event: Event) -> Event:
        return redactor.fields(event)

    log: Log = structlog.wrap_logger(
        structlog.WriteLogger(stream),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
            add_trace,
            # Local variables of a stack hold prompts and keys, so the stack comes without them.
            structlog.processors.ExceptionRenderer(
                structlog.tracebacks.ExceptionDictTransformer(show_locals=False, max_frames=8)
            ),
            # After everything that adds fields, or what they add would pass by.
            redacted,
            structlog.processors.JSONRenderer(sort_keys=True),
        ],
        service=service,
    )
    return log


def add_trace(_logger: object, _method: str, event: Event) -> Event:
    """Put the ids of the current span into an event, in the form that trace viewers search for."""
    context = trace.get_current_span().get_span_context()
    if context.is_valid:
        event["trace_id"] = trace.format_trace_id(context.trace_id)
        event["span_id"] = trace.format_span_id(context.span_id)
    return event


@contextmanager
def library_warnings(log: Log) -> Iterator[None]:
    """Have what libraries log from a warning on written to our log while the block lasts.

    Only whoever owns the process may do this, for it concerns all of it.

    Args:
        log: Where the events go.
    """
    root, handler = logging.getLogger(), _Warnings(log)
    root.addHandler(handler)
    try:
        yield
    finally:
        root.removeHandler(handler)


class _Warnings(logging.Handler):
    """Writes records of the standard library as events."""

    def __init__(self, log: Log) -> None:
        super().__init__(logging.WARNING)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record."""
        self._log.warning("library.warning", logger=record.name, message=record.getMessage())
