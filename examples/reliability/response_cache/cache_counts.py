"""The metrics of a cache, read where they are made, for programs that print them."""

from collections import Counter
from dataclasses import dataclass

from opentelemetry.sdk.metrics.export import InMemoryMetricReader, NumberDataPoint

from examples.reliability.response_cache.cache_telemetry import (
    CACHE_LOOKUPS,
    CACHE_NOT_KEPT,
    CACHE_OUTCOME,
    CACHE_REASON,
    CACHE_SAVED_COST,
    CACHE_SAVED_TOKENS,
)

_HITS = ("exact", "semantic", "joined", "waited")


@dataclass(frozen=True, slots=True)
class CacheCounts:
    """What the cache has reported so far."""

    reader: InMemoryMetricReader
    """To be passed to a `MeterProvider`, which is what the cache reports to."""

    @property
    def outcomes(self) -> dict[str, int]:
        """How often calls were answered in each way."""
        return self._by(CACHE_LOOKUPS, CACHE_OUTCOME)

    @property
    def refused(self) -> dict[str, int]:
        """Why the cache had no part in calls."""
        return self._by(CACHE_LOOKUPS, CACHE_REASON)

    @property
    def not_kept(self) -> dict[str, int]:
        """Why replies were not kept."""
        return self._by(CACHE_NOT_KEPT, CACHE_REASON)

    @property
    def hit_rate(self) -> float:
        """The share of all calls that cost nothing, those that were refused included."""
        outcomes = self.outcomes
        calls = sum(outcomes.values())
        return sum(outcomes.get(each, 0) for each in _HITS) / calls if calls else 0.0

    @property
    def saved_tokens(self) -> int:
        """The tokens that were not billed."""
        return round(sum(point.value for point in self._points(CACHE_SAVED_TOKENS)))

    @property
    def saved_cost(self) -> float:
        """What they would have cost."""
        return float(sum(point.value for point in self._points(CACHE_SAVED_COST)))

    def _by(self, name: str, label: str) -> dict[str, int]:
        found: Counter[str] = Counter()
        for point in self._points(name):
            if point.attributes and label in point.attributes:
                found[str(point.attributes[label])] += round(point.value)
        return dict(sorted(found.items()))

    def _points(self, name: str) -> list[NumberDataPoint]:
        data = self.reader.get_metrics_data()
        return [
            point
            for resource in (data.resource_metrics if data else ())
            for scope in resource.scope_metrics
            for metric in scope.metrics
            if metric.name == name
            for point in metric.data.data_points
            if isinstance(point, NumberDataPoint)
        ]
