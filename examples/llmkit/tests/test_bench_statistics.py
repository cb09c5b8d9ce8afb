import math
import random
from collections.abc import Callable, Sequence

import numpy as np
import pytest

from llmkit.bench.statistics import bootstrap, holm, quantile, rank_test, ratio_of, share_of


@pytest.mark.parametrize(
    ("values", "share", "wanted"),
    [
        ([3.0], 0.99, 3.0),
        ([1.0, 2.0, 3.0, 4.0], 0.5, 2.5),
        ([4.0, 1.0, 3.0, 2.0], 0.25, 1.75),
        ([1.0, 2.0], 1.0, 2.0),
    ],
)
def test_a_quantile_lies_between_the_values(
    values: list[float], share: float, wanted: float
) -> None:
    assert bootstrap(values, quantile(share)).value == pytest.approx(wanted)


def _lognormal(draw: random.Random, count: int) -> list[float]:
    return [draw.lognormvariate(0, 0.7) for _ in range(count)]


def test_an_interval_holds_the_true_median_as_often_as_it_says() -> None:
    draw = random.Random(1)
    estimates = [bootstrap(_lognormal(draw, 60), quantile(0.5), seed=at) for at in range(300)]
    held = sum(one.low <= 1.0 <= one.high for one in estimates)
    # Of 300 intervals of 95 %, chance lets 270 or fewer hold it about once in 10,000 times.
    assert 270 < held <= 300


def test_an_interval_is_the_same_for_the_same_seed_and_narrower_with_more_values() -> None:
    few, many = _lognormal(random.Random(2), 30), _lognormal(random.Random(2), 3000)
    assert bootstrap(few, quantile(0.5)) == bootstrap(few, quantile(0.5))
    widths = [
        one.high - one.low
        for one in (bootstrap(few, quantile(0.5)), bootstrap(many, quantile(0.5)))
    ]
    assert widths[1] < widths[0] / 3


def test_a_ratio_says_how_much_slower_something_is() -> None:
    draw = random.Random(3)
    some, base = [1.3 * one for one in _lognormal(draw, 500)], _lognormal(draw, 500)
    found = ratio_of(some, base, quantile(0.5))
    assert found.low < 1.3 < found.high
    assert found.low > 1


@pytest.mark.parametrize(
    ("events", "of", "low", "high"),
    # The second and third are those of Newcombe, "Two-sided confidence intervals for the single
    # proportion" (1998), table I.
    [
        (0, 20, 0.0, 0.1611),
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (20, 20, 0.8389, 1),
    ],
)
def test_a_share_has_the_interval_of_wilson(events: int, of: int, low: float, high: float) -> None:
    found = share_of(events, of)
    assert found.value == events / of
    assert found.low == pytest.approx(low, abs=1e-4)
    assert found.high == pytest.approx(high, abs=1e-4)


@pytest.mark.parametrize(
    "asked",
    [
        lambda: bootstrap([], quantile(0.5)),
        lambda: ratio_of([1.0], [], quantile(0.5)),
        lambda: ratio_of([1.0], [0.0], quantile(0.5)),
        lambda: share_of(0, 0),
        lambda: rank_test([], [1.0]),
    ],
)
def test_nothing_is_said_of_nothing(asked: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"no values|of nothing|with 0"):
        asked()


def _all_orders(some: Sequence[float], other: Sequence[float]) -> float:
    """Return the probability of a difference as large, by trying every division of the values."""
    joined, count = [*some, *other], len(some)

    def distance(chosen: Sequence[int]) -> float:
        first = [joined[at] for at in chosen]
        rest = [joined[at] for at in range(len(joined)) if at not in chosen]
        wins = sum((a > b) + (a == b) / 2 for a in first for b in rest)
        return abs(wins - len(first) * len(rest) / 2)

    seen = distance(range(count))
    masks = [bits for bits in range(1 << len(joined)) if bits.bit_count() == count]
    divisions = [[at for at in range(len(joined)) if bits >> at & 1] for bits in masks]
    return sum(distance(one) >= seen for one in divisions) / len(divisions)


@pytest.mark.parametrize("shift", [0.0, 0.6, 2.0])
def test_the_rank_test_is_near_the_one_that_tries_all_orders(shift: float) -> None:
    draw = random.Random(4)
    some, other = [draw.gauss(shift, 1) for _ in range(8)], [draw.gauss(0, 1) for _ in range(7)]
    assert rank_test(some, other).p_value == pytest.approx(_all_orders(some, other), abs=0.02)


def test_the_rank_test_corrects_ties_and_says_how_often_one_is_above() -> None:
    assert rank_test([1.0, 1.0], [1.0, 1.0]).p_value == 1
    found = rank_test([2.0, 2.0, 3.0], [1.0, 2.0, 1.0])
    assert found.above == pytest.approx((3 + 3 + 2 * 0.5) / 9 + 1 / 9)
    assert 0 < found.p_value < 1


def test_the_rank_test_is_wrong_no_more_often_than_it_says() -> None:
    draw = random.Random(5)
    wrong = sum(
        rank_test(_lognormal(draw, 20), _lognormal(draw, 20)).p_value < 0.05 for _ in range(1000)
    )
    assert wrong < 80


def test_several_tests_at_once_count_for_more() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.9, 0.8]) == [1.0, 1.0]
    assert holm([]) == []
    assert math.isclose(holm([0.05])[0], 0.05)


def test_many_values_are_drawn_in_parts() -> None:
    values = np.arange(4000, dtype=float).tolist()
    found = bootstrap(values, quantile(0.5))
    assert found.low < 1999.5 < found.high
