"""Two models against each other: who is sent to which, how many users it takes, what came of it."""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from llmkit import ChatModel, Message, ProviderError

from examples.llms.model_router.proportions import (
    Interval,
    Tally,
    difference_interval,
    p_value,
    sample_ratio_p,
    users_for,
)

Arm = Literal["A", "B"]

MISMATCH = 0.001
"""Below this p value of the split we do not read the result: something loses users of one arm."""


@dataclass(frozen=True, slots=True)
class TrialPlan:
    """What is decided before the first user comes, and not changed afterwards."""

    name: str
    """The name of the trial; another one shuffles the users anew."""
    baseline: float
    """The share of success that the present model reaches."""
    effect: float
    """The smallest difference that would change what you do, as a difference of shares."""
    alpha: float = 0.05
    """How often a difference may be claimed where there is none."""
    power: float = 0.8
    """How often a difference of that size is to be found."""

    def users_per_arm(self) -> int:
        """Return how many users each arm needs."""
        return users_for(self.baseline, self.effect, alpha=self.alpha, power=self.power)

    def arm_of(self, user: str) -> Arm:
        """Return the arm of a user: always the same one, without a table to look it up in."""
        digest = hashlib.sha256(f"{self.name}:{user}".encode()).digest()
        return "B" if digest[0] & 1 else "A"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a trial came to."""

    one: Tally
    """Model A."""
    other: Tally
    """Model B."""
    interval: Interval
    """The difference, B less A, that the data are compatible with."""
    p: float
    """How often chance alone makes a difference at least as large."""
    test: str
    """The test that gave p."""
    split_p: float
    """How likely chance alone splits the users as it did."""
    alpha: float
    """What p was to be compared with."""

    def sentence(self) -> str:
        """Return what may be said."""
        if self.split_p < MISMATCH:
            return "the split is broken: do not read the difference, find out who is missing"
        if self.p >= self.alpha:
            return "no difference was shown; the interval says how large it may still be"
        return f"{'B' if self.other.share > self.one.share else 'A'} is better"


async def run_trial(  # noqa: PLR0913  # the last three are what a trial is made of
    plan: TrialPlan,
    models: Mapping[Arm, ChatModel],
    users: Sequence[str],
    *,
    question_for: Callable[[str], str],
    accepted: Callable[[str, str], bool],
    keep_failures: bool = True,
) -> Verdict:
    """Ask each user's model once, and compare the shares of accepted replies.

    Args:
        plan: What was decided beforehand.
        models: A model for each arm.
        users: Everybody who takes part, each of them once.
        question_for: Returns what a user asks.
        accepted: Returns whether a user accepts a reply.
        keep_failures: Whether a call that fails counts as a reply that was not accepted. It has
            to: the parameter is there to show what happens otherwise.
    """
    trials: Counter[Arm] = Counter()
    successes: Counter[Arm] = Counter()
    for user in users:
        arm = plan.arm_of(user)
        try:
            reply = await models[arm].complete([Message.user(question_for(user))])
        except ProviderError:
            trials[arm] += keep_failures
        else:
            trials[arm] += 1
            successes[arm] += accepted(user, reply.text)
    return verdict_of(
        Tally(successes["A"], trials["A"]), Tally(successes["B"], trials["B"]), plan.alpha
    )


def verdict_of(one: Tally, other: Tally, alpha: float) -> Verdict:
    """Return what may be said of two tallies."""
    p, test = p_value(one, other)
    split = sample_ratio_p(one.trials, other.trials)
    return Verdict(one, other, difference_interval(one, other), p, test, split, alpha)
