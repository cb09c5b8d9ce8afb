"""Functions become tools, or are refused when they are defined and not when a model calls them."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

import pytest
from llmkit.tools import ToolDefinitionError
from pydantic import Field, ValidationError

from examples.foundation.function_calling.kitchen import (
    convert_temperature,
    divide_dough,
    scale_recipe,
)
from examples.foundation.function_calling.tool_schema import tool_of


def without_default(city: str) -> None:
    """Take a word."""


def with_default(limit: int = 3) -> None:
    """Take a number."""


def with_choice(size: Literal["small", "large"]) -> None:
    """Take one of two."""


def with_date(day: date) -> None:
    """Take a day."""


def with_list(tags: list[str]) -> None:
    """Take several."""


def with_bounds(pieces: Annotated[int, Field(ge=1, description="How many")]) -> None:
    """Take a number of pieces."""


@pytest.mark.parametrize(
    ("function", "name", "schema", "required"),
    [
        (without_default, "city", {"type": "string"}, True),
        (with_default, "limit", {"type": "integer", "default": 3}, False),
        (with_choice, "size", {"type": "string", "enum": ["small", "large"]}, True),
        (with_date, "day", {"type": "string", "format": "date"}, True),
        (with_list, "tags", {"type": "array", "items": {"type": "string"}}, True),
        (
            with_bounds,
            "pieces",
            {"type": "integer", "minimum": 1, "description": "How many"},
            True,
        ),
    ],
)
def test_types_become_a_schema(
    function: Callable[..., Any], name: str, schema: dict[str, Any], required: bool
) -> None:
    parameters = tool_of(function).specification().parameters
    assert parameters["properties"] == {name: schema}
    assert parameters.get("required", []) == ([name] if required else [])
    assert parameters["additionalProperties"] is False


def test_the_model_is_told_the_first_paragraph_of_the_docstring() -> None:
    tool = tool_of(scale_recipe).specification()
    assert tool.name == "scale_recipe"
    assert tool.description == "Look up the ingredients of a dish for a number of people."


def test_a_paragraph_of_two_lines_is_told_in_one() -> None:
    def look_up() -> None:
        """Look something up
        in two lines.

        This is for people.
        """

    assert tool_of(look_up).specification().description == "Look something up in two lines."


def test_no_title_is_sent() -> None:
    told = json.dumps(
        [dict(tool_of(f).specification().parameters) for f in (scale_recipe, with_date)]
    )
    assert '"title"' not in told


def silent(city: str) -> None:
    pass


def untyped(city) -> None:  # type: ignore[no-untyped-def]
    """Take something."""


def open_ended(*cities: str) -> None:
    """Take many."""


def any_name(**options: str) -> None:
    """Take whatever."""


def nameless(city: str, /) -> None:
    """Take a word that has no name."""


@pytest.mark.parametrize(
    ("function", "reason"),
    [
        (silent, "it has no docstring to choose it by"),
        (untyped, "the parameter city has no type"),
        (open_ended, "*cities: str cannot be named in JSON"),
        (any_name, "**options: str cannot be named in JSON"),
        (nameless, "city: str cannot be named in JSON"),
    ],
)
def test_a_function_that_cannot_be_a_tool_is_refused(
    function: Callable[..., Any], reason: str
) -> None:
    with pytest.raises(ToolDefinitionError) as raised:
        tool_of(function)
    assert raised.value.detail == reason


async def test_arguments_reach_the_function_in_its_own_types() -> None:
    seen: list[object] = []

    async def note(day: date, price: Decimal, loud: bool = False) -> str:
        """Note what comes."""
        seen.extend([day, price, loud])
        return "noted"

    # Models send numbers as text now and then; what can be read without doubt is taken.
    result = await tool_of(note).call({"day": "2026-03-05", "price": "9.90"})
    assert (seen, result) == ([date(2026, 3, 5), Decimal("9.90"), False], "noted")


@pytest.mark.parametrize(
    ("function", "arguments", "result"),
    [
        (scale_recipe, {"dish": "pancakes"}, {"flour": "100 g", "milk": "200 ml", "eggs": "1"}),
        (
            scale_recipe,
            {"dish": "risotto", "servings": "3"},
            {"rice": "225 g", "stock": "750 ml", "onions": "1.5"},
        ),
        (
            convert_temperature,
            {"degrees": 350, "to": "celsius"},
            {"degrees": 176.7, "scale": "celsius"},
        ),
        (
            convert_temperature,
            {"degrees": 180, "to": "fahrenheit"},
            {"degrees": 356, "scale": "fahrenheit"},
        ),
        (divide_dough, {"grams": 900, "pieces": 8}, {"grams_each": 112.5}),
    ],
)
async def test_the_kitchen_computes(
    function: Callable[..., Any], arguments: dict[str, Any], result: object
) -> None:
    assert await tool_of(function).call(arguments) == result


async def test_what_does_not_fit_never_reaches_the_function() -> None:
    def explode(pieces: int) -> None:
        """Must not run."""
        raise AssertionError

    with pytest.raises(ValidationError):
        await tool_of(explode).call({"pieces": "many"})
