"""The statistics that a benchmark needs, each with where it comes from.

Latencies are not normal: most are near each other and a few are far above. So nothing here takes
a mean of them or a standard deviation.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Statistic = Callable[[Values], Values]
"""Given samples as rows, returns one number for each."""

_RESAMPLES = 2000
_AT_ONCE = 1_000_000
"""Numbers of resamples that are held at once."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with the interval in which it probably lies."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        """Return it as people write it."""
        return f"{self.value:.3g} ({self.low:.3g} to {self.high:.3g})"


def quantile(share: float) -> Statistic:
    """Return the statistic below which a share of the values lies.

    Between two values it is interpolated, as type 7 of Hyndman and Fan, "Sample Quantiles in
    Statistical Packages" (1996), which is the default of most programs.

    Args:
        share: From 0 to 1; 0.5 is the median.
    """
    return lambda samples: np.asarray(np.quantile(samples, share, axis=-1))


def bootstrap(
    values: Sequence[float], statistic: Statistic, *, level: float = 0.95, seed: int = 0
) -> Estimate:
    """Return a statistic with its percentile bootstrap interval.

    The values are drawn again and again, with repetition, and the statistic is taken of each draw:
    Efron and Tibshirani, "An Introduction to the Bootstrap" (1993), chapter 13. It needs no
    assumption on how the values are distributed. Of a high quantile of few values it says too
    little: a draw cannot be above the largest value that was seen.

    Args:
        values: What was measured, each independent of the others.
        statistic: What to take of it.
        level: How often the interval shall hold the true value.
        seed: Equal seeds give equal intervals.

    Raises:
        ValueError: There are no values.
    """
    data = _data(values)
    drawn = _resampled(data, statistic, np.random.default_rng(seed))
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
    return Estimate(float(statistic(data)), float(low), float(high))


def ratio_of(
    some: Sequence[float],
    base: Sequence[float],
    statistic: Statistic,
    *,
    level: float = 0.95,
    seed: int = 0,
) -> Estimate:
    """Return a statistic of some values as a multiple of that of others, with its interval.

    Args:
        some: Values.
        base: Those that they are compared with.
        statistic: What to take of both.
        level: How often the interval shall hold the true ratio.
        seed: Equal seeds give equal intervals.

    Raises:
        ValueError: There are no values, or the statistic of `base` is 0.
    """
    first, second = _data(some), _data(base)
    below = float(statistic(second))
    if below == 0:
        raise ValueError("nothing can be compared with 0")
    draw = np.random.default_rng(seed)
    drawn = _resampled(first, statistic, draw) / _resampled(second, statistic, draw)
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
    return Estimate(float(statistic(first)) / below, float(low), float(high))


def _data(values: Sequence[float]) -> Values:
    data = np.asarray(values, dtype=np.float64)
    if not data.size:
        raise ValueError("there are no values")
    return data


def _resampled(data: Values, statistic: Statistic, draw: np.random.Generator) -> Values:
    """Return the statistic of each of many draws of the values."""
    rows = max(1, _AT_ONCE // data.size)
    parts = [
        statistic(draw.choice(data, (min(rows, _RESAMPLES - done), data.size)))
        for done in range(0, _RESAMPLES, rows)
    ]
    return np.concatenate([np.atleast_1d(part) for part in parts])


def share_of(events: int, of: int, *, z: float = 1.96) -> Estimate:
    """Return a share with its Wilson interval, which is sound for few events and for none.

    Wilson, "Probable Inference, the Law of Succession, and Statistical Inference" (1927).

    Args:
        events: How often it happened.
        of: How often it could have.
        z: Standard deviations that the interval reaches; 1.96 for 95 %.

    Raises:
        ValueError: It could not have happened at all.
    """
    if of < 1:
        raise ValueError("a share of nothing has no value")
    share = events / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    reach = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return Estimate(share, max(0.0, middle - reach), min(1.0, middle + reach))


@dataclass(frozen=True, slots=True)
class RankTest:
    """Whether values of one kind are larger than those of another, by their order alone."""

    p_value: float
    """How probable a difference as large as this is, if there is none."""
    above: float
    """How probable it is that a value of the first kind is above one of the second; ties half."""


def rank_test(some: Sequence[float], other: Sequence[float]) -> RankTest:
    """Return the two-sided Mann-Whitney test of two samples, with ties corrected.

    Mann and Whitney, "On a Test of Whether one of Two Random Variables is Stochastically Larger
    than the Other" (1947), in the normal approximation, which is good from about ten values of
    each kind on.

    Raises:
        ValueError: There are no values of a kind.
    """
    first, second = _data(some), _data(other)
    joined = np.concatenate([first, second])
    _, places, counts = np.unique(joined, return_inverse=True, return_counts=True)
    # Equal values share the mean of the ranks that they take up.
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]
    wins = float(ranks[: first.size].sum()) - first.size * (first.size + 1) / 2
    pairs, total = first.size * second.size, joined.size
    ties = float((counts**3 - counts).sum())
    spread = math.sqrt(pairs / 12 * (total + 1 - ties / (total * (total - 1)))) if total > 1 else 0
    # Half a step towards the middle: ranks go in steps, the normal distribution does not.
    distance = max(0.0, abs(wins - pairs / 2) - 0.5)
    p_value = math.erfc(distance / spread / math.sqrt(2)) if spread else 1.0
    return RankTest(p_value, wins / pairs)


def holm(p_values: Sequence[float]) -> list[float]:
    """Return p-values that count for several tests at once, in their order.

    Who looks at twenty figures finds one that differs by chance. Holm, "A Simple Sequentially
    Rejective Multiple Test Procedure" (1979).
    """
    order = sorted(range(len(p_values)), key=p_values.__getitem__)
    found, highest = [0.0] * len(p_values), 0.0
    for place, at in enumerate(order):
        highest = max(highest, min(1.0, p_values[at] * (len(p_values) - place)))
        found[at] = highest
    return found
