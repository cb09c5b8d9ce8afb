"""Carry the ids of a request from one service to the next, and through tasks within one.

Ids live in context variables: a task begins with a copy of its parent's, so what it sets stays its
own. Between services they travel as the headers of W3C Trace Context, which OpenTelemetry reads and
writes, and as `x-request-id`, which people put into tickets.
"""

import re
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from opentelemetry.context import Context, attach, detach
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from structlog.contextvars import bound_contextvars, get_contextvars

from examples.observability.telemetry.observability import REQUEST_ID

_TRACE_CONTEXT = TraceContextTextMapPropagator()
# What comes from outside ends up in every line of the log, so its form and length are bounded.
_PLAIN = re.compile(r"[A-Za-z0-9._-]{1,64}")


@contextmanager
def joined(headers: Mapping[str, str]) -> Iterator[Context]:
    """Make the block part of the request that the headers belong to.

    Without usable headers it becomes a request of its own: a caller's mistake in telemetry is no
    reason to refuse a question.

    Args:
        headers: The headers of a request, with names in lower case.

    Yields:
        The context that the span of the request begins in.
    """
    context = _TRACE_CONTEXT.extract(dict(headers), context=Context())
    token = attach(context)
    try:
        with bound_contextvars(request_id=accepted_id(headers.get(REQUEST_ID, ""))):
            yield context
    finally:
        detach(token)


def outgoing_headers() -> dict[str, str]:
    """Return the headers for a request to another service of ours.

    Do not send them to anybody else: a provider has no use for your ids.
    """
    headers: dict[str, str] = {}
    _TRACE_CONTEXT.inject(headers)
    request_id = get_contextvars().get("request_id")
    if request_id:
        headers[REQUEST_ID] = request_id
    return headers


def accepted_id(given: str) -> str:
    """Return the id that a caller gave if it is harmless, or else a new one."""
    return given if _PLAIN.fullmatch(given) else uuid.uuid4().hex[:12]
