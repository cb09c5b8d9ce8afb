"""Take the collector away, and look at what the calls notice and at what is lost."""

import asyncio
import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from llmkit import ChatModel, Message, Reply, Script, SimulatedChatModel

from examples.observability.telemetry.collector import Behaviour, LocalCollector
from examples.observability.telemetry.delivery import DeliveryCounts
from examples.observability.telemetry.settings import Settings
from examples.observability.telemetry.stack import Stack

CALLS = 300
QUEUE = 100
"""Smaller than the number of calls, so that it overflows when nothing is taken."""
TIMEOUT = 1.5
"""Seconds; enough for one pause of the exporter, which lasts 0.8 to 1.2, and not for the second."""
HELLO = [Message.user("Where is it?")]


@dataclass(frozen=True, slots=True)
class Outage:
    """What became of calls and spans while a collector behaved in some way."""

    collector: str
    answered: int
    """How many calls got their reply."""
    seconds_of_calls: float
    seconds_to_close: float
    counts: DeliveryCounts


def scripted_model() -> ChatModel:
    """Return a model that replies at once, any number of times."""
    return SimulatedChatModel(script=Script.of(Reply("On its way.", times=None)))


def measured(behaviour: Behaviour | None, *, queue: int = QUEUE) -> Outage:
    """Make calls while a collector behaves in some way.

    Args:
        behaviour: What the collector does; None for no collector at its address.
        queue: How many spans may wait.
    """
    with _endpoint(behaviour) as endpoint:
        settings = Settings(
            service="assistant", endpoint=endpoint, queue=queue, export_timeout=TIMEOUT
        )
        log = io.StringIO()
        stack = Stack(settings, log_to=log)
        with stack.library_warnings():
            started = time.perf_counter()
            answered = asyncio.run(_calls(stack.observed(scripted_model())))
            called = time.perf_counter()
            stack.deliver()
            closed = time.perf_counter()
            stack.close()
    (delivery,) = stack.deliveries
    name = behaviour or "not there"
    return Outage(name, answered, called - started, closed - called, delivery.counts)


def line(outage: Outage) -> str:
    """Return a line of the table."""
    return f"{outage.collector:10} answered {outage.answered}  {outage.counts}"


async def _calls(model: ChatModel) -> int:
    return len([await model.complete(HELLO) for _ in range(CALLS)])


@contextmanager
def _endpoint(behaviour: Behaviour | None) -> Iterator[str]:
    if behaviour is None:
        yield "http://127.0.0.1:1"
        return
    with LocalCollector(behaviour) as collector:
        yield collector.endpoint
