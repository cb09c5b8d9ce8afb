"""Tools as they are described: to the model, and to the code that calls them."""

from datetime import date

import pytest
from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError
from pydantic_core import PydanticSerializationError

from llmkit import Tool, ToolCall
from llmkit.tools import (
    ToolDefinitionError,
    ToolFunction,
    Toolset,
    UnknownToolError,
    in_short,
    signature,
)


class Sum(BaseModel):
    """What add takes."""

    model_config = ConfigDict(extra="forbid")

    numbers: list[int] = Field(min_length=1, description="For example [1, 2]")


async def add(given: Sum) -> int:
    return sum(given.numbers)


ADD = ToolFunction("add", "Add whole numbers.", Sum, add)


def test_one_description_serves_the_model_and_the_check() -> None:
    told = ADD.specification()
    assert told == Tool("add", "Add whole numbers.", Sum.model_json_schema())
    assert told.parameters["required"] == ["numbers"]
    assert told.parameters["additionalProperties"] is False


async def test_arguments_are_checked_before_the_function_runs() -> None:
    assert await ADD.call({"numbers": ["1", 2]}) == 3
    with pytest.raises(ValidationError, match="numbers"):
        await ADD.call({"numbers": []})


class Line(BaseModel):
    """A part of a result."""

    item: str
    day: date


RESULTS: dict[str, tuple[object, JsonValue]] = {
    "nothing": (None, None),
    "a number": (7, 7),
    "a tuple": ((1, "two"), [1, "two"]),
    "a date in an object": ({"day": date(2026, 3, 5)}, {"day": "2026-03-05"}),
    "a model of Pydantic": (
        Line(item="tea", day=date(2026, 3, 5)),
        {"item": "tea", "day": "2026-03-05"},
    ),
}


class Nothing(BaseModel):
    """No arguments."""


def returning(value: object) -> ToolFunction[Nothing]:
    async def run(_: Nothing) -> object:
        return value

    return ToolFunction("get", "For tests.", Nothing, run)


@pytest.mark.parametrize(("value", "expected"), RESULTS.values(), ids=RESULTS.keys())
async def test_results_become_values_that_json_can_hold(value: object, expected: JsonValue) -> None:
    assert await returning(value).call({}) == expected


async def test_a_result_that_json_cannot_hold_is_an_error() -> None:
    with pytest.raises(PydanticSerializationError):
        await returning(object()).call({})


def test_a_set_finds_its_tools_by_name() -> None:
    tools = Toolset([ADD, returning(1)])
    assert [tool.name for tool in tools] == ["add", "get"]
    assert [tool.name for tool in tools.specifications()] == ["add", "get"]
    assert ("add" in tools, "sub" in tools) == (True, False)
    assert tools["add"] is ADD


def test_a_tool_that_there_is_not_is_answered_with_those_that_there_are() -> None:
    with pytest.raises(UnknownToolError) as caught:
        Toolset([ADD, returning(1)])["sub"]
    assert caught.value.detail == "there is no tool sub; there are: add, get"
    assert (caught.value.code, caught.value.tool_name) == ("unknown_tool", "sub")


def test_two_tools_of_one_name_are_refused() -> None:
    with pytest.raises(ToolDefinitionError, match="more than one is called add, get"):
        Toolset([returning(1), ADD, ADD, returning(2)])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ('{"a": 1, "b": 2}', '{"b":2,"a":1}', True),
        ("", "{}", True),
        ('{"a": 1}', '{"a": 2}', False),
        ("{broken", "{broken", True),
        ("{broken", "{}", False),
    ],
)
def test_calls_are_equal_if_they_ask_for_the_same(one: str, other: str, same: bool) -> None:
    calls = ToolCall("1", "tool", one), ToolCall("2", "tool", other)
    assert (signature(calls[0]) == signature(calls[1])) is same


@pytest.mark.parametrize(
    ("text", "short"),
    [('{"a": 1, "b": "x"}', "1, x"), ("[1]", "[1]"), ('"a note"', '"a note"'), ("{cut", "{cut")],
)
def test_reports_show_values_alone(text: str, short: str) -> None:
    assert in_short(text) == short
