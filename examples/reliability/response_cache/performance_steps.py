"""What the measures brought, as tables: where the time went, one after the other, each alone."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from llmkit.bench.analysis import MEDIAN, values_of
from llmkit.bench.reports import Table, environment_lines
from llmkit.bench.results import read_results
from llmkit.bench.statistics import Estimate, Values, bootstrap, quantile, ratio_of

from examples.reliability.response_cache.labelled_set import load_pairs
from examples.reliability.response_cache.means import Means
from examples.reliability.response_cache.measures import SMALL, SetUp
from examples.reliability.response_cache.performance import Outcome, try_setup
from examples.reliability.response_cache.record import KINDS, RESULTS
from examples.reliability.response_cache.traffic import questions

QUESTIONS = 600
SLOWEST = quantile(0.95)

IN_ORDER: Mapping[str, SetUp] = MappingProxyType(
    {
        "as it was": SetUp(),
        "cache around the model": SetUp(cache="around the model"),
        "cache around the desk": SetUp(cache="around the desk"),
        "... by meaning, too": SetUp(cache="around the desk", meaning=True),
        "calls at the account's rate": SetUp(cache="around the desk", paced=True),
        "streamed": SetUp(cache="around the desk", paced=True, streamed=True),
        "shorter prompt": SetUp(cache="around the desk", paced=True, streamed=True, short=True),
        "smaller model": SetUp(
            cache="around the desk", paced=True, streamed=True, short=True, kind=SMALL
        ),
    }
)
"""One measure after the other. To compare by meaning was taken back, so the later ones lack it."""
BEFORE: Mapping[str, str] = MappingProxyType(
    {
        "cache around the model": "as it was",
        "cache around the desk": "as it was",
        "... by meaning, too": "cache around the desk",
        "calls at the account's rate": "cache around the desk",
        "streamed": "calls at the account's rate",
        "shorter prompt": "streamed",
        "smaller model": "shorter prompt",
    }
)
"""What each is compared with."""
ALONE: Mapping[str, SetUp] = MappingProxyType(
    {
        "as it was": SetUp(),
        "cache around the desk": SetUp(cache="around the desk"),
        "calls at the account's rate": SetUp(paced=True),
        "streamed": SetUp(streamed=True),
        "shorter prompt": SetUp(short=True),
        "smaller model": SetUp(kind=SMALL),
    }
)
"""Each measure on the desk as it was."""


def run_all(setups: Mapping[str, SetUp], means: Means) -> dict[str, Outcome]:
    """Put the same questions to a desk in each set-up."""
    pairs = load_pairs()
    topics = list(dict.fromkeys(pair.kept for pair in pairs))
    asked = questions(pairs, QUESTIONS)
    return {name: try_setup(setup, topics, asked, means) for name, setup in setups.items()}


def table_of(outcomes: Mapping[str, Outcome]) -> str:
    """Return the figures of each set-up."""
    head = ["set-up", "first text, median", "95 %", "end, 95 %", "$ for 1,000", "hits"]
    rows = [
        [
            name,
            _seconds(bootstrap(one.first_text, MEDIAN)),
            _seconds(bootstrap(one.first_text, SLOWEST)),
            _seconds(bootstrap(one.whole, SLOWEST)),
            f"{1000 * sum(one.costs) / QUESTIONS:.2f}",
            f"{one.counts.hit_rate:.0%}",
            str(one.built.account.refused),
            str(len(one.result.calls) - len(one.result.succeeded)),
            str(one.wrong),
        ]
        for name, one in outcomes.items()
    ]
    return Table([*head, "refused", "failed", "wrong"], rows).text()


def changes(outcomes: Mapping[str, Outcome], before: Mapping[str, str]) -> str:
    """Return what each set-up changed, as multiples of what it is compared with."""
    rows = []
    for name, base in before.items():
        one, other = outcomes[name], outcomes[base]
        rows.append(
            [
                name,
                _ratio(ratio_of(one.first_text, other.first_text, SLOWEST)),
                _ratio(ratio_of(one.whole, other.whole, SLOWEST)),
                _ratio(ratio_of(one.costs, other.costs, _mean)),
            ]
        )
    return Table(["compared with before", "first text, 95 %", "end, 95 %", "cost"], rows).text()


def _mean(samples: Values) -> Values:
    # Costs add up, so their mean is what counts; of times it would be the tale of a few.
    return np.asarray(samples.mean(axis=-1))


def _seconds(estimate: Estimate) -> str:
    return f"{estimate.value:.2f} s"


def _ratio(estimate: Estimate) -> str:
    told = f"{estimate.value:.2f} ({estimate.low:.2f} to {estimate.high:.2f})"
    return f"{told} =" if estimate.low <= 1 <= estimate.high else told


def time_spent(means: Means) -> str:
    """Tell where the time of a question goes, in the desk as it was but streamed, to see inside."""
    (one,) = run_all({"streamed": SetUp(streamed=True)}, means).values()
    provider, total = one.built.provider, sum(call.latency for call in one.result.calls)
    parts = {
        "waiting after refusals": total - provider.reading - provider.writing,
        "the model reads": provider.reading,
        "the model writes": provider.writing,
    }
    rows = [
        [name, f"{seconds / QUESTIONS:.2f} s", f"{seconds / total:.0%}"]
        for name, seconds in parts.items()
    ]
    return Table(["part of a question", "mean", "share"], rows).text()


def measures(means: Means) -> str:
    """Take one measure after the other."""
    outcomes = run_all(IN_ORDER, means)
    return f"{table_of(outcomes)}\n\n{changes(outcomes, BEFORE)}\n= no difference shown"


def alone(means: Means) -> str:
    """Take each measure alone."""
    outcomes = run_all(ALONE, means)
    before = {name: "as it was" for name in ALONE if name != "as it was"}
    return f"{changes(outcomes, before)}\n= no difference shown"


def own_time(_: Means) -> str:
    """Tell what the cache itself costs, from the figures that were recorded on a machine."""
    results = {name: result for name, result in read_results(RESULTS).items() if name in KINDS}
    base = results["without"]
    rows = []
    for name, label in KINDS.items():
        one = results[name]
        times = values_of(one, "latency")
        median, slow = bootstrap(times, MEDIAN), bootstrap(times, SLOWEST)
        busy = one.use.processor_seconds / len(one.calls) if one.use else 0.0
        rows.append([label, _milliseconds(median), _milliseconds(slow), f"{1000 * busy:.2f} ms"])
    table = Table(["question", "median", "95 %", "processor"], rows).text()
    return "\n".join([table, "", "measured on", *environment_lines(base.environment)[:2]])


def _milliseconds(estimate: Estimate) -> str:
    low, high = 1000 * estimate.low, 1000 * estimate.high
    return f"{1000 * estimate.value:.2f} ms ({low:.2f} to {high:.2f})"
