"""The command line: two passes over the tickets, then the same with other numbers of workers."""

import argparse
import asyncio
import logging
import os
import random
from collections.abc import Callable, Coroutine, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from llmkit import ChatModel, RetryPolicy, chat_model, with_retries
from llmkit.factory import PROVIDER_VARIABLE
from llmkit.instrumented import instrumented
from llmkit.simulated_time import run_in_simulated_time

from examples.reliability.batch_processing.answer_pending import answer_pending
from examples.reliability.batch_processing.batch_processing import Outcome, Progress
from examples.reliability.batch_processing.journal import Entry, Journal
from examples.reliability.batch_processing.sizing import Trial, try_workers
from examples.reliability.batch_processing.tickets import (
    Ticket,
    make_tickets,
    simulated_provider,
)

ACCOUNT_CALLS_PER_SECOND = 12.0
POLICY = RetryPolicy(attempts=4)

Run = Callable[[Coroutine[Any, Any, list[Outcome[Ticket]]]], list[Outcome[Ticket]]]


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(prog="batch_processing", description=__doc__)
    parser.add_argument("--tickets", type=int, default=1000, help="how many to answer")
    parser.add_argument("--workers", type=int, default=12, help="how many at once")
    parser.add_argument("--journal", type=Path, help="keep it here and take an old one up again")
    parser.add_argument("--real-time", action="store_true", help="wait for every reply")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] = ()) -> None:
    """Run the demonstration; a real provider gets the two passes only."""
    options = parse(arguments)
    # In a batch a retry is a number, not a line; the metrics count it.
    logging.getLogger("stamina").setLevel(logging.ERROR)
    simulated = os.environ.get(PROVIDER_VARIABLE, "simulated") == "simulated"
    in_real_time = options.real_time or not simulated
    run: Run = asyncio.run if in_real_time else run_in_simulated_time
    tickets = make_tickets(options.tickets)
    with TemporaryDirectory(dir=Path.cwd()) as folder:
        journal = Journal(options.journal or Path(folder, "journal.jsonl"), flush_every=20)
        two_passes(tickets, journal, workers=options.workers, simulated=simulated, run=run)
    if simulated and not in_real_time:
        print(
            "\nThe same with other numbers of workers, when the account allows 12 calls a second:"
        )
        compare(tickets, (1, 4, 8, 12, 16, 24, 32))


def two_passes(
    tickets: Sequence[Ticket], journal: Journal, *, workers: int, simulated: bool, run: Run
) -> None:
    """Answer the tickets, then once more those that failed but may succeed."""
    random.seed(0)  # stamina draws its jitter from the shared generator
    model = simulated_provider(attempts=POLICY.attempts) if simulated else chat_model()
    for name in ("First pass", "Second pass"):
        print(f"{name}, {workers} workers")
        show = Show(every=max(1, len(tickets) // 5))
        run(one_pass(tickets, model, journal, workers=workers, show=show))
        show.last()
    left_over(journal.entries().values())


async def one_pass(
    tickets: Sequence[Ticket], model: ChatModel, journal: Journal, *, workers: int, show: "Show"
) -> list[Outcome[Ticket]]:
    """Answer what is pending; each attempt is instrumented, since `with_retries` is outside."""
    patient = with_retries(instrumented(model), POLICY)
    return await answer_pending(tickets, patient, journal, workers=workers, on_progress=show)


class Show:
    """Print the progress now and then.

    Args:
        every: After how many finished items.
    """

    def __init__(self, *, every: int) -> None:
        self._every = every
        self._latest = Progress(0, 0, 0, 0.0)

    def __call__(self, progress: Progress) -> None:
        """Take note, and print when it is time."""
        self._latest = progress
        if progress.finished % self._every == 0:
            rate = f"{progress.per_second:.1f} a second"
            print(f"  {progress.finished:4} of {progress.total}  {rate}  {progress.failed} failed")

    def last(self) -> None:
        """Print the sum."""
        end = self._latest
        answered = end.finished - end.failed
        print(f"  {answered} answered, {end.failed} failed, {end.seconds:.1f} s")


def left_over(entries: Iterable[Entry]) -> None:
    """Print what a person has to look at."""
    print("For a person")
    for entry in sorted((each for each in entries if each.code != "ok"), key=lambda each: each.id):
        print(f"  {entry.id}  {entry.code}")


def compare(tickets: Sequence[Ticket], numbers: Sequence[int]) -> None:
    """Print how long the batch takes with different numbers of workers."""
    trials = [try_workers(tickets, each, per_second=ACCOUNT_CALLS_PER_SECOND) for each in numbers]
    print("workers  seconds  answered/s  speed-up   calls  refused  failed")
    for trial in trials:
        print(row(trial, trials[0], len(tickets)))


def row(trial: Trial, sequential: Trial, tickets: int) -> str:
    """Return a line of the table."""
    rate = trial.answered_per_second(tickets)
    speed_up = rate / sequential.answered_per_second(tickets)
    return (
        f"{trial.workers:7}  {trial.seconds:7.1f}  {rate:10.2f}  {speed_up:7.1f}x"
        f"  {trial.calls:6}  {trial.refused:7}  {trial.failed:6}"
    )
