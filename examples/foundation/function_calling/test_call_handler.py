"""Every call of a plain function gets an answer, whatever the model wrote."""

import json
import logging
import threading

import pytest
from llmkit import ToolCall
from llmkit.tools import FAILED, ToolDefinitionError

from examples.foundation.function_calling.call_handler import Toolbox
from examples.foundation.function_calling.demonstration import kitchen
from examples.foundation.function_calling.kitchen import scale_recipe

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
    assert (result.failure is not None) == ("error" in content)
    message = result.message()
    assert (message.role, message.tool_call_id) == ("tool", "call_1")


async def test_a_mistake_of_ours_is_logged_and_not_told(caplog: pytest.LogCaptureFixture) -> None:
    def leak(path: str) -> str:
        """Fail with something that a model must not read."""
        raise RuntimeError("password is hunter2")

    with caplog.at_level(logging.ERROR):
        (result,) = await Toolbox(leak).answer([ToolCall("call_1", "leak", '{"path": "x"}')])
    assert (json.loads(result.content), result.failure) == ({"error": FAILED}, "RuntimeError")
    (record,) = caplog.records
    assert record.exc_info is not None
    assert "hunter2" in str(record.exc_info[1])


async def test_a_result_that_json_cannot_hold_is_a_mistake_of_ours() -> None:
    def odd() -> object:
        """Return something that is no value."""
        return object()

    (result,) = await Toolbox(odd, logger=logging.Logger("quiet")).answer([ToolCall("1", "odd")])
    assert json.loads(result.content) == {"error": FAILED}


async def test_plain_functions_run_at_the_same_time() -> None:
    barrier = threading.Barrier(3, timeout=5)

    def meet() -> str:
        """Wait for the others, in a thread."""
        barrier.wait()
        return "met"

    results = await Toolbox(meet).answer([ToolCall(f"{n}", "meet") for n in range(3)])
    assert [result.content for result in results] == ['"met"'] * 3


def test_two_functions_of_one_name_are_refused() -> None:
    with pytest.raises(ToolDefinitionError, match="more than one is called scale_recipe"):
        Toolbox(scale_recipe, scale_recipe)
