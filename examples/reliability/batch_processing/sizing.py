"""How many workers? Run the same thousand tickets with different numbers and compare."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from llmkit import RetryPolicy, with_retries
from llmkit.account_limit import AccountLimit
from llmkit.simulated_time import run_in_simulated_time

from examples.reliability.batch_processing.answer_pending import answer_pending
from examples.reliability.batch_processing.batch_processing import Progress
from examples.reliability.batch_processing.journal import Journal
from examples.reliability.batch_processing.tickets import Ticket, simulated_provider


@dataclass(frozen=True, slots=True)
class Trial:
    """What one number of workers led to."""

    workers: int
    """How many tickets were in work at once."""
    seconds: float
    """How long the batch took."""
    calls: int
    """How many calls the provider saw."""
    refused: int
    """How many of them it refused because they were too many."""
    failed: int
    """How many tickets have no answer after the first pass."""

    def answered_per_second(self, tickets: int) -> float:
        """Return the rate of answers only: failing is fast, and would flatter the sum."""
        return (tickets - self.failed) / self.seconds


def try_workers(tickets: Sequence[Ticket], workers: int, *, per_second: float) -> Trial:
    """Answer the tickets in simulated time, with an account that allows so many calls a second."""
    random.seed(workers)  # stamina draws its jitter from the shared generator
    account = AccountLimit(simulated_provider(), per_second=per_second)
    model = with_retries(account, RetryPolicy(attempts=4))
    last = [Progress(len(tickets), 0, 0, 0.0)]
    with TemporaryDirectory(dir=Path.cwd()) as folder:
        journal = Journal(Path(folder, "journal.jsonl"), flush_every=100)
        run_in_simulated_time(
            answer_pending(tickets, model, journal, workers=workers, on_progress=last.append)
        )
    return Trial(workers, last[-1].seconds, account.calls, account.refused, last[-1].failed)
