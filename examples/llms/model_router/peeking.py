"""Simulate many trials of two models, to see how often a way of watching them leads to a claim.

With two equal models every claim is wrong, which shows what it does to look again and again and to
stop at a good moment. With two different ones it shows how often a difference is found.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from math import exp, lgamma, log
from types import MappingProxyType

from examples.llms.model_router.proportions import Tally, two_sided_p, z_of

POCOCK: Mapping[int, float] = MappingProxyType({1: 0.05, 2: 0.0294, 5: 0.0158, 10: 0.0106})
"""Looks to the p value that each look must be below, so that all of them together err in 5 %.

Source: S. J. Pocock, "Group Sequential Methods in the Design and Analysis of Clinical Trials",
Biometrika 64, 1977; the looks must be equally far apart and their number fixed beforehand.
"""


@dataclass(frozen=True, slots=True)
class Watching:
    """How a trial is watched."""

    looks: int
    """How often it is looked at, at equal distances; the last look is the planned end."""
    threshold: float
    """A p value below this at any look ends the trial with a claim."""


def claims(
    watching: Watching,
    *,
    shares: tuple[float, float],
    users_per_arm: int,
    trials: int = 4000,
    seed: int = 0,
) -> float:
    """Return the share of trials in which a difference between two models is claimed.

    Args:
        watching: How each trial is watched.
        shares: The share of success of each model, between 0 and 1.
        users_per_arm: How many users each arm has at the planned end.
        trials: How many trials are simulated.
        seed: Equal seeds give equal results.
    """
    lowest = lowest_p(watching.looks, shares, users_per_arm, trials, seed)
    return sum(p < watching.threshold for p in lowest) / trials


# The same trials are looked at with several thresholds.
@cache
def lowest_p(
    looks: int, shares: tuple[float, float], users_per_arm: int, trials: int, seed: int
) -> tuple[float, ...]:
    """Return the lowest p value that any look at each of many simulated trials finds.

    Args:
        looks: How often each trial is looked at, at equal distances.
        shares: The share of success of each model, between 0 and 1.
        users_per_arm: How many users each arm has at the planned end.
        trials: How many trials are simulated.
        seed: Equal seeds give equal results.
    """
    draw = random.Random(seed)  # noqa: S311  # repeatable, not secret
    batch = users_per_arm // looks
    chances = [tuple(accumulate(binomial(batch, share))) for share in shares]
    lowest = []
    for _ in range(trials):
        arrivals = [
            accumulate(draw.choices(range(batch + 1), cum_weights=each, k=looks))
            for each in chances
        ]
        largest = max(
            abs(z_of(Tally(one, batch * look), Tally(other, batch * look)))
            for look, (one, other) in enumerate(zip(*arrivals, strict=True), start=1)
        )
        lowest.append(two_sided_p(largest))
    return tuple(lowest)


def binomial(trials: int, share: float) -> list[float]:
    """Return the probability of each number of successes, from none to all."""
    # By logarithms: the binomial coefficients of a thousand trials are too large for a float.
    return [
        exp(
            lgamma(trials + 1)
            - lgamma(k + 1)
            - lgamma(trials - k + 1)
            + k * log(share)
            + (trials - k) * log(1 - share)
        )
        for k in range(trials + 1)
    ]
