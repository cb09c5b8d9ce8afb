"""Serve JSON over HTTP on this machine, each request in a thread, reported once for all routes."""

import asyncio
import json
import threading
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from llmkit import LLMKitError, ProviderError
from llmkit.telemetry import error_type

from examples.observability.telemetry.observability import REQUEST_ID, Observability
from examples.observability.telemetry.service_errors import BadRequestError, ServiceError

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Route:
    """What answers requests to one path."""

    method: str
    path: str
    """Its last part may be a placeholder in braces, whose value the handler gets."""
    handle: Callable[[str, Json], Awaitable[Json]]
    """Gets the value of the placeholder and the body, and returns the answer."""

    @property
    def name(self) -> str:
        """Method and path: a name with few values, fit for spans and metrics."""
        return f"{self.method} {self.path}"

    def value(self, method: str, path: str) -> str | None:
        """Return the value of the placeholder, or None where the route does not fit."""
        prefix, brace, _ = self.path.partition("{")
        if method != self.method or not path.startswith(prefix):
            return None
        rest = path.removeprefix(prefix)
        return rest if bool(rest) == bool(brace) and "/" not in rest else None


class JsonServer:
    """A service on a free port, for as long as the `with` block lasts.

    Args:
        routes: What it answers.
        observability: Where it reports.
    """

    def __init__(self, routes: tuple[Route, ...], observability: Observability) -> None:
        self._http = _Server(routes, observability)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        """Its address, without a path."""
        return f"http://127.0.0.1:{self._http.server_port}"

    def __enter__(self) -> Self:
        """Begin to serve."""
        self._thread.start()
        return self

    def __exit__(
        self,
        error_class: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop, when the requests that run are answered."""
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    # The default of 5 resets connections when a crowd arrives at once.
    request_queue_size = 128

    def __init__(self, routes: tuple[Route, ...], observability: Observability) -> None:
        self.routes, self.observability = routes, observability
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base names it
        """Say nothing here; requests are reported as events with fields."""

    def do_GET(self) -> None:
        self.close_connection = True
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        for route in self.server.routes:
            value = route.value(self.command, self.path)
            if value is not None:
                self._send(*answered(self.server.observability, route, value, headers, body))
                return
        self._send(404, {"error": "no_route"})

    do_POST = do_GET  # noqa: N815  # the base names it

    def _send(self, status: int, answer: Json) -> None:
        content = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        self.send_header("connection", "close")
        self.end_headers()
        self.wfile.write(content)


def answered(
    observability: Observability, route: Route, value: str, headers: Mapping[str, str], body: bytes
) -> tuple[int, Json]:
    """Return status and answer of one request, and report it.

    An answer that tells of a failure has the id of the request, for people to quote.
    """
    ids: Json = {}
    try:
        with observability.served(route.name, headers):
            if REQUEST_ID in (outgoing := observability.outgoing()):
                ids["request_id"] = outgoing[REQUEST_ID]
            return 200, asyncio.run(_logged(observability, route, value, body))
    except Exception as error:  # the edge of the service: whoever asked gets an answer
        return status_of(error), {"error": error_type(error), **ids}


async def _logged(observability: Observability, route: Route, value: str, body: bytes) -> Json:
    log, started = observability.log, time.perf_counter()
    try:
        answer = await route.handle(value, parsed(body))
    except LLMKitError as error:
        log.error("request.failed", route=route.name, error_type=error.code)
        raise
    except Exception as error:
        # Nobody foresaw this one, so the log gets the stack.
        log.error("request.crashed", route=route.name, error_type=error_type(error), exc_info=True)
        raise
    milliseconds = round((time.perf_counter() - started) * 1000, 1)
    log.info("request.answered", route=route.name, milliseconds=milliseconds)
    return answer


def parsed(body: bytes) -> Json:
    """Return the body of a request.

    Raises:
        BadRequestError: It is no JSON object.
    """
    try:
        found = json.loads(body or b"{}")
    except ValueError:
        raise BadRequestError("body.parse", "not JSON") from None
    if not isinstance(found, dict):
        raise BadRequestError("body.parse", "not a JSON object")
    return found


def status_of(error: Exception) -> int:
    """Return the HTTP status that tells a caller whose fault an error is."""
    if isinstance(error, ServiceError):
        return error.status
    return 502 if isinstance(error, ProviderError) else 500
