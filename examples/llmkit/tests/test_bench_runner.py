import asyncio
import itertools
import random
import time
from collections.abc import AsyncGenerator, Sequence
from typing import Any, Unpack

import pytest

from llmkit import (
    CallOptions,
    Chunk,
    Fault,
    Message,
    Profile,
    Reply,
    Script,
    SimulatedChatModel,
    builtin_providers,
)
from llmkit.account_limit import AccountLimit
from llmkit.bench.profiler import Profiler
from llmkit.bench.results import BenchmarkResult
from llmkit.bench.runner import BenchmarkRunner, arrivals
from llmkit.bench.workload import Workload, prompt_of
from llmkit.providers.registry import ProviderSettings
from llmkit.recorded_telemetry import RecordedTelemetry
from llmkit.simulated_time import run_in_simulated_time
from llmkit.token_estimate import estimate_tokens
from llmkit.wire.server import WireServer

pytestmark = pytest.mark.benchmark

WORDS = "one two three four five six seven eight nine ten"
PACE = Profile(latency=0.1, time_to_first_token=0.4, tokens_per_second=10)
STREAM = Workload(name="short", prompts=("Count.",), calls=4)


def model(*replies: Reply | str, profile: Profile = PACE) -> SimulatedChatModel:
    script = Script.of(*replies) if replies else Script(otherwise=lambda _: Reply(WORDS))
    return SimulatedChatModel(script=script, profile=profile)


def ran(workload: Workload, **changes: Any) -> BenchmarkResult:
    profile = changes.pop("profile", PACE)
    return run_in_simulated_time(BenchmarkRunner(**changes).run(model(profile=profile), workload))


def test_a_stream_is_timed_from_its_first_token_to_its_end() -> None:
    result = ran(STREAM)
    assert len(result.calls) == 4
    for number, call in enumerate(result.calls):
        assert call.started == call.scheduled == pytest.approx(1.6 * number)
        # The first token takes its turn after the wait for it; nine follow, and then the end.
        assert call.time_to_first_token == pytest.approx(0.6)
        assert call.latency == pytest.approx(1.6)
        assert call.longest_gap == pytest.approx(0.1)
        assert call.chunks == 10
        assert call.output_tokens == estimate_tokens(WORDS)
    assert result.seconds == pytest.approx(6.4)


def test_without_a_stream_nothing_is_said_of_the_first_token() -> None:
    result = ran(STREAM.model_copy(update={"stream": False}))
    assert [(call.first, call.chunks, call.tokens_per_second) for call in result.calls] == [
        (None, 0, None)
    ] * 4
    assert {round(call.latency, 6) for call in result.calls} == {1.5}
    assert {call.output_tokens for call in result.calls} == {estimate_tokens(WORDS)}


def test_callers_work_side_by_side() -> None:
    result = ran(STREAM.model_copy(update={"concurrency": 4}))
    assert result.seconds == pytest.approx(1.6)
    few = ran(STREAM.model_copy(update={"concurrency": 3}))
    assert [round(call.started, 6) for call in few.calls] == [0, 0, 0, 1.6]


def test_with_a_rate_no_call_waits_for_another() -> None:
    workload = STREAM.model_copy(update={"calls": 50, "rate": 20.0})
    first, second = ran(workload), ran(workload)
    assert first.calls == second.calls
    assert {round(call.latency, 6) for call in first.calls} == {1.6}
    assert first.seconds < 10
    assert ran(workload, seed=1).calls != first.calls


class _OneAtATime(SimulatedChatModel):
    """A model that lets its callers queue."""

    lock = None

    async def stream(
        self, messages: Sequence[Message], **options: Unpack[CallOptions]
    ) -> AsyncGenerator[Chunk, None]:
        self.lock = self.lock or asyncio.Lock()
        async with self.lock:
            async for chunk in super().stream(messages, **options):
                yield chunk


def test_only_a_rate_shows_how_waits_pile_up() -> None:
    async def both() -> list[float]:
        found = []
        for load in ({"concurrency": 1}, {"rate": 2.0}):
            queueing = _OneAtATime(script=Script(otherwise=lambda _: Reply(WORDS)), profile=PACE)
            workload = STREAM.model_copy(update={"calls": 20, **load})
            result = await BenchmarkRunner().run(queueing, workload)
            found.append(max(call.latency for call in result.calls))
        return found

    patient, crowd = run_in_simulated_time(both())
    assert patient == pytest.approx(1.6)
    assert crowd > 10 * patient


def test_arrivals_are_as_many_as_the_rate_says_and_no_metronome() -> None:
    moments = arrivals(20_000, 50.0, random.Random(0))
    waits = [later - sooner for sooner, later in itertools.pairwise(moments)]
    assert moments == sorted(moments)
    assert moments[-1] == pytest.approx(400, rel=0.03)
    # Of an exponential distribution 1 / e of the waits are longer than the mean.
    assert sum(wait > 1 / 50 for wait in waits) / len(waits) == pytest.approx(0.3679, abs=0.015)


FAULTS = (
    (Fault("rate_limit"), "rate_limit"),
    (Fault("server_error"), "unavailable"),
    (Fault("connection_cut", after_tokens=3), "connection"),
    (Fault("stall"), "timeout"),
    (Fault("malformed"), "malformed_reply"),
)


@pytest.mark.parametrize(("fault", "code"), FAULTS)
def test_a_call_that_fails_is_a_result(fault: Fault, code: str) -> None:
    replies = [Reply(WORDS, fault=fault if at == 2 else None) for at in range(5)]
    workload = STREAM.model_copy(update={"timeout": 5.0})
    result = run_in_simulated_time(BenchmarkRunner().run(model(*replies), workload))
    assert [call.error for call in result.calls] == ["", code, "", ""]
    assert result.errors == {code: 1}
    assert len(result.succeeded) == 3
    assert result.calls[1].chunks == fault.after_tokens


def test_a_mistake_of_the_code_is_no_result() -> None:
    class Broken(SimulatedChatModel):
        async def stream(
            self, messages: Sequence[Message], **options: Unpack[CallOptions]
        ) -> AsyncGenerator[Chunk, None]:
            if messages:
                raise TypeError(messages)
            yield Chunk()

    with pytest.raises(TypeError):
        asyncio.run(BenchmarkRunner().run(Broken(), STREAM))


def test_calls_before_are_not_counted() -> None:
    asked = model()
    workload = STREAM.model_copy(update={"warm_up": 3, "prompts": ("a", "b")})
    result = run_in_simulated_time(BenchmarkRunner().run(asked, workload))
    assert len(asked.requests) == 7
    assert [request.messages[-1].content for request in asked.requests[3:]] == ["a", "b", "a", "b"]
    assert result.calls[0].started == 0


def test_a_run_and_its_calls_are_reported() -> None:
    recorded = RecordedTelemetry()
    replies: list[Reply | str] = [WORDS, Reply(fault=Fault("overloaded")), WORDS, WORDS, WORDS]
    runner = BenchmarkRunner(telemetry=recorded.telemetry("bench"))
    run_in_simulated_time(runner.run(model(*replies), STREAM))
    (latency,) = recorded.histograms("llmkit.bench.latency_seconds")
    assert (latency.count, round(latency.sum, 6)) == (3, 4.8)
    assert (latency.attributes or {})["llmkit.bench.workload"] == "short"
    (failures,) = recorded.counts("llmkit.bench.failures")
    assert (failures.value, (failures.attributes or {})["error.type"]) == (1, "unavailable")
    (run,) = recorded.histograms("llmkit.bench.operation_duration_seconds")
    assert run.count == 1


async def test_the_same_benchmark_asks_every_sdk_over_real_http() -> None:
    script = Script(otherwise=lambda _: Reply(WORDS))
    with WireServer(script) as server:
        for name in ("openai", "anthropic", "ollama"):
            settings = ProviderSettings(None, "key", server.base_url(name), None, 0)
            asked = builtin_providers().create(name, settings)
            began = time.perf_counter()
            result = await BenchmarkRunner(profiler=Profiler()).run(asked, STREAM)
            took = time.perf_counter() - began
            assert result.errors == {}
            assert all(call.first and call.chunks > 1 for call in result.calls)
            assert 0 < result.seconds < took
            assert result.use is not None
            assert result.use.processor_seconds > 0


def test_an_account_with_a_limit_refuses_a_crowd() -> None:
    async def main() -> BenchmarkResult:
        limited = AccountLimit(model(profile=Profile()), per_second=5)
        workload = STREAM.model_copy(update={"calls": 60, "rate": 20.0})
        return await BenchmarkRunner().run(limited, workload)

    result = run_in_simulated_time(main())
    assert 0.5 < result.errors["rate_limit"] / 60 < 0.8


@pytest.mark.parametrize("tokens", [30, 200, 4000])
def test_a_prompt_has_its_length_and_shares_no_beginning(tokens: int) -> None:
    prompts = [prompt_of(tokens, variant=at) for at in range(3)]
    assert all(estimate_tokens(one) == pytest.approx(tokens, abs=2) for one in prompts)
    assert len({one[:10] for one in prompts}) == 3
