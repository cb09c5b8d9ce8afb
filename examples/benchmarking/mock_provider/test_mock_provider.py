import asyncio
import random
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import replace

import pytest
from llmkit import ChatModel, Message, Profile, SimulatedChatModel
from llmkit.account_limit import AccountLimit
from llmkit.bench.runner import BenchmarkRunner
from llmkit.bench.workload import Workload
from llmkit.simulated_time import run_in_simulated_time

from examples.benchmarking.mock_provider.check_behaviour import (
    check,
    distance_from_log_normal,
)
from examples.benchmarking.mock_provider.cold_start import ColdStart
from examples.benchmarking.mock_provider.mock_provider import (
    CROWDED,
    HOSTED,
    LOCAL,
    Behaviour,
    mock_provider,
)

pytestmark = pytest.mark.benchmark

HELLO = [Message.user("Hello")]


@pytest.mark.parametrize("behaviour", [HOSTED, LOCAL, CROWDED], ids=["hosted", "local", "crowded"])
@pytest.mark.parametrize("seed", range(3))
def test_a_provider_behaves_as_told(behaviour: Behaviour, seed: int) -> None:
    assert [one.name for one in check(behaviour, seed=seed) if not one.holds] == []


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"time_to_first_token": 0.39}, {"wait in s, median", "wait in s, distance"}),
        ({"tokens_per_second": 80}, {"tokens a second, median", "tokens a second, distance"}),
        ({"error_rate": 0.05}, {"calls that fail"}),
        ({"rate_limit_rate": 0.06}, {"calls that are refused"}),
    ],
)
def test_the_check_sees_one_that_does_not(
    changes: dict[str, float],
    wrong: set[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = SimulatedChatModel

    def another(*, profile: Profile, seed: int) -> SimulatedChatModel:
        return told(profile=replace(profile, **changes), seed=seed)  # type: ignore[arg-type]

    monkeypatch.setattr(
        "examples.benchmarking.mock_provider.check_behaviour.SimulatedChatModel", another
    )
    assert {one.name for one in check(HOSTED) if not one.holds} == wrong


def test_values_of_another_kind_are_told_from_log_normal_ones() -> None:
    draw = random.Random(1)
    right = [draw.lognormvariate(0, 0.5) for _ in range(2000)]
    wrong = [draw.uniform(0.5, 2.0) for _ in range(2000)]
    assert distance_from_log_normal(right, 1, 0.5).low == 0
    assert distance_from_log_normal(wrong, 1, 0.5).low > 0


def ask_at(moments: list[float], make: Callable[[], ChatModel], *, stream: bool) -> list[float]:
    """Return how long calls took that begin at given moments."""

    async def ask(model: ChatModel, moment: float) -> float:
        now = asyncio.get_running_loop().time
        await asyncio.sleep(moment)
        if stream:
            async with aclosing(model.stream(HELLO)) as chunks:
                async for _ in chunks:
                    pass
        else:
            await model.complete(HELLO)
        return now() - moment

    async def main() -> list[float]:
        async with make() as model:
            return await asyncio.gather(*(ask(model, moment) for moment in moments))

    return run_in_simulated_time(main())


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    ("moments", "waits"),
    [
        ([0], [6]),
        ([0, 10, 20], [6, 0, 0]),
        ([0, 1, 2], [6, 5, 4]),
        ([0, 400], [6, 6]),
        ([0, 290, 580, 881], [6, 0, 0, 6]),
    ],
)
def test_a_start_is_cold_after_a_rest_and_shared(
    moments: list[float], waits: list[float], stream: bool
) -> None:
    def make() -> ChatModel:
        return ColdStart(SimulatedChatModel(), seconds=6.0)

    assert ask_at(moments, make, stream=stream) == pytest.approx(waits)


def test_who_gives_up_during_a_start_leaves_the_model_to_others() -> None:
    async def main() -> tuple[int, float]:
        model = ColdStart(SimulatedChatModel(), seconds=6.0)
        impatient = asyncio.create_task(model.complete(HELLO))
        await asyncio.sleep(2)
        impatient.cancel()
        began = asyncio.get_running_loop().time()
        await model.complete(HELLO)
        return model.loads, asyncio.get_running_loop().time() - began

    # Nobody was left to wait for the first loading, so it begins again.
    assert run_in_simulated_time(main()) == (2, 6)


def test_a_refused_call_does_not_start_the_model() -> None:
    async def main() -> list[float | None]:
        behaviour = replace(LOCAL, calls_per_second=1.0)
        workload = Workload(name="two", prompts=("Hi",), calls=3, warm_up=0, concurrency=3)
        result = await BenchmarkRunner().run(mock_provider(behaviour), workload)
        assert result.errors == {"rate_limit": 2}
        return [call.time_to_first_token for call in result.calls if call.error]

    assert run_in_simulated_time(main()) == [None, None]


def test_equal_seeds_give_equal_providers() -> None:
    def run(seed: int) -> object:
        workload = Workload(name="same", prompts=("Hi",), calls=40, rate=8.0)
        runner = BenchmarkRunner()
        return run_in_simulated_time(runner.run(mock_provider(CROWDED, seed=seed), workload)).calls

    assert run(1) == run(1)
    assert run(1) != run(2)


def test_without_a_wish_there_is_no_wrapper() -> None:
    assert isinstance(mock_provider(Behaviour()), SimulatedChatModel)
    assert isinstance(mock_provider(Behaviour(calls_per_second=1.0)), AccountLimit)
