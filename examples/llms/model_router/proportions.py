"""Statistics of shares, such as that of replies which users accept; each with its source.

Written out on the standard library, so that every step can be read. Where SciPy or statsmodels is
at hand, they compute the same.
"""

from dataclasses import dataclass
from math import ceil, comb, erfc, sqrt
from statistics import NormalDist

NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Tally:
    """How often something succeeded."""

    successes: int
    trials: int

    @property
    def share(self) -> float:
        """Successes as a share of the trials; there must be at least one trial."""
        return self.successes / self.trials


@dataclass(frozen=True, slots=True)
class Interval:
    """The values that the data are compatible with."""

    low: float
    high: float


def users_for(baseline: float, effect: float, *, alpha: float = 0.05, power: float = 0.8) -> int:
    """Return how many users each arm needs, so that a difference of this size is found.

    Source: J. L. Fleiss, B. Levin, M. C. Paik, "Statistical Methods for Rates and Proportions", 3rd
    edition, 2003, chapter 4, without the correction for continuity.

    Args:
        baseline: The share that the present model reaches, between 0 and 1.
        effect: The smallest difference worth finding, as a difference of shares.
        alpha: How often a difference may be claimed where there is none (two-sided).
        power: How often a difference of this size is to be found.
    """
    other = baseline + effect
    middle = (baseline + other) / 2
    by_chance = NORMAL.inv_cdf(1 - alpha / 2) * sqrt(2 * middle * (1 - middle))
    with_effect = NORMAL.inv_cdf(power) * sqrt(baseline * (1 - baseline) + other * (1 - other))
    return ceil(((by_chance + with_effect) / effect) ** 2)


def wilson_interval(tally: Tally, *, confidence: float = 0.95) -> Interval:
    """Return the interval of one share, which stays between 0 and 1 and works for small counts.

    Source: E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference",
    Journal of the American Statistical Association 22, 1927.
    """
    z = NORMAL.inv_cdf((1 + confidence) / 2)
    n, p = tally.trials, tally.share
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    reach = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return Interval(max(0.0, centre - reach), min(1.0, centre + reach))


def difference_interval(one: Tally, other: Tally, *, confidence: float = 0.95) -> Interval:
    """Return the interval of the difference of two shares, `other` less `one`.

    Source: R. G. Newcombe, "Interval Estimation for the Difference Between Independent
    Proportions", Statistics in Medicine 17, 1998, method 10, which joins two Wilson intervals.
    """
    first = wilson_interval(one, confidence=confidence)
    second = wilson_interval(other, confidence=confidence)
    difference = other.share - one.share
    below = sqrt((other.share - second.low) ** 2 + (first.high - one.share) ** 2)
    above = sqrt((second.high - other.share) ** 2 + (one.share - first.low) ** 2)
    return Interval(difference - below, difference + above)


def z_of(one: Tally, other: Tally) -> float:
    """Return by how many standard errors two shares differ, if they are really the same.

    Source: the two-proportion test with a pooled share, as in Fleiss, Levin and Paik, chapter 3.
    """
    pooled = (one.successes + other.successes) / (one.trials + other.trials)
    error = sqrt(pooled * (1 - pooled) * (1 / one.trials + 1 / other.trials))
    return (other.share - one.share) / error if error else 0.0


def two_sided_p(z: float) -> float:
    """Return how often chance alone gives a z at least this far from 0."""
    return erfc(abs(z) / sqrt(2))


def fisher_p(one: Tally, other: Tally) -> float:
    """Return Fisher's exact p value, for counts that are too small for the z test.

    All tables with the same sums are gone through, and the probabilities of those that are no more
    likely than ours are added.

    Source: R. A. Fisher, "The Design of Experiments", 1935, chapter 2.
    """
    successes, trials = one.successes + other.successes, one.trials + other.trials
    everything = comb(trials, successes)

    def ways(in_one: int) -> int:
        return comb(one.trials, in_one) * comb(other.trials, successes - in_one)

    fewest = max(0, successes - other.trials)
    most = min(successes, one.trials)
    ours = ways(one.successes)
    # Whole numbers, so that tables which are equally likely compare as equal.
    return sum(n for n in map(ways, range(fewest, most + 1)) if n <= ours) / everything


def smallest_expected(one: Tally, other: Tally) -> float:
    """Return the smallest count that would be expected in a cell if both shares were the same."""
    successes, trials = one.successes + other.successes, one.trials + other.trials
    return min(one.trials, other.trials) * min(successes, trials - successes) / trials


def p_value(one: Tally, other: Tally) -> tuple[float, str]:
    """Return the p value and the name of the test: Fisher's where an expected count is below 5.

    Source: the rule is W. G. Cochran's, "Some Methods for Strengthening the Common Chi-Square
    Tests", Biometrics 10, 1954.
    """
    if smallest_expected(one, other) < 5:
        return fisher_p(one, other), "Fisher's exact test"
    return two_sided_p(z_of(one, other)), "two-proportion z test"


def sample_ratio_p(in_one: int, in_other: int) -> float:
    """Return how likely chance alone splits users as unevenly as this, where halves were meant.

    Source: Pearson's chi-square test with one degree of freedom; for its use on experiments see
    A. Fabijan and others, "Diagnosing Sample Ratio Mismatch in Online Controlled Experiments",
    KDD 2019.
    """
    expected = (in_one + in_other) / 2
    chi_square = ((in_one - expected) ** 2 + (in_other - expected) ** 2) / expected
    return erfc(sqrt(chi_square / 2))
