"""Work through many items with a fixed number of workers, and lose none of the results."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from llmkit.errors import (
    AuthenticationError,
    LLMKitError,
    ModelNotFoundError,
    PermanentError,
    ProviderError,
)
from llmkit.telemetry import Telemetry

Item = TypeVar("Item")

FATAL = (AuthenticationError, ModelNotFoundError)
"""What would fail for every other item as well."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Item]):
    """What became of one item."""

    item: Item
    """The item itself."""
    text: str = ""
    """The result, when there is one."""
    code: str = "ok"
    """The code of the error, when there is one."""
    final: bool = True
    """Whether trying the item again would be pointless."""

    @property
    def succeeded(self) -> bool:
        """Whether there is a result."""
        return self.code == "ok"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch has come."""

    total: int
    """How many items there are."""
    finished: int
    """How many of them have an outcome."""
    failed: int
    """How many of those are failures."""
    seconds: float
    """How long it took so far."""

    @property
    def per_second(self) -> float:
        """Finished items a second, since the start."""
        return self.finished / self.seconds if self.seconds else 0.0


class BatchAbortedError(LLMKitError):
    """The batch was given up, because the next item would have failed in the same way."""

    code = "batch_aborted"
    sentence = "the batch was given up"


class Batch(Generic[Item]):
    """A pool of workers that share one supply of items.

    Args:
        work: Turns an item into a result.
        workers: How many items are in work at once, at the most.
        on_outcome: Called with each outcome as it comes, for example to save it.
        on_progress: Called after that with the state of the whole.
        telemetry: Where durations and errors of the items are reported.
    """

    def __init__(
        self,
        work: Callable[[Item], Awaitable[str]],
        *,
        workers: int,
        on_outcome: Callable[[Outcome[Item]], None] = lambda _: None,
        on_progress: Callable[[Progress], None] = lambda _: None,
        telemetry: Telemetry | None = None,
    ) -> None:
        if workers < 1:
            raise ValueError(f"a batch needs at least 1 worker, not {workers}")
        self._work = work
        self._workers = workers
        self._on_outcome = on_outcome
        self._on_progress = on_progress
        self._telemetry = telemetry or Telemetry("batch")

    async def run(self, items: Sequence[Item]) -> list[Outcome[Item]]:
        """Process every item and return the outcomes in the order in which they came.

        Raises:
            BatchAbortedError: Something failed that is not the fault of a single item. What was
                finished before has been passed to `on_outcome`.
        """
        outcomes: list[Outcome[Item]] = []
        supply = iter(items)
        report = self._reporter(len(items), outcomes)
        try:
            async with asyncio.TaskGroup() as pool:
                for _ in range(min(self._workers, len(items))):
                    pool.create_task(self._worker(supply, report))
        except ExceptionGroup as errors:
            detail = f"{len(outcomes)} of {len(items)} items were finished"
            raise BatchAbortedError("batch.run", detail) from errors.exceptions[0]
        return outcomes

    async def _worker(
        self, supply: Iterator[Item], report: Callable[[Outcome[Item]], None]
    ) -> None:
        # All workers draw from one iterator: each item goes to whoever is free first. Tasks only
        # switch at an `await`, and drawing an item is none, so no lock is needed.
        for item in supply:
            report(await self._outcome_of(item))

    def _reporter(
        self, total: int, outcomes: list[Outcome[Item]]
    ) -> Callable[[Outcome[Item]], None]:
        """Return what a worker calls with each outcome: keep it, save it, tell how far we are."""
        clock = asyncio.get_running_loop().time
        started, failed = clock(), 0

        def report(outcome: Outcome[Item]) -> None:
            nonlocal failed
            failed += not outcome.succeeded
            outcomes.append(outcome)
            self._on_outcome(outcome)
            self._on_progress(Progress(total, len(outcomes), failed, clock() - started))

        return report

    async def _outcome_of(self, item: Item) -> Outcome[Item]:
        try:
            with self._telemetry.operation("item"):
                return Outcome(item, await self._work(item))
        except FATAL:
            raise
        except ProviderError as error:
            return Outcome(item, code=error.code, final=isinstance(error, PermanentError))
