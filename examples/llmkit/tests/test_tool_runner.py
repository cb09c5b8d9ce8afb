"""The runner, with tools that work and with tools that misbehave on purpose."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field

from llmkit import ToolCall
from llmkit.recorded_telemetry import RecordedTelemetry, span_lines
from llmkit.semantic_attributes import OUTCOME, tool_calls
from llmkit.telemetry import Telemetry
from llmkit.tools import (
    FAILED,
    TemporaryToolError,
    ToolError,
    ToolFunction,
    ToolResult,
    ToolRunner,
    Toolset,
    sentence_for_model,
)


class Nothing(BaseModel):
    """No arguments."""


class Order(BaseModel):
    """What find takes."""

    model_config = ConfigDict(extra="forbid")

    number: int = Field(ge=1)


async def find(order: Order) -> dict[str, object]:
    match order.number:
        case 1:
            return {"number": 1, "item": "teapot"}
        case 2:
            raise TemporaryToolError("find", "the store is busy")
        case _:
            raise ToolError("find", f"there is no order {order.number}")


def runner_of(
    *tools: ToolFunction[Any],
    telemetry: Telemetry | None = None,
    seconds: float = 5.0,
    at_once: int = 8,
) -> ToolRunner:
    return ToolRunner(
        Toolset(tools), telemetry=telemetry or Telemetry("test"), seconds=seconds, at_once=at_once
    )


def tool(run: Callable[[Nothing], Awaitable[object]], name: str = "tool") -> ToolFunction[Nothing]:
    return ToolFunction(name, "For tests.", Nothing, run)


FIND = ToolFunction("find", "Find an order.", Order, find)

CASES: dict[str, tuple[tuple[str, str], dict[str, object], str | None]] = {
    "a sound call": (("find", '{"number": 1}'), {"number": 1, "item": "teapot"}, None),
    "what the tool does not find": (
        ("find", '{"number": 9}'),
        {"error": "there is no order 9"},
        "tool",
    ),
    "what it cannot do for now": (
        ("find", '{"number": 2}'),
        {"error": "the store is busy"},
        "tool_temporary",
    ),
    "a wrong type": (
        ("find", '{"number": "one"}'),
        {"error": "number: Input should be a valid integer, unable to parse string as an integer"},
        "ValidationError",
    ),
    "two mistakes": (
        ("find", '{"number": 0, "city": "Paris"}'),
        {
            "error": "number: Input should be greater than or equal to 1; "
            "city: Extra inputs are not permitted"
        },
        "ValidationError",
    ),
    "no arguments at all": (("find", ""), {"error": "number: Field required"}, "ValidationError"),
    "no object": (
        ("find", "[1]"),
        {"error": "the arguments are not a JSON object: it is a list"},
        "invalid_tool_arguments",
    ),
    "a tool that was made up": (
        ("cancel", "{}"),
        {"error": "there is no tool cancel; there are: find"},
        "unknown_tool",
    ),
}


@pytest.mark.parametrize(("asked", "content", "failure"), CASES.values(), ids=CASES.keys())
async def test_each_call_gets_an_answer(
    asked: tuple[str, str], content: dict[str, object], failure: str | None
) -> None:
    (result,) = await runner_of(FIND).run([ToolCall("call_1", *asked)])
    assert (json.loads(result.content), result.failure) == (content, failure)
    message = result.message()
    assert (message.role, message.tool_call_id) == ("tool", "call_1")


async def test_arguments_that_are_cut_are_told_to_the_model() -> None:
    (result,) = await runner_of(FIND).run([ToolCall("call_1", "find", '{"number": ')])
    assert json.loads(result.content)["error"].startswith("the arguments are not a JSON object: ")


async def test_tools_run_at_the_same_time() -> None:
    # Every call waits until three are there, so one after the other would time out.
    barrier = asyncio.Barrier(3)

    async def meet(_: Nothing) -> str:
        await barrier.wait()
        return "met"

    calls = [ToolCall(f"call_{n}", "tool") for n in range(3)]
    results = await runner_of(tool(meet), seconds=2).run(calls)
    assert [result.content for result in results] == ['"met"'] * 3


async def test_no_more_run_at_once_than_allowed() -> None:
    running = most = 0

    async def count(_: Nothing) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1

    await runner_of(tool(count), at_once=2).run([ToolCall(f"{n}", "tool") for n in range(10)])
    assert most == 2


async def test_results_stand_in_the_order_of_the_calls() -> None:
    finished = []
    turn = iter(range(3))

    async def later_is_faster(_: Nothing) -> int:
        mine = next(turn)
        for _turn in range(30 - 10 * mine):
            await asyncio.sleep(0)
        finished.append(mine)
        return mine

    calls = [ToolCall(f"call_{n}", "tool") for n in range(3)]
    results = await runner_of(tool(later_is_faster)).run(calls)
    assert finished == [2, 1, 0]
    assert [(result.call.id, result.content) for result in results] == [
        ("call_0", "0"),
        ("call_1", "1"),
        ("call_2", "2"),
    ]


async def hang(_: Nothing) -> None:
    await asyncio.Event().wait()


async def leak(_: Nothing) -> None:
    raise RuntimeError("password of the database: hunter2")


async def test_a_slow_tool_is_given_up() -> None:
    (result,) = await runner_of(tool(hang), seconds=0.02).run([ToolCall("c", "tool")])
    assert result == ToolResult(
        ToolCall("c", "tool"),
        '{"error": "the tool took too long; do not ask for it again"}',
        "TimeoutError",
    )


async def test_a_mistake_of_ours_is_logged_and_not_told(caplog: pytest.LogCaptureFixture) -> None:
    runner = runner_of(tool(leak), FIND)
    with caplog.at_level(logging.ERROR, logger="llmkit.tools"):
        first, second = await runner.run(
            [ToolCall("a", "tool"), ToolCall("b", "find", '{"number": 1}')]
        )
    assert (first.failure, json.loads(first.content)) == ("RuntimeError", {"error": FAILED})
    assert second.failure is None
    (record,) = caplog.records
    assert record.exc_info is not None
    assert "hunter2" in str(record.exc_info[1])


async def test_what_the_model_got_wrong_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    calls = [ToolCall("1", "made_up"), ToolCall("2", "find", "{"), ToolCall("3", "find")]
    with caplog.at_level(logging.DEBUG, logger="llmkit.tools"):
        await runner_of(FIND).run(calls)
    assert not caplog.records


async def test_cancelling_the_work_cancels_its_tools() -> None:
    started, stopped = asyncio.Event(), asyncio.Event()
    recorded = RecordedTelemetry()

    async def wait(_: Nothing) -> None:
        started.set()
        try:
            await asyncio.Event().wait()
        finally:
            stopped.set()

    runner = runner_of(tool(wait), telemetry=recorded.telemetry("test"))
    work = asyncio.create_task(runner.run([ToolCall("c", "tool")]))
    await started.wait()
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work
    assert stopped.is_set()
    assert recorded.counts(tool_calls("test")) == []


async def test_a_caller_may_see_to_failures_itself() -> None:
    runner = runner_of(FIND)
    assert await runner.value_of(ToolCall("c", "find", '{"number": 1}')) == {
        "number": 1,
        "item": "teapot",
    }
    with pytest.raises(TemporaryToolError):
        await runner.value_of(ToolCall("c", "find", '{"number": 2}'))


async def test_each_call_is_a_span_and_a_count() -> None:
    recorded = RecordedTelemetry()
    runner = runner_of(FIND, telemetry=recorded.telemetry("test"))
    for number, name in ((1, "find"), (9, "find"), (1, "made_up"), (1, "made_up_too")):
        await runner.run([ToolCall("call_1", name, f'{{"number": {number}}}')])
    assert list(span_lines(recorded.spans(), ("gen_ai.tool.call.id", "error.type"))) == [
        "execute_tool find  gen_ai.tool.call.id=call_1",
        "execute_tool find  gen_ai.tool.call.id=call_1  error.type=tool",
        "execute_tool made_up  gen_ai.tool.call.id=call_1  error.type=unknown_tool",
        "execute_tool made_up_too  gen_ai.tool.call.id=call_1  error.type=unknown_tool",
    ]
    counted = {
        (labels["gen_ai.tool.name"], labels[OUTCOME]): point.value
        for point in recorded.counts(tool_calls("test"))
        if (labels := point.attributes)
    }
    assert counted == {("find", "ok"): 1, ("find", "tool"): 1, ("unknown", "unknown_tool"): 2}


def test_what_a_model_cannot_act_on_it_does_not_hear() -> None:
    assert sentence_for_model(KeyError("/etc/secrets")) == FAILED


@given(name=st.text(max_size=20), arguments=st.text(max_size=60))
def test_no_text_of_a_model_gets_past_the_answer(name: str, arguments: str) -> None:
    calls = [ToolCall("1", name, arguments), ToolCall("2", "find", arguments)]
    results = asyncio.run(runner_of(FIND).run(calls))
    assert [result.call.id for result in results] == ["1", "2"]
    assert all(isinstance(json.loads(result.content), dict) for result in results)
