"""Retry a call by the kind of its failure, and never make an outage worse by it."""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import Enum
from types import MappingProxyType
from typing import TypeVar

import stamina
from llmkit import RetryPolicy
from llmkit.errors import RateLimitError, RequestTimeoutError, TransientError
from stamina.instrumentation import RetryDetails, get_on_retry_hooks, set_on_retry_hooks

Result = TypeVar("Result")


class Kind(Enum):
    """The four ways to fail, as far as retrying is concerned."""

    TRANSIENT = "transient"
    TIMEOUT = "timeout"
    EXHAUSTED = "exhausted"
    PERMANENT = "permanent"


ATTEMPTS: Mapping[Kind, int] = MappingProxyType(
    {
        Kind.TRANSIENT: 4,  # a server that restarts is back within seconds
        Kind.TIMEOUT: 2,  # each costs the whole timeout, and someone is waiting
        Kind.EXHAUSTED: 6,  # a refusal is quick and cheap, and the provider says when to return
        Kind.PERMANENT: 1,
    }
)
"""How many attempts may fail in each way before the call is given up."""


def kind_of(error: Exception) -> Kind:
    """Return how an error is to be treated; what we do not know is never retried."""
    match error:
        case RequestTimeoutError():
            return Kind.TIMEOUT
        case RateLimitError():
            return Kind.EXHAUSTED
        case TransientError():
            return Kind.TRANSIENT
        case _:
            return Kind.PERMANENT


class RetryBudget:
    """Allow retries as a share of the calls, over all callers that share the budget.

    Args:
        share: Retries allowed for each call: 0.1 is one for every ten.
        reserve: Retries that may be saved up; so many are there at the start.
    """

    def __init__(self, *, share: float = 0.1, reserve: float = 10.0) -> None:
        self._share = share
        self._reserve = reserve
        self._saved = reserve

    def deposit(self) -> None:
        """Count a call."""
        self._saved = min(self._reserve, self._saved + self._share)

    def withdraw(self) -> bool:
        """Take a retry, and return whether there was one."""
        if self._saved < 1:
            return False
        self._saved -= 1
        return True


async def call_with_budget(
    call: Callable[[], Awaitable[Result]],
    *,
    policy: RetryPolicy,
    budget: RetryBudget,
    attempts: Mapping[Kind, int] = ATTEMPTS,
) -> Result:
    """Return the result of a call, retried as its failures and the budget allow.

    Raises:
        ProviderError: The error of the last attempt.
    """
    budget.deposit()
    failures: Counter[Kind] = Counter()

    def wait_after(error: Exception) -> bool | float:
        kind = kind_of(error)
        failures[kind] += 1
        if failures[kind] >= attempts[kind] or not budget.withdraw():
            return False
        return policy.wait_after(error)

    retrying = stamina.AsyncRetryingCaller(
        attempts=None,  # the limits by kind decide
        timeout=policy.total_seconds,
        wait_initial=policy.first_wait,
        wait_max=policy.max_wait,
        wait_jitter=policy.jitter,
    )
    return await retrying(wait_after, call)


@contextmanager
def recorded_retries() -> Iterator[list[RetryDetails]]:
    """Collect each retry that is scheduled in the block, with its wait and its cause."""
    retries: list[RetryDetails] = []

    def record(details: RetryDetails) -> None:
        retries.append(details)

    before = get_on_retry_hooks()
    set_on_retry_hooks([record])
    try:
        yield retries
    finally:
        set_on_retry_hooks(before)
