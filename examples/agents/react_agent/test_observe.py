"""The runner and the guard, with the tools of the hut and with tools that misbehave on purpose."""

import asyncio
import json

import pytest
from llmkit import ToolCall
from llmkit.telemetry import Telemetry
from pydantic import BaseModel

from examples.agents.react_agent.hut import hut_tools
from examples.agents.react_agent.loop_guard import LoopGuard, signature
from examples.agents.react_agent.observe import ToolRunner, failed
from examples.agents.react_agent.report import _shown
from examples.agents.react_agent.tools import ToolFunction, Toolset


class Nothing(BaseModel):
    """No arguments."""


def runner_of(toolset: Toolset, *, seconds: float = 5.0, at_once: int = 8) -> ToolRunner:
    return ToolRunner(toolset, telemetry=Telemetry("test"), seconds=seconds, at_once=at_once)


def tool(run: object) -> Toolset:
    return Toolset([ToolFunction("tool", "For tests.", Nothing, run)])  # type: ignore[arg-type]


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
    "arguments that are no object": (
        ("read_note", '["Stove"]'),
        {"error": "the arguments are not a JSON object: it is a list"},
        "invalid_tool_arguments",
    ),
    "a tool that was made up": (
        ("open_door", "{}"),
        {
            "error": "there is no tool open_door; there are: search_notes, read_note, calculate",
        },
        "unknown_tool",
    ),
}


@pytest.mark.parametrize(("asked", "content", "failure"), CASES.values(), ids=CASES.keys())
async def test_each_call_gets_an_observation(
    asked: tuple[str, str], content: object, failure: str | None
) -> None:
    (seen,) = await runner_of(hut_tools()).run([ToolCall("call_1", *asked)])
    assert (json.loads(seen.content), seen.failure) == (content, failure)
    assert (seen.message().role, seen.message().tool_call_id) == ("tool", "call_1")


async def test_tools_of_one_step_run_at_the_same_time() -> None:
    # Every call waits until three are there, so one after the other would time out.
    barrier = asyncio.Barrier(3)

    async def meet(_: Nothing) -> str:
        await barrier.wait()
        return "met"

    seen = await runner_of(tool(meet), seconds=2).run([ToolCall(str(n), "tool") for n in range(3)])
    assert [each.content for each in seen] == ['"met"'] * 3


async def test_no_more_run_at_once_than_allowed() -> None:
    running = most = 0

    async def count(_: Nothing) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1

    await runner_of(tool(count), at_once=2).run([ToolCall(str(n), "tool") for n in range(10)])
    assert most == 2


async def test_a_slow_tool_is_given_up() -> None:
    async def hang(_: Nothing) -> None:
        await asyncio.Event().wait()

    (seen,) = await runner_of(tool(hang), seconds=0.02).run([ToolCall("c", "tool")])
    assert (seen.content, seen.failure) == ('{"error": "the tool took too long"}', "TimeoutError")


async def test_a_bug_in_a_tool_stays_inside() -> None:
    async def buggy(_: Nothing) -> None:
        raise RuntimeError("password of the database: hunter2")

    (seen,) = await runner_of(tool(buggy)).run([ToolCall("c", "tool")])
    assert seen.failure == "RuntimeError"
    assert "hunter2" not in seen.content


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
def test_calls_are_equal_if_they_ask_for_the_same(one: str, other: str, *, same: bool) -> None:
    calls = ToolCall("1", "tool", one), ToolCall("2", "tool", other)
    assert (signature(calls[0]) == signature(calls[1])) is same


def test_the_guard_tells_the_first_call_beyond_its_limit() -> None:
    guard = LoopGuard(hut_tools(), limit=2)
    call = ToolCall("1", "read_note", '{"title": "Stove"}')
    assert [guard.ask(call) for _ in range(3)] == [None, None, 3]


def test_a_failure_is_no_answer() -> None:
    guard = LoopGuard(hut_tools(), limit=2)
    call = ToolCall("1", "read_note", '{"title": "Stove"}')
    guard.note(failed(call, "no", "tool"))
    assert not guard.answered(call)


def test_arguments_that_are_no_json_are_shown_as_they_are() -> None:
    assert [_shown(text) for text in ('{"a": 1, "b": 2}', "[1]", "{broken")] == [
        "1, 2",
        "[1]",
        "{broken",
    ]
