"""The same model under two kinds of load: callers who wait for each other, and users who do not."""

from collections.abc import Mapping

from llmkit.bench.analysis import Summary

from examples.benchmarking.runner.runner import SHORT, first_benchmark, model_to_measure
from examples.benchmarking.runner.slots import Slots

SLOTS = 4
"""How many calls the model serves at once."""
LOADS: Mapping[str, Mapping[str, object]] = {
    "4 patient callers": {"concurrency": 4, "rate": None},
    "1 user a second": {"concurrency": 1, "rate": 1.0},
    "2 users a second": {"concurrency": 1, "rate": 2.0},
    "3 users a second": {"concurrency": 1, "rate": 3.0},
}


async def under_loads() -> dict[str, Summary]:
    """Return what each load says of the same model, by the names of the loads."""
    found = {}
    for name, changes in LOADS.items():
        workload = SHORT.model_copy(update=dict(changes))
        found[name] = await first_benchmark(Slots(model_to_measure(), SLOTS), workload)
    return found
