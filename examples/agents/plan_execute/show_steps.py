"""Look into single steps: plans, what is refused, what is refined, what is measured, what ends."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import closing
from types import MappingProxyType

from llmkit import SimulatedChatModel
from llmkit.telemetry import Telemetry

from examples.agents.plan_execute.build import Recorder, build_agent
from examples.agents.plan_execute.compare import compare, table, tool_tokens
from examples.agents.plan_execute.endings import BAD_PLAN, as_json, ending_lines
from examples.agents.plan_execute.plan import Plan, PlanRejectedError, check_plan
from examples.agents.plan_execute.plan_execute import Finished
from examples.agents.plan_execute.plan_executor import (
    ConcurrentExecutor,
    OneByOneExecutor,
    PlanExecutor,
)
from examples.agents.plan_execute.planner import ModelPlanner
from examples.agents.plan_execute.progress import Progress
from examples.agents.plan_execute.report import (
    metric_lines,
    outcome_text,
    plan_lines,
    run_lines,
    tree_lines,
)
from examples.agents.plan_execute.scripted import FIRST_PLAN, GOAL, open_model, the_script
from examples.agents.plan_execute.tool_caller import ToolCaller
from examples.agents.plan_execute.workshop import Workshop, workshop_tools

_TERN, _KONA, _OFFER_TERN, _OFFER_KONA, *_REST = FIRST_PLAN
KONA_FIRST = (_KONA, _TERN, _OFFER_KONA, _OFFER_TERN, *_REST)
"""The first plan with the steps for the Kona before those for the Tern."""


async def whole_run(recorder: Recorder) -> Finished:
    """Reach the goal once; the list of suppliers is busy at first."""
    with closing(Workshop(busy=1)) as workshop:
        async with open_model() as model:
            watched = recorder.watch(model)
            agent = build_agent(watched, workshop_tools(workshop), telemetry=recorder.reporter())
            return await agent.run(GOAL)


async def plan() -> str:
    """Return the first plan, in an order in which it can run."""
    with closing(Workshop()) as workshop:
        async with open_model() as model:
            planner = ModelPlanner(model, workshop_tools(workshop))
            return "\n".join(plan_lines(await planner.plan(GOAL, Progress())))


async def checks() -> str:
    """Return a plan that cannot work, and all that is wrong with it."""
    bad = Plan.model_validate({"steps": BAD_PLAN})
    with closing(Workshop()) as workshop:
        try:
            check_plan(bad, workshop_tools(workshop))
        except PlanRejectedError as error:
            return "\n".join([as_json(BAD_PLAN), "", *error.problems])
    return as_json(BAD_PLAN)


async def executors() -> str:
    """Return what two executors make of the same plan, of which an early step fails."""
    lines = []
    for make in (ConcurrentExecutor, OneByOneExecutor):
        lines += [f"{make.__name__}:", *(await _outcomes(make)), ""]
    return "\n".join(lines[:-1])


async def _outcomes(make: Callable[[ToolCaller], PlanExecutor]) -> list[str]:
    plan = Plan.model_validate({"steps": KONA_FIRST})
    with closing(Workshop()) as workshop:
        caller = ToolCaller(workshop_tools(workshop), telemetry=Telemetry("plan_execute"))
        outcomes = await make(caller).run(plan, {})
    return [f"  {name:10} {outcome_text(outcome)}" for name, outcome in outcomes.items()]


async def cycles() -> str:
    """Return every plan of the whole run, then its spans and its metrics."""
    recorder = Recorder()
    finished = await whole_run(recorder)
    return "\n".join(
        [
            *run_lines(finished),
            "",
            *tree_lines(recorder.spans()),
            "",
            *metric_lines(recorder.points()),
        ]
    )


async def refinement() -> str:
    """Return what the planner was told after the first plan had failed, and its second plan."""
    model = SimulatedChatModel(script=the_script())
    with closing(Workshop()) as workshop:
        finished = await build_agent(model, workshop_tools(workshop)).run(GOAL)
    told = model.requests[1].messages[-1].content
    return "\n".join([told, "", *plan_lines(finished.cycles[1].plan)])


async def endings() -> str:
    """Return how runs over bad models end."""
    return "\n".join(await ending_lines())


async def comparison() -> str:
    """Return what six tasks take by plan and in turn."""
    return f"{table(await compare())}\n\n{tool_tokens()}"


STEPS: Mapping[str, Callable[[], Awaitable[str]]] = MappingProxyType(
    {
        "plan": plan,
        "checks": checks,
        "executors": executors,
        "cycles": cycles,
        "refinement": refinement,
        "endings": endings,
        "comparison": comparison,
    }
)
"""The name of each step, as the command line takes it."""
