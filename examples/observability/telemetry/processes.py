"""Start both services as processes, ask them, and gather what they reported."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx2

from examples.observability.telemetry.collector import LocalCollector
from examples.observability.telemetry.finished_span import FinishedSpan

MODULE = "examples.observability.telemetry.serve"


@dataclass(frozen=True, slots=True)
class Told:
    """What one request left behind."""

    status: int
    answer: Mapping[str, Any]
    logs: tuple[Mapping[str, Any], ...]
    """The lines of both services, by time."""
    spans: tuple[FinishedSpan, ...]
    """The spans of both services, as the collector has them, by time."""


class Service:
    """A service in a process of its own.

    Args:
        arguments: What to start.
        environment: Its variables, besides those of this process.
    """

    def __init__(self, *arguments: str, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", MODULE, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **environment},
            text=True,
        )
        assert self._process.stdout is not None  # noqa: S101  # it was asked for
        self.url = self._process.stdout.readline().strip()

    def end(self) -> list[Mapping[str, Any]]:
        """End the process in order, and return the lines of its log."""
        _, errors = self._process.communicate(timeout=30)
        return [json.loads(line) for line in errors.splitlines()]


def ask_two_processes(
    collector: LocalCollector, *, question: str, order: str, headers: Mapping[str, str]
) -> Told:
    """Start both services, ask one question, and end them, so that everything is delivered.

    Args:
        collector: Where both report to.
        question: What is asked.
        order: The number of an order.
        headers: Headers of the request.
    """
    environment = {"OTEL_EXPORTER_OTLP_ENDPOINT": collector.endpoint}
    orders = Service("orders", environment=environment)
    assistant = Service("assistant", "--orders", orders.url, environment=environment)
    try:
        body = {"question": question, "order": order}
        response = httpx2.post(
            f"{assistant.url}/answers", json=body, headers=dict(headers), timeout=20.0
        )
    finally:
        lines = [*assistant.end(), *orders.end()]
    lines.sort(key=lambda line: str(line["time"]))
    spans = sorted(collector.spans, key=lambda span: span.start_ns)
    return Told(response.status_code, response.json(), tuple(lines), tuple(spans))
