import asyncio

import pytest
import stamina
from llmkit import RetryPolicy
from llmkit.errors import (
    AuthenticationError,
    ConnectionFailedError,
    ProviderError,
    RateLimitError,
    RequestTimeoutError,
    UnavailableError,
)

from examples.llms.error_handling.retry_logic import (
    Kind,
    RetryBudget,
    call_with_budget,
    kind_of,
    recorded_retries,
)

INSTANT = RetryPolicy(first_wait=0.0, max_wait=0.0, jitter=0.0)
AMPLE = 1000.0


class Failing:
    """A call that fails with these errors, one after the other, and then succeeds."""

    def __init__(self, *errors: Exception) -> None:
        self._errors = list(errors)
        self.calls = 0

    async def __call__(self) -> str:
        self.calls += 1
        if self._errors:
            raise self._errors.pop(0)
        return "done"


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (UnavailableError("x"), Kind.TRANSIENT),
        (ConnectionFailedError("x"), Kind.TRANSIENT),
        (RequestTimeoutError("x"), Kind.TIMEOUT),
        (RateLimitError("x"), Kind.EXHAUSTED),
        (AuthenticationError("x"), Kind.PERMANENT),
        (ZeroDivisionError(), Kind.PERMANENT),
    ],
)
def test_every_error_has_its_kind(error: Exception, kind: Kind) -> None:
    assert kind_of(error) is kind


@pytest.mark.parametrize(
    ("error", "attempts"),
    [
        (UnavailableError("x"), 4),
        (RequestTimeoutError("x"), 2),
        (RateLimitError("x", retry_after=0.0), 6),
        (AuthenticationError("x"), 1),
    ],
)
async def test_each_kind_has_its_number_of_attempts(error: ProviderError, attempts: int) -> None:
    always, once_less = Failing(*[error] * 10), Failing(*[error] * (attempts - 1))
    with pytest.raises(type(error)):
        await call_with_budget(always, policy=INSTANT, budget=RetryBudget(reserve=AMPLE))
    assert always.calls == attempts
    budget = RetryBudget(reserve=AMPLE)
    assert await call_with_budget(once_less, policy=INSTANT, budget=budget) == "done"


async def test_kinds_are_counted_apart() -> None:
    errors = [RequestTimeoutError("x"), *[UnavailableError("x")] * 3]
    mixed = Failing(*errors)
    assert (
        await call_with_budget(mixed, policy=INSTANT, budget=RetryBudget(reserve=AMPLE)) == "done"
    )
    assert mixed.calls == 5


async def test_waits_double_up_to_the_limit() -> None:
    policy = RetryPolicy(first_wait=0.001, max_wait=0.002, jitter=0.0)
    with recorded_retries() as retries, pytest.raises(UnavailableError):
        await call_with_budget(
            Failing(*[UnavailableError("x")] * 9), policy=policy, budget=RetryBudget()
        )
    assert [each.wait_for for each in retries] == pytest.approx([0.001, 0.002, 0.002])


async def test_jitter_makes_every_wait_another() -> None:
    policy = RetryPolicy(first_wait=0.0, max_wait=1.0, jitter=0.001)
    with recorded_retries() as retries:
        await asyncio.gather(
            *(
                call_with_budget(
                    Failing(UnavailableError("x")), policy=policy, budget=RetryBudget()
                )
                for _ in range(10)
            )
        )
    waits = [each.wait_for for each in retries]
    assert len(set(waits)) == 10
    assert all(0 <= wait <= 0.001 for wait in waits)


async def test_the_wait_that_the_provider_asks_for_is_kept_and_an_endless_one_is_not() -> None:
    soon = Failing(RateLimitError("x", retry_after=0.003))
    with recorded_retries() as retries:
        await call_with_budget(soon, policy=INSTANT, budget=RetryBudget())
    assert [each.wait_for for each in retries] == [0.003]

    tomorrow = Failing(RateLimitError("x", retry_after=86_400.0))
    with pytest.raises(RateLimitError):
        await call_with_budget(tomorrow, policy=INSTANT, budget=RetryBudget())
    assert tomorrow.calls == 1


def test_a_budget_starts_full_and_refills_with_calls() -> None:
    budget = RetryBudget(share=0.25, reserve=2)
    assert [budget.withdraw() for _ in range(3)] == [True, True, False]
    for _ in range(4):
        assert not budget.withdraw()
        budget.deposit()
    assert budget.withdraw()


def test_a_budget_does_not_save_up_more_than_its_reserve() -> None:
    budget = RetryBudget(share=1.0, reserve=3)
    for _ in range(100):
        budget.deposit()
    assert [budget.withdraw() for _ in range(4)] == [True, True, True, False]


async def test_callers_that_share_a_budget_share_its_end() -> None:
    budget = RetryBudget(share=0.0, reserve=5)
    calls = [Failing(*[UnavailableError("x")] * 9) for _ in range(20)]
    results = await asyncio.gather(
        *(call_with_budget(each, policy=INSTANT, budget=budget) for each in calls),
        return_exceptions=True,
    )
    assert all(isinstance(each, UnavailableError) for each in results)
    assert sum(each.calls for each in calls) == 20 + 5


@pytest.fixture(autouse=True)
def real_waits() -> None:
    assert not stamina.is_testing(), "stamina's testing mode would hide what is tested here"
