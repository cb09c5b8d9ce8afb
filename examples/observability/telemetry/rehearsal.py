"""Both services in threads of one process, with all that they report in reach."""

import io
import json
import ssl
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

import httpx2
from llmkit import ChatModel

from examples.observability.telemetry.assistant_service import Assistant
from examples.observability.telemetry.finished_span import FinishedSpan
from examples.observability.telemetry.metrics_collector import Series
from examples.observability.telemetry.orders_service import Orders
from examples.observability.telemetry.serving import Json, JsonServer
from examples.observability.telemetry.settings import Settings
from examples.observability.telemetry.stack import Stack

# Reading the certificates takes longer than a request.
_TLS = ssl.create_default_context()


class Rehearsal:
    """Two services over real HTTP, without a collector: a hook takes the spans.

    What was reported is complete when the `with` block has ended.

    Args:
        model: The model of the assistant.
        orders_url: Where the assistant asks for orders; None stands for the second service.
        sampled: The share of traces that is kept.
    """

    def __init__(
        self, model: ChatModel, *, orders_url: str | None = None, sampled: float = 1.0
    ) -> None:
        self.spans: list[FinishedSpan] = []
        self._lines = io.StringIO()
        self._client = httpx2.Client(verify=_TLS, timeout=20.0)
        self.stacks = [
            Stack(
                Settings(service=service, sampled=sampled),
                log_to=self._lines,
                hooks=[self.spans.append],
                delay=0.01,
            )
            for service in ("assistant", "orders")
        ]
        assistant, orders = self.stacks
        self._orders = JsonServer(Orders(orders).routes(), orders)
        service = Assistant(model, orders_url or self._orders.url, assistant)
        self._assistant = JsonServer(service.routes(), assistant)

    def ask(
        self, question: str = "Where is it?", order: str = "A-17", **headers: str
    ) -> tuple[int, Json]:
        """Ask the assistant; return status and answer."""
        response = self._client.post(
            f"{self._assistant.url}/answers",
            json={"question": question, "order": order},
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )
        return response.status_code, response.json()

    @property
    def logs(self) -> list[Mapping[str, Any]]:
        """The lines of both logs, as they came."""
        return [json.loads(line) for line in self._lines.getvalue().splitlines()]

    @property
    def bytes_logged(self) -> int:
        """How long both logs are."""
        return len(self._lines.getvalue().encode())

    def series(self, name: str = "") -> list[Series]:
        """Return what both services measured."""
        return [each for stack in self.stacks for each in stack.metrics.series(name)]

    def __enter__(self) -> Self:
        """Start both services."""
        self._orders.__enter__()
        self._assistant.__enter__()
        return self

    def __exit__(
        self,
        error_type: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop both and deliver what waits; measurements stay readable."""
        self._assistant.__exit__(error_type, error, traceback)
        self._orders.__exit__(error_type, error, traceback)
        self._client.close()
        for stack in self.stacks:
            stack.deliver()
