"""A trial of which we know the truth, and what watching it does."""

from collections import Counter

import pytest
from llmkit import ChatModel, Message

from examples.llms.model_router.peeking import POCOCK, Watching, binomial, claims
from examples.llms.model_router.proportions import Tally
from examples.llms.model_router.stand_ins import accepted, model_right_in, question_for
from examples.llms.model_router.trial import Arm, TrialPlan, run_trial, verdict_of

PLAN = TrialPlan("colours", baseline=0.7, effect=0.05)
USERS = [f"user-{number}" for number in range(10_000)]


def test_a_user_always_has_the_same_arm() -> None:
    again = TrialPlan("colours", baseline=0.2, effect=0.1)
    assert [PLAN.arm_of(user) for user in USERS] == [again.arm_of(user) for user in USERS]


def test_half_of_the_users_are_in_each_arm() -> None:
    counts = Counter(PLAN.arm_of(user) for user in USERS)
    assert abs(counts["A"] - 5000) < 200  # four standard deviations


def test_another_trial_shuffles_anew() -> None:
    other = TrialPlan("shapes", baseline=0.7, effect=0.05)
    pairs = Counter((PLAN.arm_of(user), other.arm_of(user)) for user in USERS)
    assert len(pairs) == 4
    assert all(abs(count - 2500) < 180 for count in pairs.values())


async def trial(
    share: float, *, error_rate: float = 0.0, keep: bool = True, users: int = 2000
) -> tuple[Tally, Tally]:
    models: dict[Arm, ChatModel] = {
        "A": model_right_in(0.7, seed=1),
        "B": model_right_in(share, seed=2, error_rate=error_rate),
    }
    verdict = await run_trial(
        PLAN,
        models,
        USERS[:users],
        question_for=question_for,
        accepted=accepted,
        keep_failures=keep,
    )
    return verdict.one, verdict.other


async def test_every_user_counts_once() -> None:
    one, other = await trial(0.7)
    assert one.trials + other.trials == 2000


async def test_the_shares_are_those_of_the_models() -> None:
    one, other = await trial(0.9, users=10_000)
    assert one.share == pytest.approx(0.7, abs=0.03)
    assert other.share == pytest.approx(0.9, abs=0.02)


async def test_a_failed_call_counts_as_a_failure() -> None:
    one, other = await trial(1.0, error_rate=0.5)
    assert one.trials + other.trials == 2000
    assert other.share == pytest.approx(0.5, abs=0.06)


async def test_failures_that_are_not_counted_break_the_split() -> None:
    kept = verdict_of(*await trial(0.75, error_rate=0.15), alpha=0.05)
    lost = verdict_of(*await trial(0.75, error_rate=0.15, keep=False), alpha=0.05)
    assert kept.split_p > 0.001 > lost.split_p
    assert lost.sentence().startswith("the split is broken")


async def test_a_trial_is_the_same_each_time() -> None:
    assert await trial(0.75) == await trial(0.75)


@pytest.mark.parametrize(
    ("one", "other", "sentence"),
    [
        (Tally(700, 1000), Tally(800, 1000), "B is better"),
        (Tally(800, 1000), Tally(700, 1000), "A is better"),
        (Tally(700, 1000), Tally(701, 1000), "no difference was shown"),
        (Tally(700, 1000), Tally(640, 800), "the split is broken"),
    ],
)
def test_what_may_be_said(one: Tally, other: Tally, sentence: str) -> None:
    assert verdict_of(one, other, alpha=0.05).sentence().startswith(sentence)


async def test_a_stand_in_is_wrong_in_a_way_that_users_notice() -> None:
    right, wrong = model_right_in(1.0, seed=0), model_right_in(0.0, seed=0)
    for user in USERS[:20]:
        messages = [Message.user(question_for(user))]
        assert accepted(user, (await right.complete(messages)).text)
        assert not accepted(user, (await wrong.complete(messages)).text)


@pytest.mark.parametrize("share", [0.02, 0.5, 0.7])
def test_a_binomial_distribution_sums_to_one(share: float) -> None:
    chances = binomial(1251, share)
    assert sum(chances) == pytest.approx(1.0)
    mean = sum(k * chance for k, chance in enumerate(chances))
    assert mean == pytest.approx(1251 * share)


@pytest.mark.parametrize(
    ("looks", "published"),
    # P. Armitage, C. K. McPherson, B. C. Rowe, J. of the Royal Statistical Society A 132, 1969.
    [(1, 0.05), (2, 0.083), (5, 0.142), (10, 0.193)],
)
def test_peeking_errs_as_often_as_published(looks: int, published: float) -> None:
    found = claims(Watching(looks, 0.05), shares=(0.5, 0.5), users_per_arm=1000, seed=3)
    # Three standard errors of 4000 trials.
    assert found == pytest.approx(published, abs=3 * (published * (1 - published) / 4000) ** 0.5)


@pytest.mark.parametrize("looks", POCOCK)
def test_the_bound_of_pocock_holds_the_errors_down(looks: int) -> None:
    watching = Watching(looks, POCOCK[looks])
    found = claims(watching, shares=(0.5, 0.5), users_per_arm=1000, seed=4)
    assert found == pytest.approx(0.05, abs=0.011)


def test_a_plan_finds_what_it_promises_to_find() -> None:
    found = claims(Watching(1, PLAN.alpha), shares=(0.70, 0.75), users_per_arm=PLAN.users_per_arm())
    assert found == pytest.approx(0.8, abs=0.02)


def test_looking_costs_nothing_when_the_first_look_is_the_last() -> None:
    once = claims(Watching(1, 0.05), shares=(0.6, 0.6), users_per_arm=500, trials=500)
    assert once < 0.1
