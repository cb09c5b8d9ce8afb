"""Does a simulated provider behave as it was told? Ask it often, and let statistics decide."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from llmkit import SimulatedChatModel
from llmkit.bench.results import BenchmarkResult, CallResult
from llmkit.bench.runner import BenchmarkRunner
from llmkit.bench.statistics import Estimate, Values, bootstrap, quantile, share_of
from llmkit.bench.workload import Workload
from llmkit.simulated_time import run_in_simulated_time

from examples.benchmarking.mock_provider.mock_provider import Behaviour

MANY = Workload(name="check", prompts=("Tell me about tides.",), calls=2000, warm_up=0)
SURE = 0.999
"""How often each interval holds the true value. There are several, and all shall hold."""
_Z = 3.29
"""The standard deviations that an interval of that level reaches."""


@dataclass(frozen=True, slots=True)
class Check:
    """A parameter, and what was measured of it."""

    name: str
    told: float
    measured: Estimate

    @property
    def holds(self) -> bool:
        """Return whether the parameter lies in the interval."""
        return self.measured.low <= self.told <= self.measured.high


def ask_often(behaviour: Behaviour, *, seed: int = 0) -> BenchmarkResult:
    """Return two thousand calls, one after the other, in simulated time.

    Limits and cold starts are left out: they are no matter of chance, and have tests of their own.
    """
    model = SimulatedChatModel(profile=behaviour.profile, seed=seed)
    return run_in_simulated_time(BenchmarkRunner().run(model, MANY))


def check(behaviour: Behaviour, *, seed: int = 0) -> Iterator[Check]:
    """Yield each parameter beside what was measured of it.

    Args:
        behaviour: What the provider was told. Its latency is 0: of a sum of two draws nobody can
            tell one from the other.
        seed: The seed of the provider.
    """
    profile = behaviour.profile
    result = ask_often(behaviour, seed=seed)
    waits, speeds = zip(*paces(result.succeeded), strict=True)
    for name, values, median in (
        ("wait in s", waits, profile.time_to_first_token),
        ("tokens a second", speeds, profile.tokens_per_second),
    ):
        yield Check(f"{name}, median", median, bootstrap(values, quantile(0.5), level=SURE))
        yield Check(f"{name}, spread", profile.spread, bootstrap(values, _spread, level=SURE))
        distance = distance_from_log_normal(values, median, profile.spread)
        yield Check(f"{name}, distance", 0.0, distance)
    for name, code, share in (
        ("calls that fail", "unavailable", profile.error_rate),
        ("calls that are refused", "rate_limit", profile.rate_limit_rate),
    ):
        yield Check(name, share, share_of(result.errors.get(code, 0), len(result.calls), z=_Z))


def paces(calls: Sequence[CallResult]) -> Iterator[tuple[float, float]]:
    """Yield for each call the wait before it wrote, in seconds, and its tokens a second.

    The simulated model waits, and then waits for each token, and once more before it says that it
    is done: as many waits after the first token as there are tokens.
    """
    for call in calls:
        if call.first is not None:
            each = (call.ended - call.first) / call.chunks
            yield call.first - call.started - each, 1 / each


def distance_from_log_normal(values: Sequence[float], median: float, sigma: float) -> Estimate:
    """Return how far values are from a distribution, in the share of values below any bound.

    The interval is that of Massart, "The Tight Constant in the Dvoretzky-Kiefer-Wolfowitz
    Inequality" (1990): if it reaches down to 0, the values may well come from the distribution.

    Args:
        values: What was measured.
        median: The median of the distribution.
        sigma: The standard deviation of its logarithm.
    """
    count = len(values)
    below = [NormalDist(math.log(median), sigma).cdf(math.log(value)) for value in sorted(values)]
    farthest = max(
        max(abs(share - at / count), abs(share - (at + 1) / count))
        for at, share in enumerate(below)
    )
    reach = math.sqrt(math.log(2 / (1 - SURE)) / (2 * count))
    return Estimate(farthest, max(0.0, farthest - reach), farthest + reach)


def _spread(samples: Values) -> Values:
    return np.asarray(np.std(np.log(samples), axis=-1, ddof=1))
