"""Durations that we choose ourselves, so that what metrics say of them can be checked."""

import random
from collections.abc import Sequence

from llmkit import semantic_attributes as names
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.view import View

from examples.observability.telemetry.alerts import ANSWERS, DURATION
from examples.observability.telemetry.metrics_collector import MetricsCollector, Series, views
from examples.observability.telemetry.stack import SPANS_DELIVERED

Outcome = tuple[float, str]
"""Seconds that a call took, and the code of its error, empty if it went well."""


def waits(calls: int, *, median: float = 1.2, spread: float = 0.5, seed: int = 7) -> list[float]:
    """Return waits as calls to models have them: most near the median, a few far above.

    Args:
        calls: How many.
        median: Seconds.
        spread: Sigma of the log-normal distribution.
        seed: Equal seeds, equal waits.
    """
    draw = random.Random(seed)  # noqa: S311  # repeatable, not secret
    return [median * draw.lognormvariate(0.0, spread) for _ in range(calls)]


def recorded(
    outcomes: Sequence[Outcome], *, lost: int = 0, using: Sequence[View] | None = None
) -> list[Series]:
    """Return what a collector reads after outcomes have been recorded.

    Args:
        outcomes: The calls.
        lost: How many spans did not reach their collector.
        using: The views; None stands for ours.
    """
    collector = MetricsCollector()
    provider = MeterProvider(
        metric_readers=[collector.reader],
        views=list(views() if using is None else using),
        shutdown_on_exit=False,
    )
    meter = provider.get_meter("synthetic")
    histogram = meter.create_histogram(DURATION, unit="s")
    for seconds, code in outcomes:
        labels = {names.OPERATION_NAME: ANSWERS}
        histogram.record(seconds, {**labels, names.ERROR_TYPE: code} if code else labels)
    if lost:
        meter.create_counter(SPANS_DELIVERED).add(lost, {"outcome": "dropped"})
    return collector.series()


def exact(values: Sequence[float], share: float) -> float:
    """Return the value below which a share of all values lies, from the values themselves."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]
