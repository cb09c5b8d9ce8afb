"""Every call gets an answer, whatever the model wrote and whatever the function does."""

import asyncio
import json
import logging
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st
from llmkit import ToolCall

from examples.foundation.function_calling.call_handler import FAILED, Toolbox
from examples.foundation.function_calling.demonstration import kitchen
from examples.foundation.function_calling.kitchen import scale_recipe
from examples.foundation.function_calling.tool_schema import ToolDefinitionError

CASES = {
    "a sound call": (
        ("scale_recipe", '{"dish": "risotto", "servings": 4}'),
        {"rice": "300 g", "stock": "1000 ml", "onions": "2"},
    ),
    "no arguments at all": (("scale_recipe", ""), {"error": "dish: Field required"}),
    "no object": (
        ("scale_recipe", "[1]"),
        {"error": "the arguments are not a JSON object: it is a list"},
    ),
    "an unknown tool": (
        ("order_pizza", "{}"),
        {
            "error": "there is no tool order_pizza; there are: scale_recipe, convert_temperature, "
            "divide_dough"
        },
    ),
    "a wrong type": (
        ("scale_recipe", '{"dish": "risotto", "servings": "four"}'),
        {
            "error": "servings: Input should be a valid integer, unable to parse string as an "
            "integer"
        },
    ),
    "two mistakes": (
        ("divide_dough", "{}"),
        {"error": "grams: Field required; pieces: Field required"},
    ),
    "out of bounds": (
        ("scale_recipe", '{"dish": "risotto", "servings": 51}'),
        {"error": "servings: Input should be less than or equal to 50"},
    ),
    "an invented field": (
        ("scale_recipe", '{"dish": "risotto", "vegan": true}'),
        {"error": "vegan: Extra inputs are not permitted"},
    ),
    "none of the choices": (
        ("convert_temperature", '{"degrees": 300, "to": "kelvin"}'),
        {"error": "to: Input should be 'celsius' or 'fahrenheit'"},
    ),
    "an unknown dish": (
        ("scale_recipe", '{"dish": "ramen"}'),
        {"error": "there is no recipe for ramen; there are: pancakes, risotto"},
    ),
}


@pytest.mark.parametrize(("asked", "content"), CASES.values(), ids=CASES.keys())
async def test_each_call_gets_an_answer(asked: tuple[str, str], content: dict[str, str]) -> None:
    (result,) = await kitchen().answer([ToolCall("call_1", *asked)])
    assert json.loads(result.content) == content
    assert result.failed == ("error" in content)
    message = result.message()
    assert (message.role, message.tool_call_id) == ("tool", "call_1")


async def test_json_that_is_cut_is_told_to_the_model() -> None:
    (result,) = await kitchen().answer([ToolCall("call_1", "scale_recipe", '{"dish": ')])
    assert json.loads(result.content)["error"].startswith("the arguments are not a JSON object: ")


async def test_a_mistake_of_ours_is_logged_and_not_told(caplog: pytest.LogCaptureFixture) -> None:
    def leak(path: str) -> str:
        """Fail with something that a model must not read."""
        raise RuntimeError("password is hunter2")

    with caplog.at_level(logging.ERROR):
        (result,) = await Toolbox(leak).answer([ToolCall("call_1", "leak", '{"path": "x"}')])
    assert (json.loads(result.content), result.failed) == ({"error": FAILED}, True)
    (record,) = caplog.records
    assert record.exc_info is not None
    assert "hunter2" in str(record.exc_info[1])


async def test_what_the_model_got_wrong_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="toolbox"):
        await kitchen().answer([ToolCall("1", "order_pizza"), ToolCall("2", "scale_recipe", "{")])
    assert not caplog.records


async def test_a_result_that_json_cannot_hold_is_a_mistake_of_ours() -> None:
    def odd() -> object:
        """Return something that is no value."""
        return object()

    (result,) = await Toolbox(odd, logger=logging.Logger("quiet")).answer([ToolCall("1", "odd")])
    assert json.loads(result.content) == {"error": FAILED}


async def test_a_call_that_hangs_is_given_up_and_its_neighbour_is_not() -> None:
    async def hang() -> None:
        """Never return."""
        await asyncio.Event().wait()

    box = Toolbox(hang, scale_recipe, timeout=0.05)
    calls = [ToolCall("1", "hang"), ToolCall("2", "scale_recipe", '{"dish": "pancakes"}')]
    stuck, fine = await box.answer(calls)
    assert json.loads(stuck.content) == {"error": "the tool took too long; do not ask for it again"}
    assert not fine.failed


async def test_asynchronous_functions_run_at_the_same_time() -> None:
    # Each waits until all three are there, so one after the other would hang.
    barrier = asyncio.Barrier(3)

    async def meet() -> str:
        """Wait for the others."""
        await barrier.wait()
        return "met"

    results = await Toolbox(meet, timeout=5).answer([ToolCall(f"{n}", "meet") for n in range(3)])
    assert [result.content for result in results] == ['"met"'] * 3


async def test_plain_functions_run_at_the_same_time() -> None:
    barrier = threading.Barrier(3, timeout=5)

    def meet() -> str:
        """Wait for the others, in a thread."""
        barrier.wait()
        return "met"

    results = await Toolbox(meet).answer([ToolCall(f"{n}", "meet") for n in range(3)])
    assert [result.content for result in results] == ['"met"'] * 3


async def test_results_stand_in_the_order_of_the_calls() -> None:
    async def wait(turns: int) -> int:
        """Let others go first."""
        for _ in range(turns):
            await asyncio.sleep(0)
        return turns

    calls = [ToolCall(f"{n}", "wait", json.dumps({"turns": n})) for n in (30, 20, 10)]
    results = await Toolbox(wait).answer(calls)
    assert [(result.call.id, result.content) for result in results] == [
        ("30", "30"),
        ("20", "20"),
        ("10", "10"),
    ]


def test_two_functions_of_one_name_are_refused() -> None:
    with pytest.raises(ToolDefinitionError, match="two functions have the same name"):
        Toolbox(scale_recipe, scale_recipe)


@given(name=st.text(max_size=20), arguments=st.text(max_size=60))
def test_no_text_of_a_model_gets_past_the_answer(name: str, arguments: str) -> None:
    calls = [ToolCall("1", name, arguments), ToolCall("2", "scale_recipe", arguments)]
    results = asyncio.run(kitchen().answer(calls))
    assert [result.call.id for result in results] == ["1", "2"]
    assert all(isinstance(json.loads(result.content), dict) for result in results)
