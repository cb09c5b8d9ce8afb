import asyncio
from dataclasses import replace

import pytest
from llmkit import Profile
from llmkit.bench.analysis import regressions
from llmkit.bench.results import BenchmarkResult
from llmkit.bench.runner import BenchmarkRunner
from llmkit.simulated_time import run_in_simulated_time

from examples.benchmarking.runner.load import SLOTS, under_loads
from examples.benchmarking.runner.runner import PACE, SHORT, first_benchmark, model_to_measure
from examples.benchmarking.runner.slots import Slots

pytestmark = pytest.mark.benchmark


def run(profile: Profile = PACE, *, seed: int = 0, calls: int = 200) -> BenchmarkResult:
    workload = SHORT.model_copy(update={"calls": calls})
    model = model_to_measure(seed=seed, profile=profile)
    return run_in_simulated_time(BenchmarkRunner().run(model, workload))


def test_the_figures_are_those_of_the_model() -> None:
    summary = run_in_simulated_time(first_benchmark(model_to_measure()))
    wait, speed = summary.time_to_first_token["p50"], summary.tokens_per_second
    assert speed is not None
    # The first token takes its own turn after the wait for it.
    assert wait.low < PACE.time_to_first_token + 1 / PACE.tokens_per_second < wait.high
    assert summary.failed.low < PACE.error_rate < summary.failed.high
    assert summary.output_tokens_per_second > summary.calls_per_second


def test_patient_callers_hide_what_users_wait() -> None:
    loads = run_in_simulated_time(under_loads())
    patient, calm, busy, crowd = loads.values()
    assert calm.latency["p95"].value < 1.5 * patient.latency["p95"].value
    assert crowd.latency["p95"].value > 5 * patient.latency["p95"].value
    assert busy.latency["p95"].value < crowd.latency["p95"].value
    # More users do not get more answers out of the model.
    assert crowd.calls_per_second < 1.1 * patient.calls_per_second


@pytest.mark.parametrize("stream", [True, False])
@pytest.mark.parametrize("slots", [1, SLOTS])
def test_no_more_calls_than_slots_are_served_at_once(slots: int, stream: bool) -> None:
    workload = SHORT.model_copy(
        update={"calls": 40, "concurrency": 12, "stream": stream, "warm_up": 0}
    )
    steady = replace(PACE, spread=0.0, error_rate=0.0, reply_tokens=(40, 40))
    model = Slots(model_to_measure(profile=steady), slots)
    result = run_in_simulated_time(BenchmarkRunner().run(model, workload))
    one = min(call.latency for call in result.calls)
    assert result.seconds == pytest.approx(one * 40 / slots, rel=0.02)


@pytest.mark.parametrize(("later", "found"), [(1.0, 0), (1.4, 8)])
def test_a_first_token_two_fifths_later_is_found_and_an_equal_one_is_not(
    later: float, found: int
) -> None:
    slower = replace(PACE, time_to_first_token=later * PACE.time_to_first_token)
    seen = [regressions(run(slower, seed=at + 10), run(seed=at)) for at in range(8)]
    assert sum(any(one.name == "time_to_first_token" for one in each) for each in seen) == found


def test_callers_wait_for_no_more_than_their_slot() -> None:
    async def main_loop() -> list[str]:
        async with Slots(model_to_measure(profile=Profile()), 1) as model:
            replies = await asyncio.gather(*(model.complete(SHORT.messages(at)) for at in range(3)))
        return [reply.provider for reply in replies]

    assert asyncio.run(main_loop()) == ["simulated"] * 3
