"""ReAct in its smallest form, and that the comparison compares like with like."""

from contextlib import closing

from llmkit import Reply, Script, SimulatedChatModel, ToolCall
from llmkit.telemetry import Telemetry

from examples.agents.plan_execute.act_in_turn import act_in_turn
from examples.agents.plan_execute.compare import compare
from examples.agents.plan_execute.tool_caller import ToolCaller
from examples.agents.plan_execute.workshop import Workshop, workshop_tools


async def test_both_ways_come_to_the_same_answers() -> None:
    rows = await compare()
    for in_turn, by_plan in zip(rows[::2], rows[1::2], strict=True):
        assert (in_turn.task, in_turn.answer) == (by_plan.task, by_plan.answer)
        assert in_turn.answer.startswith("What was found last is")
        assert in_turn.figures.tool_calls == by_plan.figures.tool_calls


async def test_acting_in_turn_hears_of_failures_and_ends() -> None:
    asks = (
        Reply(tool_calls=(ToolCall("a", "best_offer", '{"sku": "KON-PAD"}'),)),
        Reply(tool_calls=(ToolCall("b", "best_offer", '{"sku": '),)),
    )
    model = SimulatedChatModel(script=Script.of(*asks))
    with closing(Workshop()) as workshop:
        tools = workshop_tools(workshop)
        caller = ToolCaller(tools, telemetry=Telemetry("test"))
        assert await act_in_turn(model, tools, caller, "Pads?", rounds=2) is None
    assert "nobody offers KON-PAD" in model.requests[1].messages[-1].content
