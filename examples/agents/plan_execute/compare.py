"""Do each task in both ways and count what it takes.

Calls and tokens are counted, the tokens by the estimate of the simulated model. How well a model
chooses is not measured: both ways follow a script that makes no needless move.
"""

from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass

from llmkit import Script, SimulatedChatModel
from llmkit.token_estimate import estimate_input_tokens, estimate_tokens

from examples.agents.plan_execute.act_in_turn import act_in_turn
from examples.agents.plan_execute.build import Figures, Recorder, build_agent
from examples.agents.plan_execute.planner import SUBMIT_PLAN, describe_tools
from examples.agents.plan_execute.tasks import TASKS, Task
from examples.agents.plan_execute.tool_caller import ToolCaller
from examples.agents.plan_execute.workshop import Workshop, workshop_tools


@dataclass(frozen=True, slots=True)
class Row:
    """One task, done in one way."""

    task: str
    """The name of the task."""
    way: str
    """`ReAct` or `plan`."""
    figures: Figures
    """What it took."""
    answer: str
    """What came out."""


async def compare() -> list[Row]:
    """Return two rows for each task."""
    rows = []
    for task in TASKS:
        rows.append(await _row(task, "ReAct", task.turns_script(), in_turn))
        rows.append(await _row(task, "plan", task.plans_script(), by_plan))
    return rows


async def in_turn(script: Script, goal: str, recorder: Recorder) -> str:
    """Reach a goal by acting in turn; return the answer."""
    with closing(Workshop()) as workshop:
        tools = workshop_tools(workshop)
        caller = ToolCaller(tools, telemetry=recorder.reporter())
        model = recorder.watch(SimulatedChatModel(script=script))
        return str(await act_in_turn(model, tools, caller, goal))


async def by_plan(script: Script, goal: str, recorder: Recorder) -> str:
    """Reach a goal by plans; return the answer."""
    with closing(Workshop()) as workshop:
        model = recorder.watch(SimulatedChatModel(script=script))
        agent = build_agent(model, workshop_tools(workshop), telemetry=recorder.reporter())
        return str((await agent.run(goal)).stop)


async def _row(
    task: Task, way: str, script: Script, do: Callable[[Script, str, Recorder], Awaitable[str]]
) -> Row:
    recorder = Recorder()
    answer = await do(script, task.goal, recorder)
    return Row(task.name, way, recorder.figures(), answer)


def table(rows: list[Row]) -> str:
    """Return the rows as text."""
    lines = [
        f"{'task':18} {'way':6} {'model':>5} {'input':>6} {'output':>6} {'tool':>5} {'plans':>5}",
        f"{'':25} {'calls':>5} {'tokens':>6} {'tokens':>6} {'calls':>5}",
    ]
    for row in rows:
        took = row.figures
        lines.append(
            f"{row.task:18} {row.way:6} {took.model_calls:5} {took.input_tokens:6} "
            f"{took.output_tokens:6} {took.tool_calls:5} {took.cycles or '-':>5}"
        )
    return "\n".join(lines)


def tool_tokens() -> str:
    """Return how many tokens of each kind of request describe tools."""
    with closing(Workshop()) as workshop:
        toolset = workshop_tools(workshop)
    in_turn = estimate_input_tokens([], toolset.specifications())
    planning = estimate_tokens(describe_tools(toolset)) + estimate_input_tokens([], [SUBMIT_PLAN])
    return (
        f"tokens that describe tools: {in_turn} in each request of ReAct, "
        f"{planning} in each for a plan, 0 in each for an answer"
    )
