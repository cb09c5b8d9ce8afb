"""Measure what telemetry costs a call: switched off, unsampled, and on."""

import asyncio
import gc
import io
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

from llmkit import ChatModel, Message, Reply, Script, SimulatedChatModel

from examples.observability.telemetry.collector import LocalCollector
from examples.observability.telemetry.observability import Observability
from examples.observability.telemetry.settings import Settings
from examples.observability.telemetry.stack import Stack
from examples.observability.telemetry.switched_off import SwitchedOff

HELLO = [Message.user("Where is it?")]
Call = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a call takes."""

    name: str
    python_calls: int
    """Functions of Python that are entered."""
    microseconds: float
    """Time of the processor in all threads, the best of some rounds."""


def scripted_model() -> ChatModel:
    """Return a model that replies at once, any number of times."""
    return SimulatedChatModel(script=Script.of(Reply("word " * 50, times=None)))


def bare_call() -> Call:
    """Return the code without a line of telemetry."""
    model = scripted_model()

    async def call() -> object:
        return await model.complete(HELLO)

    return call


def reported_call(reporting: Observability) -> Call:
    """Return the same code with telemetry: an operation, a model that is observed, an event."""
    model = reporting.observed(scripted_model())

    async def call() -> object:
        with reporting.operation("answer"):
            reply = await model.complete(HELLO)
            reporting.log.info("answer.given", tokens=reply.usage.total_tokens)
        return reply

    return call


@contextmanager
def ways() -> Iterator[Mapping[str, Call]]:
    """Yield the same call with more and more of telemetry."""
    with LocalCollector() as collector:
        settings = {
            "on, no trace kept": Settings(service="bench", sampled=0.0),
            "on, all of it": Settings(service="bench", endpoint=collector.endpoint),
        }
        stacks = {name: Stack(each, log_to=io.StringIO()) for name, each in settings.items()}
        yield {
            "none in the code": bare_call(),
            "switched off": reported_call(SwitchedOff()),
            **{name: reported_call(stack) for name, stack in stacks.items()},
        }
        for stack in stacks.values():
            stack.close()


def costs(*, calls: int = 200, rounds: int = 8) -> list[Cost]:
    """Return what each way costs.

    Args:
        calls: How many calls make a round.
        rounds: How often each way has its turn. What else the machine does can only add time, so
            the best round of each counts.
    """
    with ways() as found:
        best = dict.fromkeys(found, float("inf"))
        for _ in range(rounds):
            for name, call in found.items():
                best[name] = min(best[name], _processor_time(call, calls) / calls)
        return [Cost(name, python_calls(call), best[name] * 1e6) for name, call in found.items()]


def python_calls(call: Call) -> int:
    """Return how many functions of Python one call enters, in this thread."""
    entered = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal entered
        entered += event == "call"

    async def counted() -> None:
        await call()
        before = sys.getprofile()
        sys.setprofile(count)
        try:
            await call()
        finally:
            sys.setprofile(before)

    asyncio.run(counted())
    return entered


def bytes_kept(call: Call, *, calls: int = 200) -> int:
    """Return what memory a call leaves behind, in bytes; it is rounded down."""

    async def repeated() -> int:
        for _ in range(calls):
            await call()
        gc.collect()
        tracemalloc.start()
        try:
            for _ in range(calls):
                await call()
            gc.collect()
            return tracemalloc.get_traced_memory()[0]
        finally:
            tracemalloc.stop()

    return asyncio.run(repeated()) // calls


def loaded(*, enabled: bool) -> list[str]:
    """Return which packages of telemetry a new process has loaded after a call.

    Args:
        enabled: Whether telemetry is on, with a collector at an address where nobody listens.
    """
    program = f"{_PROGRAM.format(enabled=enabled)}print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    modules = done.stdout.split()
    return [name for name in HEAVY if name in modules]


HEAVY = ("google.protobuf", "opentelemetry.sdk", "requests", "structlog")
"""What the logs, the SDK and the exporter bring into a process."""

_PROGRAM = """
import asyncio, io, sys
from llmkit import Message, Script, chat_model
from examples.observability.telemetry.settings import Settings
from examples.observability.telemetry.switch import observability

settings = Settings(service="a", enabled={enabled}, endpoint="http://127.0.0.1:1", sampled=0.0)
reporting = observability(settings, log_to=io.StringIO())
model = reporting.observed(chat_model("simulated", script=Script.of("Yes.")))
with reporting.served("GET /x", {{}}), reporting.operation("a"):
    asyncio.run(model.complete([Message.user("Is it here?")]))
    reporting.log.info("done", **reporting.outgoing())
"""


def _processor_time(call: Call, calls: int) -> float:
    async def repeated() -> float:
        started = time.process_time()
        for _ in range(calls):
            await call()
        return time.process_time() - started

    return asyncio.run(repeated())
