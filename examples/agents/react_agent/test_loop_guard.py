"""An agent that asks for the same thing again: what is counted, told and ended."""

from llmkit import Reply, Script, SimulatedChatModel, ToolCall
from llmkit.agents import Answered
from llmkit.tools import ToolFunction, ToolResult, Toolset
from pydantic import BaseModel

from examples.agents.react_agent.executor import ASKED_BEFORE, AgentExecutor, Finished
from examples.agents.react_agent.hut import hut_tools
from examples.agents.react_agent.loop_guard import LoopGuard
from examples.agents.react_agent.react_agent import ReactAgent
from examples.agents.react_agent.stop_reasons import LoopDetected


class Nothing(BaseModel):
    """No arguments."""


async def run_script(script: Script, tools: Toolset) -> Finished:
    agent = ReactAgent(SimulatedChatModel(script=script), tools.specifications())
    return await AgentExecutor(agent, tools).run("A task.")


def read(title: str, *, call_id: str = "call") -> ToolCall:
    return ToolCall(call_id, "read_note", f'{{"title": "{title}"}}')


def test_the_guard_tells_the_first_call_beyond_its_limit() -> None:
    guard = LoopGuard(hut_tools(), limit=2)
    call = ToolCall("1", "read_note", '{"title": "Stove"}')
    assert [guard.ask(call) for _ in range(3)] == [None, None, 3]


def test_a_failure_is_no_answer() -> None:
    guard = LoopGuard(hut_tools(), limit=2)
    call = ToolCall("1", "read_note", '{"title": "Stove"}')
    guard.note(ToolResult.failed(call, "no", "tool"))
    assert not guard.answered(call)


async def test_a_repeated_call_is_not_run_again_and_the_model_is_told() -> None:
    ran = 0

    async def count(_: Nothing) -> int:
        nonlocal ran
        ran += 1
        return ran

    tools = Toolset([ToolFunction("count", "Counts.", Nothing, count)])
    script = Script.of(ToolCall("a", "count"), ToolCall("b", "count", "{ }"), "One.")
    finished = await run_script(script, tools)
    assert (ran, finished.stop) == (1, Answered("One."))
    assert ASKED_BEFORE in finished.steps[1].observations[0].content


async def test_a_repeatable_tool_may_be_asked_for_ever() -> None:
    ran = 0

    async def poll(_: Nothing) -> str:
        nonlocal ran
        ran += 1
        return "done" if ran == 4 else "running"

    tools = Toolset([ToolFunction("poll", "Polls.", Nothing, poll, repeatable=True)])
    asks = Reply("", (ToolCall("a", "poll"),), times=4)
    finished = await run_script(Script.of(asks, "It is done."), tools)
    assert (ran, finished.stop) == (4, Answered("It is done."))


async def test_a_call_that_failed_may_be_tried_again_but_not_for_ever() -> None:
    script = Script.of(Reply("", (read("Attic"),), times=None))
    finished = await run_script(script, hut_tools())
    assert finished.stop == LoopDetected(read("Attic"), 3)
    assert [step.observations[0].failure for step in finished.steps[:2]] == ["tool", "tool"]


async def test_other_calls_of_the_same_reply_still_run() -> None:
    both = Reply("", (read("Stove", call_id="a"), read("Guests", call_id="b")))
    script = Script.of(read("Stove"), both, "Done.")
    finished = await run_script(script, hut_tools())
    assert [seen.failure for seen in finished.steps[1].observations] == ["asked_before", None]
