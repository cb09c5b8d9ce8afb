"""What the caller's own process spends: processor time, memory, and the functions that take it.

The model works elsewhere. What is measured here is the part that you pay for on your own machine:
the SDK, the parsing of streams, your code around them.
"""

import cProfile
import gc
import pstats
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import BaseModel, ConfigDict, NonNegativeFloat, NonNegativeInt


class FunctionCost(BaseModel):
    """A function and what it took."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    """For example `openai/_streaming.py:Stream.__next__`."""
    calls: NonNegativeInt
    """How often it was called."""
    own_seconds: NonNegativeFloat
    """Time in it, and not in what it called."""


class ResourceUse(BaseModel):
    """What a block of code has needed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    wall_seconds: NonNegativeFloat
    """How long it took."""
    processor_seconds: NonNegativeFloat
    """How long this process kept a processor busy, all its threads together."""
    peak_bytes: NonNegativeInt | None = None
    """The most memory that Python's objects had more than before; none if nobody looked."""
    functions: tuple[FunctionCost, ...] = ()
    """The functions that took most, the most expensive first; empty if nobody looked."""

    @property
    def busy(self) -> float:
        """The share of the time in which a processor was at work for it; above 1 with threads."""
        return self.processor_seconds / self.wall_seconds if self.wall_seconds else 0.0


class Profiler:
    """Measures blocks of code.

    To look costs time: memory about doubles that of code that makes many objects, and functions
    cost more the smaller they are. So ask for either in a run of its own, and take times from a
    run without them.

    Args:
        memory: Whether to follow the memory of Python's objects.
        functions: How many functions to name; 0 for none.
    """

    def __init__(self, *, memory: bool = False, functions: int = 0) -> None:
        self.use: ResourceUse | None = None
        """What the last block needed; none before it is over."""
        self._memory = memory
        self._functions = functions

    @contextmanager
    def measured(self) -> Iterator[None]:
        """Measure the block; `use` holds what it needed, also if it fails."""
        profile = cProfile.Profile() if self._functions else None
        gc.collect()
        if self._memory:
            tracemalloc.start()
        began, busy = time.perf_counter(), time.process_time()
        if profile:
            profile.enable()
        try:
            yield
        finally:
            if profile:
                profile.disable()
            took, used = time.perf_counter() - began, time.process_time() - busy
            peak = tracemalloc.get_traced_memory()[1] if self._memory else None
            if self._memory:
                tracemalloc.stop()
            costs = _costs(profile, self._functions) if profile else ()
            self.use = ResourceUse(
                wall_seconds=took, processor_seconds=used, peak_bytes=peak, functions=costs
            )


def _costs(profile: cProfile.Profile, most: int) -> tuple[FunctionCost, ...]:
    """Return the functions with the most time of their own."""
    # What typeshed does not know of: https://docs.python.org/3/library/profile.html#pstats.Stats
    found: dict[tuple[str, int, str], tuple[int, int, float, float, object]]
    found = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    costly = sorted(found.items(), key=lambda item: item[1][2], reverse=True)[:most]
    return tuple(
        FunctionCost(name=_name(file, function), calls=calls, own_seconds=own)
        for (file, _, function), (_, calls, own, _, _) in costly
    )


def _name(file: str, function: str) -> str:
    if file == "~":
        return function
    # The last two parts tell enough, and nothing of whose machine it is.
    return f"{'/'.join(Path(file).parts[-2:])}:{function}"
