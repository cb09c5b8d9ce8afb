"""Runs of agents: how they end, and what is reported of them."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from llmkit import (
    ConfigurationError,
    ProviderError,
    RateLimitError,
)
from llmkit.agents import AgentRuns, Answered, ModelFailed, OutOfTime, StopReason
from llmkit.recorded_telemetry import RecordedTelemetry, span_lines
from llmkit.semantic_attributes import ERROR_TYPE, GEN_AI_AGENT_NAME, STOP_REASON, agent_runs

FAILURE = RateLimitError("test.complete")

Work = Callable[[], Coroutine[Any, Any, Answered]]


def runs_of(recorded: RecordedTelemetry, *, seconds: float = 5.0) -> AgentRuns:
    return AgentRuns("parrot", telemetry=recorded.telemetry("test"), seconds=seconds)


async def answer() -> Answered:
    return Answered("Hello.")


async def hang() -> Answered:
    await asyncio.Event().wait()
    return Answered("Too late.")


async def fail() -> Answered:
    raise FAILURE


ENDS: dict[str, tuple[Work, float, StopReason, str]] = {
    "it answers": (answer, 5.0, Answered("Hello."), "Hello."),
    "it is slow": (hang, 0.01, OutOfTime(0.01), "no answer after 0.01 s"),
    "its model fails": (fail, 5.0, ModelFailed(FAILURE), str(FAILURE)),
}


@pytest.mark.parametrize(("work", "seconds", "stop", "sentence"), ENDS.values(), ids=ENDS.keys())
async def test_each_end_is_returned_and_reported(
    work: Work, seconds: float, stop: StopReason, sentence: str
) -> None:
    recorded = RecordedTelemetry()
    assert await runs_of(recorded, seconds=seconds).run(work) == stop
    assert str(stop) == sentence
    lines = span_lines(recorded.spans(), (GEN_AI_AGENT_NAME, STOP_REASON, ERROR_TYPE))
    assert list(lines) == [
        f"invoke_agent parrot  {GEN_AI_AGENT_NAME}=parrot  {STOP_REASON}={stop.code}"
    ]
    (point,) = recorded.counts(agent_runs("test"))
    assert dict(point.attributes or {}) == {GEN_AI_AGENT_NAME: "parrot", STOP_REASON: stop.code}


async def late() -> Answered:
    raise TimeoutError("of its own")


async def badly_set_up() -> Answered:
    raise ConfigurationError("test", "no tools")


@pytest.mark.parametrize(
    ("work", "error", "kind"),
    [(late, TimeoutError, "TimeoutError"), (badly_set_up, ConfigurationError, "configuration")],
)
async def test_a_mistake_of_ours_is_raised_and_no_end(
    work: Work, error: type[Exception], kind: str
) -> None:
    recorded = RecordedTelemetry()
    with pytest.raises(error):
        await runs_of(recorded).run(work)
    assert list(span_lines(recorded.spans())) == [f"invoke_agent parrot  error.type={kind}"]
    assert recorded.counts(agent_runs("test")) == []


async def test_many_runs_of_one_agent_are_counted_together() -> None:
    recorded = RecordedTelemetry()
    runs = runs_of(recorded)
    await asyncio.gather(*(runs.run(answer) for _ in range(20)))
    (point,) = recorded.counts(agent_runs("test"))
    assert point.value == 20


def test_a_failed_model_keeps_the_error_for_the_caller() -> None:
    assert isinstance(ModelFailed(FAILURE).error, ProviderError)
