"""Collect counts, durations and tokens, and read percentiles from histograms."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from llmkit import semantic_attributes as names
from opentelemetry.sdk.metrics.export import (
    HistogramDataPoint,
    InMemoryMetricReader,
    MetricsData,
    NumberDataPoint,
)
from opentelemetry.sdk.metrics.view import ExplicitBucketHistogramAggregation, View

SECONDS = (0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92)
"""Upper bounds of buckets for waits, as the conventions for generative AI advise them."""
TOKENS = tuple(4.0**power for power in range(14))
"""Upper bounds of buckets for tokens, from 1 to 67,108,864; likewise."""


def views() -> list[View]:
    """Return which histograms get which buckets.

    The SDK's own begin with 0, 5 and 10, which suits milliseconds. In seconds, every call that
    takes less than five would land in one bucket, and no percentile could be read.
    """
    seconds = ExplicitBucketHistogramAggregation(SECONDS)
    return [
        View(instrument_name="*operation_duration_seconds", aggregation=seconds),
        View(instrument_name=names.GEN_AI_CLIENT_TIME_TO_FIRST_CHUNK, aggregation=seconds),
        View(
            instrument_name=names.GEN_AI_CLIENT_TOKEN_USAGE,
            aggregation=ExplicitBucketHistogramAggregation(TOKENS),
        ),
    ]


@dataclass(frozen=True, slots=True)
class Series:
    """One metric with one set of labels."""

    name: str
    unit: str
    labels: tuple[tuple[str, str], ...]
    count: int
    """How many values there were; of a counter, what it counted."""
    total: float
    bounds: tuple[float, ...] = ()
    """Upper bounds of the buckets of a histogram; the last bucket has none."""
    buckets: tuple[int, ...] = ()
    """How many values fell into each."""
    largest: float = 0.0

    def label(self, name: str) -> str:
        """Return a label, or an empty text."""
        return dict(self.labels).get(name, "")

    def quantile(self, share: float) -> float:
        """Return the value below which a share of all values lies, as far as buckets tell.

        Within its bucket we go in proportion, as Prometheus' `histogram_quantile` does, so the
        answer can be wrong by the width of the bucket. Beyond the last bound it is the largest
        value that came.

        Args:
            share: Above 0, and 1 at the most; 0.95 for the 95th percentile.

        Raises:
            ValueError: There are no values, or there is no such share.
        """
        if not (self.buckets and self.count and 0.0 < share <= 1.0):
            raise ValueError(f"{self.name}: no values to take the quantile {share:g} of")
        rank, below, place = share * self.count, 0, 0
        while below + self.buckets[place] < rank:
            below += self.buckets[place]
            place += 1
        if place == len(self.bounds):
            return self.largest
        lower = self.bounds[place - 1] if place else 0.0
        return lower + (self.bounds[place] - lower) * (rank - below) / self.buckets[place]


class MetricsCollector:
    """Holds what a process has measured so far, for a page or a scrape of its own."""

    def __init__(self) -> None:
        self.reader = InMemoryMetricReader()
        """What to give to a meter provider."""

    def series(self, name: str = "") -> list[Series]:
        """Return what was measured, in a fixed order.

        Args:
            name: Only the metric of this name; empty for all.
        """
        found = _series(self.reader.get_metrics_data())
        return sorted(
            (each for each in found if name in ("", each.name)),
            key=lambda each: (each.name, each.labels),
        )


def _series(data: MetricsData | None) -> Iterator[Series]:
    for resource in data.resource_metrics if data else ():
        for scope in resource.scope_metrics:
            for metric in scope.metrics:
                for point in metric.data.data_points:
                    if isinstance(point, HistogramDataPoint | NumberDataPoint):
                        yield _one(metric.name, metric.unit or "", point)


def _one(name: str, unit: str, point: HistogramDataPoint | NumberDataPoint) -> Series:
    labels = tuple(sorted((key, str(value)) for key, value in (point.attributes or {}).items()))
    if isinstance(point, NumberDataPoint):
        return Series(name, unit, labels, int(point.value), float(point.value))
    return Series(
        name,
        unit,
        labels,
        point.count,
        point.sum,
        tuple(point.explicit_bounds),
        tuple(point.bucket_counts),
        point.max,
    )


def table(series: Sequence[Series]) -> list[str]:
    """Return lines that show series to people: a count, and percentiles of waits or a sum."""
    lines = []
    for name, group in groupby(series, key=lambda each: each.name):
        lines += [name, *(f"  {_labels(each):34}{_figures(each)}" for each in group)]
    return lines


def _labels(series: Series) -> str:
    shown = (names.OPERATION_NAME, names.ERROR_TYPE, names.GEN_AI_TOKEN_TYPE, "outcome")
    return "  ".join(filter(None, map(series.label, shown)))


def _figures(series: Series) -> str:
    if series.unit == "s":
        return f"{series.count:3}  p95 {series.quantile(0.95):.3f} s"
    return f"{series.count:3}  sum {series.total:.0f}" if series.buckets else f"{series.count:3}"
