import pytest
from llmkit.bench.analysis import compare, summarise
from llmkit.bench.runner import BenchmarkRunner
from llmkit.simulated_time import run_in_simulated_time
from llmkit.token_estimate import estimate_input_tokens

from examples.benchmarking.provider_comparison.comparison import (
    LENGTHS,
    by_length,
    measure,
    side_by_side,
    used_of_context,
    workload,
)
from examples.benchmarking.provider_comparison.model_sizes import (
    BASELINE,
    DESK,
    SIZES,
    Machine,
    ModelSize,
)
from examples.benchmarking.provider_comparison.reading_model import model_of

pytestmark = pytest.mark.benchmark

SLOW = Machine("slow", 100e9, 1e12, 16e9)
TINY = ModelSize("tiny", 2e9, 1e9, 1_000, bits=8.0)


def test_bounds_follow_from_bytes_and_operations() -> None:
    assert TINY.bytes == 2e9
    assert TINY.tokens_per_second(SLOW) == 100
    assert TINY.reading_seconds(SLOW) == 0.002
    assert used_of_context(TINY, 880) == 1


@pytest.mark.parametrize(("weights", "fits"), [(14.4e9, True), (14.5e9, False)])
def test_a_tenth_of_the_memory_is_to_spare(weights: float, fits: bool) -> None:
    assert ModelSize("edge", weights, weights, 1_000, bits=8.0).fits(SLOW) == fits


def test_a_model_has_the_pace_of_its_size() -> None:
    summary = run_in_simulated_time(measure(BASELINE, 1_000))
    written = [
        call.chunks / (call.ended - call.first) for call in summary.result.calls if call.first
    ]
    # The pace varies by a tenth, so the middle of 40 calls is within a few hundredths of it.
    assert sorted(written)[20] == pytest.approx(BASELINE.tokens_per_second(DESK), rel=0.06)
    reading = BASELINE.reading_seconds(DESK) * estimate_input_tokens(workload(1_000).messages(0))
    assert summary.time_to_first_token["p50"].value == pytest.approx(reading, rel=0.2)


def test_experts_write_like_a_small_model_and_need_the_memory_of_a_large_one() -> None:
    four, experts = SIZES[0], SIZES[3]
    assert experts.tokens_per_second(DESK) > four.tokens_per_second(DESK)
    assert experts.bytes > 4 * four.bytes


def test_a_longer_prompt_makes_the_first_token_wait() -> None:
    found = run_in_simulated_time(by_length(SIZES[:1]))
    waits = [one.time_to_first_token["p50"].value for one in found[SIZES[0].name]]
    assert waits == sorted(waits)
    assert waits[-1] / waits[1] == pytest.approx(LENGTHS[-1] / LENGTHS[1], rel=0.2)


def test_every_size_differs_from_the_baseline() -> None:
    summaries = run_in_simulated_time(side_by_side())
    base = next(one.result for one in summaries if one.result.label == BASELINE.name)
    verdicts = {
        one.result.label: {each.verdict for each in compare(one.result, base)} for one in summaries
    }
    assert verdicts["4B dense"] == verdicts["30B, 3B active"] == {"better"}
    assert verdicts["70B dense"] == verdicts["12B dense"] == {"worse"}
    assert verdicts[BASELINE.name] == {"no difference shown"}


@pytest.mark.parametrize("stream", [True, False])
def test_reading_comes_before_either_kind_of_reply(stream: bool) -> None:
    async def main() -> float:
        calls = workload(16_000, stream=stream).model_copy(update={"calls": 1, "warm_up": 0})
        result = await BenchmarkRunner().run(model_of(SIZES[4], DESK), calls)
        return summarise(result).latency["p50"].value

    reading = SIZES[4].reading_seconds(DESK) * 16_000
    assert run_in_simulated_time(main()) > reading
