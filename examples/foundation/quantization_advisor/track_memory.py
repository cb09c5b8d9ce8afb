"""Track what really gets held in memory, to compare it with what was computed."""

import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(slots=True)
class Tracked:
    """Bytes, known when the block has ended."""

    held: int = 0
    """What was allocated in the block and is still there."""
    peak: int = 0
    """The most that was there at a time."""


@contextmanager
def track_memory() -> Iterator[Tracked]:
    """Count what Python and numpy allocate in the block; code in C may escape it."""
    tracked = Tracked()
    running = tracemalloc.is_tracing()
    if not running:
        tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    tracemalloc.reset_peak()
    try:
        yield tracked
    finally:
        after, peak = tracemalloc.get_traced_memory()
        tracked.held, tracked.peak = after - before, peak - before
        if not running:
            tracemalloc.stop()


def held_by(make: Callable[[], object]) -> Tracked:
    """Return what it takes to make something and to keep it."""
    # What is set up once, at the first call, is no part of what is made.
    make()
    with track_memory() as tracked:
        kept = make()
    del kept
    return tracked
