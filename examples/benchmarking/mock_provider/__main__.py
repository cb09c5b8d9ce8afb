"""Show that simulated providers behave as they were told."""

from llmkit.bench.runner import BenchmarkRunner
from llmkit.bench.workload import Workload
from llmkit.simulated_time import run_in_simulated_time

from examples.benchmarking.mock_provider.check_behaviour import check
from examples.benchmarking.mock_provider.mock_provider import (
    CROWDED,
    HOSTED,
    LOCAL,
    Behaviour,
    mock_provider,
)

CALLS = Workload(name="first", prompts=("Tell me about tides.",), calls=3, warm_up=0)
RUSH = Workload(name="rush", prompts=("Tell me about tides.",), calls=200, rate=12.0, warm_up=0)


def show_checks(name: str, behaviour: Behaviour) -> None:
    """Print each parameter beside what was measured."""
    print(f"{name:26}    told  measured")
    for one in check(behaviour):
        print(f"  {one.name:24} {one.told:7g}  {one.measured}{'' if one.holds else '  NO'}")


async def show_limits() -> None:
    """Print what a cold start and a limit do."""
    cold = await BenchmarkRunner().run(mock_provider(LOCAL), CALLS)
    waits = ", ".join(f"{call.time_to_first_token or 0:.1f} s" for call in cold.calls)
    print(f"cold start, first tokens of three calls: {waits}")
    rush = await BenchmarkRunner().run(mock_provider(CROWDED), RUSH)
    refused = rush.errors.get("rate_limit", 0)
    print(f"12 calls a second where 4 are allowed: {refused} of {len(rush.calls)} refused")


if __name__ == "__main__":
    show_checks("hosted", HOSTED)
    show_checks("local", LOCAL)
    run_in_simulated_time(show_limits())
