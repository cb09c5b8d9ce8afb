"""The tools of the shop against their database, as calls of a model reach them."""

import json
from contextlib import closing

import pytest
from llmkit import ToolCall
from llmkit.telemetry import Telemetry
from llmkit.tools import ToolRunner

from examples.llms.streaming_tool_calls.shop import Shop, shop_tools

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
}


@pytest.mark.parametrize(("asked", "content", "failure"), CASES.values(), ids=CASES.keys())
async def test_each_call_gets_an_answer(
    asked: tuple[str, str], content: dict[str, object], failure: str | None
) -> None:
    with closing(Shop()) as shop:
        runner = ToolRunner(shop_tools(shop), telemetry=Telemetry("test"))
        (result,) = await runner.run([ToolCall("call_1", *asked)])
    assert (json.loads(result.content), result.failure) == (content, failure)


async def test_many_queries_share_the_one_connection() -> None:
    calls = [
        ToolCall(f"call_{number}", "find_order", f'{{"order_id": "A-{1001 + number % 2}"}}')
        for number in range(40)
    ]
    with closing(Shop()) as shop:
        runner = ToolRunner(shop_tools(shop), telemetry=Telemetry("test"), at_once=40)
        results = await runner.run(calls)
    items = [json.loads(result.content)["item"] for result in results]
    assert items == ["teapot", "six cups"] * 20
