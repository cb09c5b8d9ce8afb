"""Measure in real time: one worker against several, in one run, on this machine.

python -m examples.reliability.batch_processing.measure --tickets 200 --speed 50
"""

import argparse
import asyncio
import logging
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from llmkit import Profile, RetryPolicy, with_retries

from examples.reliability.batch_processing.answer_pending import answer_pending
from examples.reliability.batch_processing.journal import Journal
from examples.reliability.batch_processing.tickets import (
    EVERYDAY,
    make_tickets,
    simulated_provider,
)


@dataclass(frozen=True, slots=True)
class Measurement:
    """What one run cost."""

    workers: int
    """How many tickets were in work at once."""
    seconds: float
    """How long it took."""
    processor_seconds: float
    """How long the processor was busy for it."""
    answered: int
    """How many tickets have an answer."""


def faster(profile: Profile, factor: float) -> Profile:
    """Return a provider that does everything in a fraction of the time."""
    return replace(
        profile,
        latency=profile.latency / factor,
        time_to_first_token=profile.time_to_first_token / factor,
        tokens_per_second=profile.tokens_per_second * factor,
        retry_after=profile.retry_after / factor,
    )


def measure(count: int, workers: int, *, speed: float) -> Measurement:
    """Answer so many tickets in real time."""
    policy = RetryPolicy(attempts=4, first_wait=0.5 / speed, jitter=0.5 / speed)
    model = with_retries(simulated_provider(faster(EVERYDAY, speed)), policy)
    with TemporaryDirectory(dir=Path.cwd()) as folder:
        journal = Journal(Path(folder, "journal.jsonl"), flush_every=20)
        began, busy = time.perf_counter(), time.process_time()
        outcomes = asyncio.run(answer_pending(make_tickets(count), model, journal, workers=workers))
        took, used = time.perf_counter() - began, time.process_time() - busy
    return Measurement(workers, took, used, sum(each.succeeded for each in outcomes))


def peak_megabytes() -> float:
    """Return the most memory that this process has held so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1_000_000 if sys.platform == "darwin" else peak / 1_000


def main(arguments: Sequence[str]) -> None:
    """Print one line for each number of workers, with the speed-up over the first."""
    parser = argparse.ArgumentParser(prog="measure", description=__doc__)
    parser.add_argument("--tickets", type=int, default=200)
    parser.add_argument("--speed", type=float, default=50.0, help="divide all waits by this")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 4, 8, 16])
    options = parser.parse_args(arguments)
    logging.getLogger("stamina").setLevel(logging.ERROR)
    first: Measurement | None = None
    for workers in options.workers:
        result = measure(options.tickets, workers, speed=options.speed)
        first = first or result
        print(
            f"{workers:3} workers  {result.seconds:7.2f} s  {result.answered} answered  "
            f"{first.seconds / result.seconds:5.1f}x  {result.processor_seconds:.2f} s processor  "
            f"{peak_megabytes():.0f} MB peak"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
