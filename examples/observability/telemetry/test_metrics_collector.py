import pytest
from hypothesis import given
from hypothesis import strategies as st
from opentelemetry.sdk.metrics import MeterProvider

from examples.observability.telemetry import synthetic
from examples.observability.telemetry.metrics_collector import (
    SECONDS,
    MetricsCollector,
    Series,
    table,
)


@given(
    st.lists(st.floats(0.0001, 200.0), min_size=1, max_size=60),
    st.sampled_from([0.01, 0.5, 0.95, 0.99, 1.0]),
)
def test_a_quantile_lies_in_the_bucket_of_the_exact_one(values: list[float], share: float) -> None:
    (series,) = synthetic.recorded([(value, "") for value in values])
    rank = max(1, -int(-share * len(values) // 1))
    true = sorted(values)[rank - 1]
    lower = max((bound for bound in (0.0, *SECONDS) if bound < true), default=0.0)
    upper = min((bound for bound in SECONDS if bound >= true), default=max(values))
    assert lower <= series.quantile(share) <= upper + 1e-9


@pytest.mark.parametrize(
    ("buckets", "share", "expected"),
    [
        ((10, 0, 0), 0.5, 0.5),
        ((0, 10, 0), 0.5, 1.5),
        ((5, 5, 0), 0.5, 1.0),
        ((5, 5, 0), 0.75, 1.5),
        ((0, 0, 3), 0.5, 9.0),
        ((9, 0, 1), 0.95, 9.0),
    ],
)
def test_quantiles_by_hand(buckets: tuple[int, ...], share: float, expected: float) -> None:
    series = Series("m", "s", (), sum(buckets), 0.0, (1.0, 2.0), buckets, largest=9.0)
    assert series.quantile(share) == pytest.approx(expected)


@pytest.mark.parametrize(("count", "share"), [(0, 0.5), (1, 0.0), (1, 1.01), (1, float("nan"))])
def test_nothing_has_no_quantile(count: int, share: float) -> None:
    with pytest.raises(ValueError, match="m: no values"):
        Series("m", "s", (), count, 0.0, (1.0,), (count, 0)).quantile(share)


def test_the_sdk_s_own_buckets_do_not_see_waits_in_seconds() -> None:
    """Why there are views; when the SDK's own do, they can go."""
    values = synthetic.waits(1_000)
    outcomes = [(value, "") for value in values]
    exact = synthetic.exact(values, 0.95)
    ours = synthetic.recorded(outcomes)[0].quantile(0.95)
    theirs = synthetic.recorded(outcomes, using=())[0].quantile(0.95)
    assert abs(ours - exact) / exact < 0.25
    assert abs(theirs - exact) / exact > 0.5


def test_counters_histograms_and_an_order_that_stays() -> None:
    collector = MetricsCollector()
    meter = MeterProvider([collector.reader], shutdown_on_exit=False).get_meter("test")
    counter = meter.create_counter("b.calls")
    counter.add(2, {"outcome": "sent"})
    counter.add(3, {"outcome": "failed"})
    meter.create_histogram("a.tokens", unit="{token}").record(40, {"gen_ai.token.type": "input"})
    meter.create_histogram("c.waits", unit="s").record(0.5, {"llmkit.operation.name": "answer"})
    assert [line.split() for line in table(collector.series())] == [
        ["a.tokens"],
        ["input", "1", "sum", "40"],
        ["b.calls"],
        ["failed", "3"],
        ["sent", "2"],
        ["c.waits"],
        ["answer", "1", "p95", "4.750", "s"],
    ]
    assert [each.name for each in collector.series("b.calls")] == ["b.calls", "b.calls"]
