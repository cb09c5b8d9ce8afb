"""Whole runs: over the script, over the SDKs of three providers, with bad models, and at once."""

import asyncio
from collections.abc import Sequence

import pytest
from llmkit import (
    ConnectionFailedError,
    Fault,
    Message,
    Reply,
    Script,
    ScriptExhaustedError,
    SimulatedChatModel,
    ToolCall,
    Usage,
    chat_model,
)
from llmkit.agents import Answered, ModelFailed, OutOfTime
from llmkit.recorded_telemetry import RecordedTelemetry
from llmkit.semantic_attributes import STOP_REASON, agent_runs
from llmkit.tools import ToolFunction, Toolset
from llmkit.wire import WireServer
from pydantic import BaseModel

from examples.agents.react_agent.agent import Agent, Decision
from examples.agents.react_agent.executor import (
    AgentExecutor,
    Finished,
    Limits,
)
from examples.agents.react_agent.hut import hut_tools
from examples.agents.react_agent.react_agent import ReactAgent
from examples.agents.react_agent.report import traced_run
from examples.agents.react_agent.scripted import TASK, answer_from_result, the_script
from examples.agents.react_agent.stop_reasons import (
    OutOfSteps,
    OutOfTokens,
    ReplyCut,
    StopReason,
)
from examples.agents.react_agent.ways_to_stop import STOVE, cases, run_case


class Nothing(BaseModel):
    """No arguments."""


async def run_script(
    script: Script, *, tools: Toolset | None = None, limits: Limits | None = None
) -> Finished:
    toolset = tools or hut_tools()
    agent = ReactAgent(SimulatedChatModel(script=script), toolset.specifications())
    return await AgentExecutor(agent, toolset, limits=limits).run("A task.")


def read(title: str, *, call_id: str = "call") -> ToolCall:
    return ToolCall(call_id, "read_note", f'{{"title": "{title}"}}')


async def test_the_task_is_solved_in_five_steps() -> None:
    finished, _ = await traced_run()
    assert finished.stop == Answered("A full tank lasts 10 days.")
    assert [len(step.observations) for step in finished.steps] == [1, 2, 1, 1, 0]


async def test_a_failed_tool_is_an_observation_that_the_next_decision_sees() -> None:
    model = SimulatedChatModel(script=the_script())
    tools = hut_tools()
    finished = await AgentExecutor(ReactAgent(model, tools.specifications()), tools).run(TASK)
    wrong = finished.steps[1].observations[1]
    assert (wrong.failure, wrong.content) == (
        "tool",
        '{"error": "there is no note Guest; did you mean Guests?"}',
    )
    assert wrong.message() in model.requests[2].messages


async def test_each_request_holds_the_calls_and_a_result_for_each() -> None:
    finished, _ = await traced_run()
    roles = [message.role for message in finished.conversation]
    assert roles[:7] == ["system", "user", "assistant", "tool", "assistant", "tool", "tool"]
    assert roles[-1] == "assistant"


@pytest.mark.parametrize("provider", ["openai", "anthropic", "ollama"])
async def test_the_same_agent_runs_through_a_real_sdk(provider: str) -> None:
    tools = hut_tools()
    with WireServer(the_script()) as server:
        base_url = server.base_url(provider)
        async with chat_model(provider, api_key="wire", base_url=base_url) as model:
            agent = ReactAgent(model, tools.specifications())
            finished = await AgentExecutor(agent, tools).run(TASK)
    assert finished.stop == Answered("A full tank lasts 10 days.")


async def test_what_cannot_be_read_as_a_number_is_told_as_it_is() -> None:
    reply = answer_from_result([Message.tool('{"error": "no"}', tool_call_id="call")])
    assert reply.text == 'I cannot tell: {"error": "no"}'


@pytest.mark.parametrize(
    ("name", "code", "steps"),
    [
        ("answers", "answered", 1),
        ("acts for ever", "out_of_steps", 4),
        ("repeats itself", "loop_detected", 3),
        ("is expensive", "out_of_tokens", 1),
        ("is slow", "out_of_time", 0),
        ("is cut off", "reply_cut", 1),
        ("says nothing", "empty_reply", 1),
        ("is down", "model_failed", 0),
    ],
)
async def test_each_bad_model_ends_in_its_own_way(name: str, code: str, steps: int) -> None:
    finished = await run_case(cases()[name])
    assert (finished.stop.code, len(finished.steps)) == (code, steps)
    assert str(finished.stop)


# What a run may end with, and whether the tools of its last decision were run.
LAST_CALLS: dict[str, tuple[Reply, Limits, StopReason]] = {
    "no step is left": (STOVE, Limits(steps=1), OutOfSteps(1)),
    "no token is left": (
        Reply("", (read("Stove"),), usage=Usage(90, 10)),
        Limits(tokens=100),
        OutOfTokens(100, 100),
    ),
    "the calls were cut": (
        Reply("", (read("Stove"),), finish_reason="length"),
        Limits(),
        ReplyCut("length"),
    ),
    "a filter cut the calls": (
        Reply("", (read("Stove"),), finish_reason="content_filter"),
        Limits(),
        ReplyCut("content_filter"),
    ),
}


@pytest.mark.parametrize(("reply", "limits", "stop"), LAST_CALLS.values(), ids=LAST_CALLS.keys())
async def test_no_tool_runs_when_nobody_will_read_its_result(
    reply: Reply, limits: Limits, stop: StopReason
) -> None:
    finished = await run_script(Script.of(reply), limits=limits)
    assert finished.stop == stop
    assert finished.steps[-1].observations == ()


async def test_an_answer_in_the_last_step_counts_also_beyond_the_tokens() -> None:
    script = Script.of(Reply("Done.", usage=Usage(500, 500)))
    finished = await run_script(script, limits=Limits(steps=1, tokens=100))
    assert finished.stop == Answered("Done.")
    assert finished.usage == Usage(500, 500)


async def test_what_was_done_is_kept_when_the_model_fails() -> None:
    script = Script.of(read("Stove"), Reply(fault=Fault("connection_cut")))
    finished = await run_script(script)
    assert isinstance(finished.stop, ModelFailed)
    assert isinstance(finished.stop.error, ConnectionFailedError)
    assert len(finished.steps) == 1


async def test_time_that_runs_out_in_a_tool_ends_the_run_and_the_tool() -> None:
    stopped = asyncio.Event()

    async def hang(_: Nothing) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            stopped.set()

    tools = Toolset([ToolFunction("hang", "Hangs.", Nothing, hang)])
    script = Script.of(ToolCall("a", "hang"))
    finished = await run_script(script, tools=tools, limits=Limits(seconds=0.05))
    assert finished.stop == OutOfTime(0.05)
    assert (len(finished.steps), finished.steps[0].observations) == (1, ())
    assert stopped.is_set()


async def test_a_mistake_in_the_set_up_is_raised() -> None:
    with pytest.raises(ScriptExhaustedError):
        await run_script(Script())


class Parrot(Agent):
    """An agent without a model: it answers with the task."""

    name = "parrot"

    def opening(self, task: str) -> list[Message]:
        return [Message.user(task)]

    async def decide(self, conversation: Sequence[Message]) -> Decision:
        return Decision(Message.assistant(conversation[-1].content))


class Late(Parrot):
    """An agent whose own code runs into a timeout."""

    async def decide(self, conversation: Sequence[Message]) -> Decision:
        raise TimeoutError("of its own")


async def test_the_executor_runs_any_agent() -> None:
    finished = await AgentExecutor(Parrot(), Toolset([])).run("Hello")
    assert finished.stop == Answered("Hello")


async def test_a_timeout_that_is_not_the_limit_is_raised() -> None:
    with pytest.raises(TimeoutError, match="of its own"):
        await AgentExecutor(Late(), Toolset([])).run("Hello")


async def test_one_executor_serves_many_runs_at_once() -> None:
    # Every run reads the same note: shared counts would stop the third.
    script = Script(
        replies=tuple(Reply("", (read("Stove"),), when=f"task {n}.") for n in range(20)),
        otherwise=lambda messages: Reply(f"{messages[1].content} done"),
    )
    tools = hut_tools()
    agent = ReactAgent(SimulatedChatModel(script=script), tools.specifications())
    executor = AgentExecutor(agent, tools)
    runs = await asyncio.gather(*(executor.run(f"task {n}.") for n in range(20)))
    assert {str(finished.stop) for finished in runs} == {f"task {n}. done" for n in range(20)}


async def test_runs_are_counted_by_stop_reason() -> None:
    recorded = RecordedTelemetry()
    telemetry = recorded.telemetry("react_agent")
    for _ in range(2):
        await AgentExecutor(Parrot(), Toolset([]), telemetry=telemetry).run("Hello")
    (point,) = recorded.counts(agent_runs("react_agent"))
    assert (point.value, (point.attributes or {})[STOP_REASON]) == (2, "answered")
