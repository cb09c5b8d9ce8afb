"""What a result says, and what of the difference between two of them is more than chance."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from llmkit.bench.results import BenchmarkResult, CallResult
from llmkit.bench.statistics import (
    Estimate,
    bootstrap,
    holm,
    quantile,
    rank_test,
    ratio_of,
    share_of,
)

MEDIAN = quantile(0.5)
QUANTILES: Mapping[str, float] = MappingProxyType(
    {"p50": 0.5, "p90": 0.9, "p95": 0.95, "p99": 0.99}
)
"""What is said of each kind of time."""
FEWEST_BEYOND = 5
"""How many values must lie beyond a quantile for it to be more than the luck of one call."""

Metric = Literal["latency", "time_to_first_token", "tokens_per_second"]
Verdict = Literal["better", "worse", "no difference shown"]


@dataclass(frozen=True, slots=True)
class Summary:
    """What one run says."""

    result: BenchmarkResult
    latency: Mapping[str, Estimate]
    """Seconds for a whole reply, by the names of `QUANTILES`; empty if no call succeeded."""
    time_to_first_token: Mapping[str, Estimate]
    """Seconds to the first text, likewise; empty without streams."""
    tokens_per_second: Estimate | None
    """The median speed of writing of a call; none without streams."""
    failed: Estimate
    """The share of the calls that failed."""

    @property
    def calls_per_second(self) -> float:
        """Calls that were over in a second, without those that failed."""
        seconds = self.result.seconds
        return len(self.result.succeeded) / seconds if seconds else 0.0

    @property
    def output_tokens_per_second(self) -> float:
        """Tokens that all callers together got in a second."""
        seconds = self.result.seconds
        return self.output_tokens / seconds if seconds else 0.0

    @property
    def input_tokens(self) -> int:
        """Tokens of all prompts."""
        return sum(call.input_tokens for call in self.result.calls)

    @property
    def output_tokens(self) -> int:
        """Tokens of all replies."""
        return sum(call.output_tokens for call in self.result.calls)


def summarise(result: BenchmarkResult, *, seed: int = 0) -> Summary:
    """Return what a run says.

    Times are those of the calls that succeeded: a refusal is fast, and would make a provider that
    refuses look good. So read them together with the share that failed.

    Args:
        result: The run.
        seed: Equal seeds give equal intervals.
    """
    speeds = values_of(result, "tokens_per_second")
    return Summary(
        result=result,
        latency=dict(_quantiles(values_of(result, "latency"), seed)),
        time_to_first_token=dict(_quantiles(values_of(result, "time_to_first_token"), seed)),
        tokens_per_second=bootstrap(speeds, MEDIAN, seed=seed) if speeds else None,
        failed=share_of(len(result.calls) - len(result.succeeded), len(result.calls)),
    )


def _quantiles(values: Sequence[float], seed: int) -> Iterator[tuple[str, Estimate]]:
    for name, share in QUANTILES.items():
        if (share == QUANTILES["p50"] and values) or len(values) * (1 - share) >= FEWEST_BEYOND:
            yield name, bootstrap(values, quantile(share), seed=seed)


def values_of(result: BenchmarkResult, metric: Metric) -> list[float]:
    """Return one number for each call that succeeded and has it."""
    found = (_value(call, metric) for call in result.succeeded)
    return [value for value in found if value is not None]


def _value(call: CallResult, metric: Metric) -> float | None:
    match metric:
        case "latency":
            return call.latency
        case "time_to_first_token":
            return call.time_to_first_token
        case "tokens_per_second":
            return call.tokens_per_second


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure of a run beside that of another, which it is compared with."""

    metric: Metric
    ratio: Estimate
    """The median as a multiple of that of the other run."""
    p_value: float
    """How probable such a difference is by chance, corrected for all that are looked at."""
    verdict: Verdict
    """Better or worse only where both the ratio's interval and the test say so."""


def compare(
    result: BenchmarkResult, base: BenchmarkResult, *, level: float = 0.05, seed: int = 0
) -> list[Difference]:
    """Return how a run differs from another, for each figure that both have.

    Args:
        result: The run.
        base: What it is compared with: another provider, or an earlier version.
        level: How often "better" or "worse" may be said by chance, of all figures together.
        seed: Equal seeds give equal intervals.
    """
    pairs: dict[Metric, tuple[list[float], list[float]]] = {}
    for metric in ("latency", "time_to_first_token", "tokens_per_second"):
        some, other = values_of(result, metric), values_of(base, metric)
        if some and other:
            pairs[metric] = some, other
    raw = [rank_test(some, other).p_value for some, other in pairs.values()]
    found = []
    for (metric, (some, other)), p_value in zip(pairs.items(), holm(raw), strict=True):
        ratio = ratio_of(some, other, MEDIAN, seed=seed)
        verdict = _verdict(metric, ratio) if p_value < level else "no difference shown"
        found.append(Difference(metric, ratio, p_value, verdict))
    return found


def _verdict(metric: Metric, ratio: Estimate) -> Verdict:
    if ratio.low <= 1 <= ratio.high:
        return "no difference shown"
    return "better" if (ratio.value > 1) == (metric == "tokens_per_second") else "worse"


@dataclass(frozen=True, slots=True)
class Regression:
    """A figure that became worse by more than is allowed."""

    name: str
    """What became worse."""
    detail: str
    """By how much, in words."""


def regressions(
    result: BenchmarkResult, base: BenchmarkResult, *, allowed: float = 0.10, seed: int = 0
) -> list[Regression]:
    """Return what became worse since an earlier run of the same workload.

    A time is reported only if the whole interval of its ratio lies beyond what is allowed. A run
    with few calls has wide intervals and so reports little: that nothing is reported shows nothing
    unless the runs are long enough.

    Args:
        result: The run.
        base: The earlier run.
        allowed: The share by which a median may grow.
        seed: Equal seeds give equal intervals.

    Raises:
        ValueError: The runs are of different workloads, so nothing follows from their difference.
    """
    if result.workload != base.workload:
        message = f"'{result.label}' and '{base.label}' ran different workloads"
        raise ValueError(message)
    found = []
    for difference in compare(result, base, seed=seed):
        ratio = difference.ratio
        is_speed = difference.metric == "tokens_per_second"
        beyond = ratio.high < 1 / (1 + allowed) if is_speed else ratio.low > 1 + allowed
        if difference.verdict == "worse" and beyond:
            found.append(Regression(difference.metric, f"{ratio} times as before"))
    now, before = _failures(result), _failures(base)
    if now.low > before.high:
        found.append(
            Regression("failed", f"{now.value:.1%} of the calls, {before.value:.1%} before")
        )
    return found


def _failures(result: BenchmarkResult) -> Estimate:
    return share_of(len(result.calls) - len(result.succeeded), len(result.calls))
