"""What is reported of a run, and how runs are written as text."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from llmkit import Script, SimulatedChatModel
from llmkit.semantic_attributes import (
    GEN_AI_TOOL_CALL_ID,
    STOP_REASON,
    agent_runs,
    operation_duration,
    tool_calls,
)
from llmkit.testing import ManualClock
from llmkit.tools import Toolset

from examples.agents.plan_execute import names
from examples.agents.plan_execute.build import Recorder, build_agent
from examples.agents.plan_execute.endings import PADS
from examples.agents.plan_execute.report import run_lines, tree_lines
from examples.agents.plan_execute.scripted import GOAL, plan_reply, the_script
from examples.agents.plan_execute.workshop import Workshop, workshop_tools


@pytest.fixture
def tools() -> Iterator[Toolset]:
    with closing(Workshop()) as workshop:
        yield workshop_tools(workshop)


async def test_cycles_times_and_tool_calls_are_measured() -> None:
    recorder = Recorder()
    with closing(Workshop(busy=1)) as workshop:
        agent = build_agent(
            recorder.watch(SimulatedChatModel(script=the_script())),
            workshop_tools(workshop),
            telemetry=recorder.reporter(),
            sleep=ManualClock().sleep,
        )
        await agent.run(GOAL)
    figures = recorder.figures()
    assert (figures.model_calls, figures.cycles, figures.tool_calls) == (3, 2, 8)
    measured = {name for name, _ in recorder.points()}
    assert {
        names.PLAN_CYCLES,
        agent_runs("plan_execute"),
        tool_calls("plan_execute"),
        operation_duration("plan_execute"),
    } <= measured


async def test_the_spans_of_a_run_form_one_tree(tools: Toolset) -> None:
    recorder = Recorder()
    model = recorder.watch(SimulatedChatModel(script=Script.of(plan_reply(PADS), "Six.")))
    await build_agent(model, tools, telemetry=recorder.reporter()).run(GOAL)
    assert list(tree_lines(recorder.spans())) == [
        f"invoke_agent plan_execute  {STOP_REASON}=answered",
        "  plan_execute.cycle",
        "    plan_execute.plan",
        "      chat simulated-1",
        "    plan_execute.execute_plan",
        f"      execute_tool stock_in  {GEN_AI_TOOL_CALL_ID}=pads",
        "  plan_execute.answer",
        "    chat simulated-1",
    ]


async def test_a_value_that_has_no_fields_is_shown(tools: Toolset) -> None:
    model = SimulatedChatModel(script=Script.of(plan_reply(PADS), "Six."))
    finished = await build_agent(model, tools).run(GOAL)
    assert list(run_lines(finished)) == [
        "Plan 1, 1 steps:",
        "  pads       done: Oslo, TER-PAD, 6, None",
        "Stopped: answered",
        "Six.",
    ]
