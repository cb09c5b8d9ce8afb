"""What the example prints: every failure as the user and the log see it, then the retries."""

import asyncio
import logging

from llmkit import ChatModel, Message, Profile, RetryPolicy, SimulatedChatModel, with_retries
from llmkit.errors import (
    InvalidRequestError,
    ProviderError,
    RateLimitError,
    RequestTimeoutError,
    UnavailableError,
)

from examples.llms.error_handling.failures import FAILURES, experience
from examples.llms.error_handling.json_lines import Lines
from examples.llms.error_handling.retry_logic import (
    RetryBudget,
    call_with_budget,
    recorded_retries,
)

QUICK = RetryPolicy(first_wait=0.01, max_wait=0.04, jitter=0.0)
# The outage is about the number of requests, not about the time between them.
INSTANT = RetryPolicy(first_wait=0.0, max_wait=0.0, jitter=0.0)


async def main() -> None:
    """Print all three parts."""
    # One line for a failure is enough; each single retry is a matter for metrics.
    logging.getLogger("stamina").setLevel(logging.ERROR)
    await show_failures()
    await show_waits()
    await show_outage()


async def show_failures() -> None:
    """Print what each failure came to, and what was logged."""
    logger, kept = logging.Logger("assistant"), Lines()
    logger.addHandler(kept)
    print("What happens                 Requests  The user reads")
    for number, failure in enumerate(FAILURES, start=1):
        seen = await experience(failure, reference=f"Q{number}", logger=logger)
        print(f"{failure.name:27}  {seen.requests:8}  {seen.shown}")
    print("\nThe log of Q5 and Q8")
    for line in kept.lines:
        if '"Q5"' in line or '"Q8"' in line:
            print(line)


async def show_waits() -> None:
    """Print when each kind of failure is tried again, if it never stops."""
    print("\nAlways fails with   Attempts  Waits in ms")
    for name, error in (
        ("unavailable", UnavailableError("demo")),
        ("timeout", RequestTimeoutError("demo")),
        ("rate limit", RateLimitError("demo")),
        ("rate limit, 30 ms", RateLimitError("demo", retry_after=0.03)),
        ("invalid request", InvalidRequestError("demo")),
    ):
        waits = await waits_after(error)
        listed = " ".join(f"{1000 * wait:.0f}" for wait in waits) or "-"
        print(f"{name:18}  {len(waits) + 1:8}  {listed}")


async def waits_after(error: ProviderError) -> list[float]:
    """Return the waits between the attempts of a call that always fails in this way."""

    async def fail() -> None:
        raise error

    with recorded_retries() as retries:
        try:
            await call_with_budget(fail, policy=QUICK, budget=RetryBudget())
        except ProviderError:
            return [retry.wait_for for retry in retries]
    raise AssertionError("the call always fails")


async def show_outage() -> None:
    """Print what a provider that is down gets to bear, with a budget and without."""
    down = Profile(error_rate=1.0)
    eager, careful = SimulatedChatModel(profile=down), SimulatedChatModel(profile=down)
    budget, retrying = RetryBudget(share=0.1, reserve=10), with_retries(eager, INSTANT)

    async def ask_within_budget() -> None:
        await call_with_budget(lambda: ask(careful), policy=INSTANT, budget=budget)

    for _ in range(100):
        await asyncio.gather(ask(retrying), ask_within_budget(), return_exceptions=True)
    print("\n100 calls to a provider that is down")
    print(f"  {len(eager.requests)} requests with up to {INSTANT.attempts} attempts each")
    print(f"  {len(careful.requests)} requests with a shared budget")


async def ask(model: ChatModel) -> str:
    """Ask something."""
    return (await model.complete([Message.user("Are you there?")])).text
