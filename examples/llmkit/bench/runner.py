"""Make the calls of a workload and note what each of them took."""

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from contextlib import aclosing, nullcontext
from dataclasses import dataclass, field
from typing import Protocol

from llmkit import semantic_attributes as names
from llmkit.bench.environment import this_environment
from llmkit.bench.profiler import Profiler
from llmkit.bench.results import BenchmarkResult, CallResult
from llmkit.bench.workload import Workload
from llmkit.chat_model import ChatModel
from llmkit.errors import ProviderError
from llmkit.messages import Chunk, Usage
from llmkit.simulated_time import SimulatedTimeLoop
from llmkit.telemetry import Telemetry

Clock = Callable[[], float]
"""Returns seconds since some fixed moment, as `time.perf_counter` does."""


class Runner(Protocol):
    """Whatever runs a workload: this module's runner, or one that asks machines elsewhere."""

    async def run(
        self, model: ChatModel, workload: Workload, *, label: str = ""
    ) -> BenchmarkResult:
        """Return what the calls of a workload took.

        Args:
            model: The model.
            workload: The calls.
            label: What to call the result; empty for provider and model.
        """
        ...


@dataclass(slots=True)
class _Reply:
    """What has come of a call so far."""

    first: float | None = None
    last: float = 0.0
    chunks: int = 0
    longest_gap: float = 0.0
    usage: Usage = field(default_factory=Usage)

    def add(self, chunk: Chunk, now: float) -> None:
        """Take the next piece of a stream."""
        self.usage = chunk.usage or self.usage
        if not chunk.text:
            return
        if self.first is None:
            self.first = now
        else:
            self.longest_gap = max(self.longest_gap, now - self.last)
        self.last = now
        self.chunks += 1


class BenchmarkRunner:
    """Runs workloads in this process.

    A call that fails is a result like any other; retry outside of the benchmark, or put
    `with_retries` around the model and measure both.

    Args:
        now: The clock; None stands for that of the event loop when time is simulated, and for
            `time.perf_counter` otherwise.
        seed: Decides when calls begin in a workload with a rate; equal seeds, equal moments.
        telemetry: Where each run reports; None stands for the providers of the whole process.
        profiler: What looks at this process during the measured part; None for nobody.
    """

    def __init__(
        self,
        *,
        now: Clock | None = None,
        seed: int = 0,
        telemetry: Telemetry | None = None,
        profiler: Profiler | None = None,
    ) -> None:
        self._clock = now
        self._seed = seed
        self._telemetry = telemetry or Telemetry("bench")
        self._profiler = profiler
        meter = self._telemetry.meter
        self._latency = meter.create_histogram(
            names.BENCH_LATENCY, unit="s", description="Wait for a whole reply."
        )
        self._failures = meter.create_counter(
            names.BENCH_FAILURES, unit="{call}", description="Calls that failed."
        )

    async def run(
        self, model: ChatModel, workload: Workload, *, label: str = ""
    ) -> BenchmarkResult:
        """Return what the calls of a workload took; see `Runner.run`."""
        now = self._clock or _clock_of_loop()
        attributes = {
            names.GEN_AI_PROVIDER_NAME: model.provider,
            names.GEN_AI_REQUEST_MODEL: model.model,
            names.BENCH_WORKLOAD: workload.name,
        }
        with self._telemetry.operation("run", attributes):
            for number in range(workload.warm_up):
                await _Caller(model, workload, now).call(number, 0.0)
            caller = _Caller(model, workload, now)
            with self._profiler.measured() if self._profiler else nullcontext():
                calls = await self._all(caller, workload)
        self._report(calls, {key: str(value) for key, value in attributes.items()})
        return BenchmarkResult(
            label=label or f"{model.provider} {model.model}",
            provider=model.provider,
            model=model.model,
            workload=workload,
            calls=tuple(calls),
            use=self._profiler.use if self._profiler else None,
            environment=this_environment(),
        )

    async def _all(self, caller: "_Caller", workload: Workload) -> list[CallResult]:
        if workload.rate is None:
            return await _one_after_the_other(caller, workload)
        # A generator of its own for each run: the second run has the same moments as the first.
        draw = random.Random(self._seed)  # noqa: S311  # repeatable, not secret
        return await _when_due(caller, arrivals(workload.calls, workload.rate, draw))

    def _report(self, calls: Sequence[CallResult], labels: dict[str, str]) -> None:
        for call in calls:
            if call.error:
                self._failures.add(1, {**labels, names.ERROR_TYPE: call.error})
            else:
                self._latency.record(call.latency, labels)


class _Caller:
    """Makes calls and times them from its own first moment on."""

    def __init__(self, model: ChatModel, workload: Workload, now: Clock) -> None:
        self._model = model
        self._workload = workload
        self._now = now
        self._begun = now()

    def elapsed(self) -> float:
        """Return the seconds since the beginning."""
        return self._now() - self._begun

    async def call(self, number: int, scheduled: float) -> CallResult:
        """Make one call, which was due at a moment, and return what came of it."""
        started = self.elapsed()
        reply, error = _Reply(), ""
        try:
            await (self._stream if self._workload.stream else self._complete)(number, reply)
        except ProviderError as failure:
            error = failure.code
        return CallResult(
            scheduled=min(scheduled, started),
            started=started,
            first=reply.first,
            ended=self.elapsed(),
            input_tokens=reply.usage.input_tokens,
            output_tokens=reply.usage.output_tokens,
            chunks=reply.chunks,
            longest_gap=reply.longest_gap,
            error=error,
        )

    async def _stream(self, number: int, reply: _Reply) -> None:
        messages, options = self._workload.messages(number), self._workload.options()
        async with aclosing(self._model.stream(messages, **options)) as chunks:
            async for chunk in chunks:
                reply.add(chunk, self.elapsed())

    async def _complete(self, number: int, reply: _Reply) -> None:
        messages, options = self._workload.messages(number), self._workload.options()
        reply.usage = (await self._model.complete(messages, **options)).usage


async def _one_after_the_other(caller: _Caller, workload: Workload) -> list[CallResult]:
    """Let so many callers take call after call, and return the results by their numbers."""
    waiting = iter(range(workload.calls))
    found: dict[int, CallResult] = {}

    async def work() -> None:
        for number in waiting:
            found[number] = await caller.call(number, caller.elapsed())

    async with asyncio.TaskGroup() as group:
        for _ in range(min(workload.concurrency, workload.calls)):
            group.create_task(work())
    return [found[number] for number in sorted(found)]


async def _when_due(caller: _Caller, moments: Sequence[float]) -> list[CallResult]:
    """Begin each call at its moment, whatever has become of the others."""
    tasks: list[asyncio.Task[CallResult]] = []
    async with asyncio.TaskGroup() as group:
        for number, moment in enumerate(moments):
            await asyncio.sleep(max(0.0, moment - caller.elapsed()))
            tasks.append(group.create_task(caller.call(number, moment)))
    return [task.result() for task in tasks]


def arrivals(calls: int, rate: float, draw: random.Random) -> list[float]:
    """Return when calls begin that do not know of each other: a Poisson process.

    The waits between them are drawn from an exponential distribution, so there are quiet moments
    and crowds, as with users.

    Args:
        calls: How many there are.
        rate: How many begin in a second, on average.
        draw: Where chance comes from.

    Returns:
        Seconds from the beginning, in order.
    """
    moments, at = [], 0.0
    for _ in range(calls):
        at += draw.expovariate(rate)
        moments.append(at)
    return moments


def _clock_of_loop() -> Clock:
    """Return the clock by which the running loop waits, if that is another than everybody's."""
    loop = asyncio.get_running_loop()
    return loop.time if isinstance(loop, SimulatedTimeLoop) else time.perf_counter
