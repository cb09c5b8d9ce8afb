"""The formulas, against published figures and against a second way to compute the same."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from examples.llms.model_router.proportions import (
    Tally,
    difference_interval,
    fisher_p,
    p_value,
    sample_ratio_p,
    smallest_expected,
    two_sided_p,
    users_for,
    wilson_interval,
    z_of,
)


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    trials = draw(st.integers(1, 60))
    return Tally(draw(st.integers(0, trials)), trials)


@pytest.mark.parametrize(
    ("baseline", "effect", "power", "users"),
    [
        (0.70, 0.05, 0.8, 1251),  # R: power.prop.test(p1 = .70, p2 = .75, power = .80)
        (0.50, 0.25, 0.9, 77),  # R: power.prop.test(p1 = .50, p2 = .75, power = .90), its example
    ],
)
def test_users_for_a_trial(baseline: float, effect: float, power: float, users: int) -> None:
    assert users_for(baseline, effect, power=power) == users


def test_half_the_effect_needs_about_four_times_the_users() -> None:
    assert users_for(0.7, 0.025) / users_for(0.7, 0.05) == pytest.approx(4, rel=0.05)


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [  # R. G. Newcombe, Statistics in Medicine 17, 1998, 857-872, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_as_published(successes: int, trials: int, low: float, high: float) -> None:
    interval = wilson_interval(Tally(successes, trials))
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [  # R. G. Newcombe, Statistics in Medicine 17, 1998, 873-890, table II, method 10
        (Tally(48, 80), Tally(56, 70), 0.0524, 0.3339),
        (Tally(3, 10), Tally(9, 10), 0.1705, 0.8090),
    ],
)
def test_differences_as_published(one: Tally, other: Tally, low: float, high: float) -> None:
    interval = difference_interval(one, other)
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=5e-5)


def test_the_lady_who_tastes_tea() -> None:
    # Fisher's own example: all eight cups right is 1 of 70, and both ends count.
    assert fisher_p(Tally(4, 4), Tally(0, 4)) == pytest.approx(2 / 70)
    assert fisher_p(Tally(3, 4), Tally(1, 4)) == pytest.approx(34 / 70)


@given(tallies(), tallies())
def test_fisher_is_the_sum_of_the_tables_that_are_no_more_likely(one: Tally, other: Tally) -> None:
    successes, trials = one.successes + other.successes, one.trials + other.trials

    def chance(k: int) -> Fraction:
        if k > one.trials or successes - k > other.trials:
            return Fraction(0)
        return Fraction(
            comb(successes, k) * comb(trials - successes, one.trials - k), comb(trials, one.trials)
        )

    chances = [chance(k) for k in range(successes + 1)]
    expected = sum(each for each in chances if each <= chance(one.successes))
    assert fisher_p(one, other) == pytest.approx(float(expected))


@pytest.mark.parametrize(
    ("z", "p"), [(0.0, 1.0), (1.959964, 0.05), (2.575829, 0.01), (-1.959964, 0.05)]
)
def test_p_of_known_quantiles(z: float, p: float) -> None:
    assert two_sided_p(z) == pytest.approx(p, abs=1e-6)


def test_z_by_hand() -> None:
    # 48 of 80 against 56 of 70: pooled 104/150, standard error 0.07547.
    assert z_of(Tally(48, 80), Tally(56, 70)) == pytest.approx(2.6502, abs=1e-4)


@given(tallies(), tallies())
def test_nothing_depends_on_who_is_named_first(one: Tally, other: Tally) -> None:
    assert z_of(one, other) == pytest.approx(-z_of(other, one))
    assert fisher_p(one, other) == pytest.approx(fisher_p(other, one))
    there, back = difference_interval(one, other), difference_interval(other, one)
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low))


@given(tallies(), st.floats(0.5, 0.99), st.floats(0.5, 0.99))
def test_an_interval_holds_the_share_and_grows_with_confidence(
    tally: Tally, one: float, other: float
) -> None:
    narrow = wilson_interval(tally, confidence=min(one, other))
    wide = wilson_interval(tally, confidence=max(one, other))
    assert 0 <= wide.low <= narrow.low + 1e-12
    assert narrow.high <= wide.high + 1e-12 <= 1 + 1e-9
    assert wide.low - 1e-12 <= tally.share <= wide.high + 1e-12


@given(tallies(), tallies())
def test_small_counts_are_given_to_fisher(one: Tally, other: Tally) -> None:
    _, test = p_value(one, other)
    assert (test == "Fisher's exact test") == (smallest_expected(one, other) < 5)


def test_equal_shares_of_nothing_differ_by_nothing() -> None:
    assert z_of(Tally(0, 9), Tally(0, 7)) == 0.0
    assert p_value(Tally(0, 9), Tally(0, 7)) == (1.0, "Fisher's exact test")


def test_for_large_counts_both_tests_agree() -> None:
    one, other = Tally(2800, 4000), Tally(2870, 4000)
    assert fisher_p(one, other) == pytest.approx(two_sided_p(z_of(one, other)), rel=0.1)


@pytest.mark.parametrize(
    ("one", "other", "p"),
    [
        (1000, 1000, 1.0),
        (4000, 4200, 0.0272),  # chi-square 4.878
        (821588, 815482, 1.8e-06),  # chi-square 22.77
    ],
)
def test_uneven_splits(one: int, other: int, p: float) -> None:
    assert sample_ratio_p(one, other) == pytest.approx(p, rel=0.02)


@given(st.integers(1, 5000), st.integers(1, 5000))
def test_the_split_test_is_the_z_test_of_a_half(one: int, other: int) -> None:
    assume(one + other > 10)
    z = (one - other) / (one + other) ** 0.5
    assert sample_ratio_p(one, other) == pytest.approx(two_sided_p(z), abs=1e-12)
