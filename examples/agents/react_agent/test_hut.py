"""The tools of the hut, as calls of a model reach them."""

import json

import pytest
from llmkit import ToolCall
from llmkit.telemetry import Telemetry
from llmkit.tools import ToolRunner

from examples.agents.react_agent.hut import hut_tools

CASES = {
    "a search": (
        ("search_notes", '{"words": "water tank litres"}'),
        ["Water supply", "Guests"],
        None,
    ),
    "a search without a result": (("search_notes", '{"words": "piano"}'), [], None),
    "a note": (
        ("read_note", '{"title": "Guests"}'),
        "The hut has 24 beds. Each guest uses 15 litres of water a day.",
        None,
    ),
    "a note that does not exist": (
        ("read_note", '{"title": "Piano"}'),
        {"error": "there is no note Piano; use search_notes"},
        "tool",
    ),
    "a calculation": (("calculate", '{"expression": "-(2 + 4) * 2.5 - 3 / 2"}'), -16.5, None),
    "a division by zero": (
        ("calculate", '{"expression": "1 / 0"}'),
        {"error": "cannot calculate that: division by zero"},
        "tool",
    ),
    "an expression that is code": (
        ("calculate", '{"expression": "__import__(\'os\')"}'),
        {"error": "only numbers, + - * / and brackets are known"},
        "tool",
    ),
    "a power, which could take for ever": (
        ("calculate", '{"expression": "9 ** 9"}'),
        {"error": "only numbers, + - * / and brackets are known"},
        "tool",
    ),
    "an argument too many": (
        ("read_note", '{"title": "Stove", "page": 2}'),
        {"error": "page: Extra inputs are not permitted"},
        "ValidationError",
    ),
    "a missing argument": (
        ("read_note", ""),
        {"error": "title: Field required"},
        "ValidationError",
    ),
}


@pytest.mark.parametrize(("asked", "content", "failure"), CASES.values(), ids=CASES.keys())
async def test_each_call_gets_an_observation(
    asked: tuple[str, str], content: object, failure: str | None
) -> None:
    runner = ToolRunner(hut_tools(), telemetry=Telemetry("test"))
    (seen,) = await runner.run([ToolCall("call_1", *asked)])
    assert (json.loads(seen.content), seen.failure) == (content, failure)
