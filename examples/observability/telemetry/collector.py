"""A small OTLP/HTTP collector on this machine: it decodes what arrives, and fails when told to."""

import gzip
import threading
from collections.abc import Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Literal, Self

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import (
    ExportMetricsServiceRequest,
)
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, KeyValue
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status

from examples.observability.telemetry.finished_span import FinishedSpan

Behaviour = Literal["accept", "refuse", "hang"]
"""What it does with a request: take it, answer 503, or keep the caller waiting."""

HANG_SECONDS = 60.0


class LocalCollector:
    """Receives spans and metrics for as long as the `with` block lasts.

    It keeps all of them in memory, so it is for tests and for trying things out.

    Args:
        behaviour: What it does with requests.
    """

    def __init__(self, behaviour: Behaviour = "accept") -> None:
        self.behaviour = behaviour
        self.spans: list[FinishedSpan] = []
        self.metric_names: set[str] = set()
        self.headers: list[dict[str, str]] = []
        """The headers of each request, with names in lower case."""
        self.bytes_of_spans = 0
        self.closing = threading.Event()
        self._http = _Server(self)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    @property
    def endpoint(self) -> str:
        """The base address that exporters are given."""
        return f"http://127.0.0.1:{self._http.server_port}"

    def trace(self, trace_id: str) -> list[FinishedSpan]:
        """Return the spans of a trace, by the time at which they began."""
        found = (span for span in self.spans if span.trace_id == trace_id)
        return sorted(found, key=lambda span: span.start_ns)

    def take(self, path: str, body: bytes) -> int:
        """Keep what a request brought, and return the HTTP status of the answer."""
        try:
            if path == "/v1/traces":
                self.spans.extend(decoded_spans(body))
                self.bytes_of_spans += len(body)
            elif path == "/v1/metrics":
                self.metric_names.update(decoded_metric_names(body))
            else:
                return 404
        except DecodeError:
            return 400
        return 200

    def __enter__(self) -> Self:
        """Begin to listen."""
        self._thread.start()
        return self

    def __exit__(
        self,
        error_type: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop, also while callers hang."""
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    def __init__(self, collector: LocalCollector) -> None:
        self.collector = collector
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base names it
        """Say nothing; what arrives is kept."""

    def do_POST(self) -> None:
        """Take one export."""
        self.close_connection = True
        collector = self.server.collector
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        if self.headers.get("content-encoding") == "gzip":
            body = gzip.decompress(body)
        if collector.behaviour == "hang":
            collector.closing.wait(HANG_SECONDS)
        refused = collector.behaviour != "accept"
        collector.headers.append({key.lower(): value for key, value in self.headers.items()})
        try:
            self.send_response(503 if refused else collector.take(self.path, body))
            self.send_header("content-length", "0")
            self.send_header("connection", "close")
            self.end_headers()
        except ConnectionError:
            # The exporter has given up, as it should.
            return


def decoded_spans(body: bytes) -> list[FinishedSpan]:
    """Return the spans of an export request in Protocol Buffers.

    Raises:
        DecodeError: The body is not such a request.
    """
    request = ExportTraceServiceRequest.FromString(body)
    return [
        _finished(str(_attributes(resource.resource.attributes).get("service.name", "")), span)
        for resource in request.resource_spans
        for scope in resource.scope_spans
        for span in scope.spans
    ]


def decoded_metric_names(body: bytes) -> set[str]:
    """Return the names of the metrics of an export request."""
    request = ExportMetricsServiceRequest.FromString(body)
    return {
        metric.name
        for resource in request.resource_metrics
        for scope in resource.scope_metrics
        for metric in scope.metrics
    }


def _finished(service: str, span: Span) -> FinishedSpan:
    return FinishedSpan(
        service=service,
        name=span.name,
        trace_id=span.trace_id.hex(),
        span_id=span.span_id.hex(),
        parent_id=span.parent_span_id.hex(),
        start_ns=span.start_time_unix_nano,
        end_ns=span.end_time_unix_nano,
        attributes=_attributes(span.attributes),
        failed=span.status.code == Status.STATUS_CODE_ERROR,
        exceptions=tuple(
            str(_attributes(event.attributes).get("exception.message", "")) for event in span.events
        ),
    )


def _attributes(pairs: Iterable[KeyValue]) -> dict[str, object]:
    return {pair.key: _value(pair.value) for pair in pairs}


def _value(value: AnyValue) -> object:
    kind = value.WhichOneof("value")
    if kind == "array_value":
        return tuple(_value(each) for each in value.array_value.values)
    return getattr(value, kind) if kind else None
