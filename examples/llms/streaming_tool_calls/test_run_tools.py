"""The runner against a real database, and against tools that misbehave on purpose."""

import asyncio
import json
from collections.abc import Iterator

import pytest
from llmkit import ToolCall
from llmkit.telemetry import Telemetry
from pydantic import BaseModel

from examples.llms.streaming_tool_calls.run_tools import ToolResult, ToolRunner
from examples.llms.streaming_tool_calls.shop import Shop, shop_tools
from examples.llms.streaming_tool_calls.toolset import ToolFunction, Toolset


class Nothing(BaseModel):
    """No arguments."""


@pytest.fixture
def tools() -> Iterator[Toolset]:
    shop = Shop()
    yield shop_tools(shop)
    shop.close()


def runner_of(toolset: Toolset, *, timeout: float = 5.0, at_once: int = 8) -> ToolRunner:
    return ToolRunner(toolset, telemetry=Telemetry("test"), timeout=timeout, at_once=at_once)


def tool(name: str, run: object) -> Toolset:
    return Toolset([ToolFunction(name, "For tests.", Nothing, run)])  # type: ignore[arg-type]


CASES = {
    "an order": (
        ("find_order", '{"order_id": "A-1001"}'),
        {"order_id": "A-1001", "item": "teapot", "status": "shipped", "expected": "2026-03-05"},
        None,
    ),
    "an article": (
        ("stock_level", '{"sku": "KET-RED"}'),
        {"sku": "KET-RED", "item": "red kettle", "pieces": 0},
        None,
    ),
    "an order that does not exist": (
        ("find_order", '{"order_id": "A-9999"}'),
        {"error": "there is no order A-9999"},
        "tool",
    ),
    "an article that does not exist": (
        ("stock_level", '{"sku": "CUP"}'),
        {"error": "there is no article CUP"},
        "tool",
    ),
    "a number that breaks the pattern": (
        ("find_order", '{"order_id": "1001"}'),
        {"error": "order_id: String should match pattern '^A-\\d{4}$'"},
        "ValidationError",
    ),
    "an argument too many": (
        ("stock_level", '{"sku": "KET-RED", "city": "Paris"}'),
        {"error": "city: Extra inputs are not permitted"},
        "ValidationError",
    ),
    "a missing argument": (
        ("stock_level", ""),
        {"error": "sku: Field required"},
        "ValidationError",
    ),
    "arguments that are no object": (
        ("stock_level", '["KET-RED"]'),
        {"error": "the arguments are not a JSON object: it is a list"},
        "invalid_tool_arguments",
    ),
    "a tool that was made up": (
        ("cancel_order", "{}"),
        {"error": "there is no tool cancel_order; there are: find_order, stock_level"},
        "unknown_tool",
    ),
}


@pytest.mark.parametrize(("asked", "content", "failure"), CASES.values(), ids=CASES.keys())
async def test_each_call_gets_an_answer(
    tools: Toolset, asked: tuple[str, str], content: dict[str, object], failure: str | None
) -> None:
    call = ToolCall("call_1", *asked)
    (result,) = await runner_of(tools).run([call])
    assert (json.loads(result.content), result.failure) == (content, failure)
    message = result.message()
    assert (message.role, message.tool_call_id) == ("tool", "call_1")


async def test_cut_arguments_are_told_to_the_model(tools: Toolset) -> None:
    (result,) = await runner_of(tools).run([ToolCall("call_1", "find_order", '{"order_id": ')])
    assert json.loads(result.content)["error"].startswith("the arguments are not a JSON object")


async def test_tools_run_at_the_same_time() -> None:
    # Every call waits until three are there, so one after the other would time out.
    barrier = asyncio.Barrier(3)

    async def meet(_: Nothing) -> str:
        await barrier.wait()
        return "met"

    calls = [ToolCall(f"call_{n}", "meet") for n in range(3)]
    results = await runner_of(tool("meet", meet), timeout=2).run(calls)
    assert [result.content for result in results] == ['"met"'] * 3


async def test_no_more_run_at_once_than_allowed() -> None:
    running = 0
    most = 0

    async def count(_: Nothing) -> int:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1
        return most

    calls = [ToolCall(f"call_{n}", "count") for n in range(10)]
    await runner_of(tool("count", count), at_once=2).run(calls)
    assert most == 2


async def test_results_keep_the_order_of_the_calls() -> None:
    turn = iter(range(3))

    async def later_is_faster(_: Nothing) -> int:
        mine = next(turn)
        await asyncio.sleep((2 - mine) * 0.02)
        return mine

    calls = [ToolCall(f"call_{n}", "race") for n in range(3)]
    results = await runner_of(tool("race", later_is_faster)).run(calls)
    assert [(result.call.id, result.content) for result in results] == [
        ("call_0", "0"),
        ("call_1", "1"),
        ("call_2", "2"),
    ]


async def test_a_slow_tool_is_given_up(tools: Toolset) -> None:
    async def hang(_: Nothing) -> None:
        await asyncio.Event().wait()

    (result,) = await runner_of(tool("hang", hang), timeout=0.02).run([ToolCall("c", "hang")])
    assert result == ToolResult(
        ToolCall("c", "hang"),
        '{"error": "the tool took too long; do not ask for it again"}',
        "TimeoutError",
    )


async def test_a_bug_in_a_tool_stays_inside() -> None:
    async def buggy(_: Nothing) -> None:
        raise RuntimeError("password of the database: hunter2")

    async def fine(_: Nothing) -> str:
        await asyncio.sleep(0.01)
        return "ok"

    both = Toolset(
        [
            ToolFunction("buggy", "Fails.", Nothing, buggy),
            ToolFunction("fine", "Works.", Nothing, fine),
        ]
    )
    first, second = await runner_of(both).run([ToolCall("a", "buggy"), ToolCall("b", "fine")])
    assert (first.failure, second.content) == ("RuntimeError", '"ok"')
    assert "hunter2" not in first.content


async def test_cancelling_the_conversation_cancels_its_tools() -> None:
    started, stopped = asyncio.Event(), asyncio.Event()

    async def hang(_: Nothing) -> None:
        started.set()
        try:
            await asyncio.Event().wait()
        finally:
            stopped.set()

    work = asyncio.create_task(runner_of(tool("hang", hang)).run([ToolCall("c", "hang")]))
    await started.wait()
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work
    assert stopped.is_set()
