"""Whole runs: refinement, recovery, limits, many at once, and what is reported."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing

import pytest
from llmkit import (
    Fault,
    Message,
    Reply,
    Script,
    ScriptExhaustedError,
    SimulatedChatModel,
    chat_model,
)
from llmkit.agents import Answered, ModelFailed, OutOfTime
from llmkit.telemetry import Telemetry
from llmkit.testing import ManualClock
from llmkit.tools import Toolset
from llmkit.wire import WireServer

from examples.agents.plan_execute.build import Recorder, build_agent
from examples.agents.plan_execute.endings import PADS, cases, run_case
from examples.agents.plan_execute.plan import Plan
from examples.agents.plan_execute.plan_execute import (
    Finished,
    Limits,
    PlanExecuteAgent,
    futile_step,
)
from examples.agents.plan_execute.plan_executor import ConcurrentExecutor
from examples.agents.plan_execute.planner import ModelAnswerer, Planner
from examples.agents.plan_execute.progress import Done, Failed, Progress, Skipped
from examples.agents.plan_execute.scripted import (
    BETTER_PLAN,
    FIRST_PLAN,
    GOAL,
    plan_reply,
    results_in,
    step,
    the_script,
)
from examples.agents.plan_execute.stop_reasons import (
    FutilePlan,
    NoPlan,
    OutOfCycles,
)
from examples.agents.plan_execute.tool_caller import ToolCaller
from examples.agents.plan_execute.workshop import Workshop, workshop_tools

ANSWER = "Both together cost 22.70, and the last is here on 2026-03-11."


@pytest.fixture
def tools() -> Iterator[Toolset]:
    with closing(Workshop()) as workshop:
        yield workshop_tools(workshop)


async def run_script(script: Script, tools: Toolset, *, limits: Limits | None = None) -> Finished:
    return await build_agent(SimulatedChatModel(script=script), tools, limits=limits).run(GOAL)


async def test_a_failed_step_leads_to_a_better_plan(tools: Toolset) -> None:
    finished = await run_script(the_script(), tools)
    assert finished.stop == Answered(ANSWER)
    first, second = finished.cycles
    assert isinstance(first.outcomes["offer_kona"], Failed)
    assert first.outcomes["cost"] == Skipped(("offer_kona",))
    assert second.outcomes["cost"] == Done({"sum": 2270})


async def test_what_is_done_is_not_done_again(tools: Toolset) -> None:
    recorder = Recorder()
    model = SimulatedChatModel(script=the_script())
    await build_agent(model, tools, telemetry=recorder.reporter()).run(GOAL)
    called = [span.name for span in recorder.spans() if span.name.startswith("execute_tool")]
    assert called.count("execute_tool find_part") == 2
    assert called.count("execute_tool best_offer") == 3


async def test_the_planner_hears_what_failed_and_what_is_done(tools: Toolset) -> None:
    model = SimulatedChatModel(script=the_script())
    await build_agent(model, tools).run(GOAL)
    told = model.requests[1].messages[-1].content
    assert "nobody offers KON-PAD; UNI-PAD fits as well" in told
    assert '"find_kona": {"sku": "KON-PAD"}' in told


async def test_a_busy_tool_is_recovered_from_without_a_new_plan() -> None:
    clock = ManualClock()
    script = Script.of(plan_reply([step("offer", "best_offer", sku="TER-PAD")]), "12.90")
    with closing(Workshop(busy=2)) as workshop:
        model = SimulatedChatModel(script=script)
        agent = build_agent(model, workshop_tools(workshop), sleep=clock.sleep)
        finished = await agent.run("What do pads cost?")
    assert finished.stop == Answered("12.90")
    outcome = finished.cycles[0].outcomes["offer"]
    assert isinstance(outcome, Done)
    assert (len(finished.cycles), outcome.attempts) == (1, 3)
    assert clock.now() == pytest.approx(0.6)


async def test_a_tool_that_stays_busy_may_be_planned_again() -> None:
    offer = step("offer", "best_offer", sku="TER-PAD")
    script = Script.of(plan_reply([offer]), plan_reply([offer]), "12.90")
    with closing(Workshop(busy=4)) as workshop:
        model = SimulatedChatModel(script=script)
        agent = build_agent(model, workshop_tools(workshop), sleep=ManualClock().sleep)
        finished = await agent.run("What do pads cost?")
    assert finished.stop == Answered("12.90")
    assert len(finished.cycles) == 2


@pytest.mark.parametrize("provider", ["openai", "anthropic", "ollama"])
async def test_the_same_agent_runs_through_a_real_sdk(tools: Toolset, provider: str) -> None:
    with WireServer(the_script()) as server:
        base_url = server.base_url(provider)
        async with chat_model(provider, api_key="wire", base_url=base_url) as model:
            finished = await build_agent(model, tools).run(GOAL)
    assert finished.stop == Answered(ANSWER)


# Plans in a row, and how a run over them ends after how many cycles.
SCENARIOS: dict[str, tuple[Sequence[Sequence[Mapping[str, object]]], str, int]] = {
    "a plan that works": ([PADS], "answered", 1),
    "a plan that is mended": ([FIRST_PLAN, BETTER_PLAN], "answered", 2),
    "a new plan that repeats what failed": (
        [FIRST_PLAN, [step("again", "best_offer", sku="KON-PAD")]],
        "futile_plan",
        2,
    ),
    "a new plan that repeats it by a reference": (
        [FIRST_PLAN, [step("again", "best_offer", sku="$find_kona.sku")]],
        "futile_plan",
        2,
    ),
    "plans that fail, each in another way": (
        [[step("a", "stock_in", city=city, sku="TER-PAD")] for city in ("Rome", "Nice", "Bonn")],
        "out_of_cycles",
        3,
    ),
}


@pytest.mark.parametrize(("plans", "code", "cycles"), SCENARIOS.values(), ids=SCENARIOS.keys())
async def test_each_scenario_ends_as_it_should(
    tools: Toolset, plans: Sequence[Sequence[Mapping[str, object]]], code: str, cycles: int
) -> None:
    script = Script.of(*(plan_reply(plan) for plan in plans), "An answer.")
    finished = await run_script(script, tools, limits=Limits(cycles=3))
    assert (finished.stop.code, len(finished.cycles)) == (code, cycles)


@pytest.mark.parametrize(
    ("name", "kind", "cycles"),
    [
        ("mends its plan", Answered, 1),
        ("keeps its bad plan", NoPlan, 0),
        ("makes no plan", NoPlan, 0),
        ("repeats what failed", FutilePlan, 2),
        ("never has enough", OutOfCycles, 3),
        ("is slow", OutOfTime, 0),
        ("is down", ModelFailed, 0),
        ("cuts its answer", ModelFailed, 1),
    ],
)
async def test_each_bad_model_ends_in_its_own_way(name: str, kind: type, cycles: int) -> None:
    finished = await run_case(cases()[name])
    assert isinstance(finished.stop, kind)
    assert len(finished.cycles) == cycles
    assert str(finished.stop)


async def test_a_futile_plan_is_not_carried_out(tools: Toolset) -> None:
    plans = plan_reply(FIRST_PLAN), plan_reply([step("again", "best_offer", sku="KON-PAD")])
    finished = await run_script(Script.of(*plans), tools)
    assert finished.cycles[1].outcomes == {}
    assert isinstance(finished.stop, FutilePlan)
    assert finished.stop.step.id == "again"


def test_a_call_whose_arguments_are_not_known_yet_is_not_called_futile() -> None:
    plan = Plan.model_validate({"steps": [step("a", "best_offer", sku="$b.sku")]})
    progress = Progress(refused=frozenset({("best_offer", '{"sku": "KON-PAD"}')}))
    assert futile_step(plan, progress) is None


async def test_the_failures_of_the_last_plan_are_told(tools: Toolset) -> None:
    plan = plan_reply([step("a", "best_offer", sku="KON-CHN")])
    finished = await run_script(Script.of(plan), tools, limits=Limits(cycles=1))
    assert str(finished.stop) == "no answer after 1 plans: nobody offers KON-CHN"


async def test_what_was_done_is_kept_when_the_model_fails(tools: Toolset) -> None:
    script = Script.of(plan_reply(PADS), Reply(fault=Fault("server_error")))
    finished = await run_script(script, tools)
    assert isinstance(finished.stop, ModelFailed)
    assert isinstance(finished.cycles[0].outcomes["pads"], Done)


async def test_a_mistake_in_the_set_up_is_raised(tools: Toolset) -> None:
    with pytest.raises(ScriptExhaustedError):
        await run_script(Script(), tools)


class FixedPlanner(Planner):
    """A planner without a model: the plan is known beforehand, or there is a timeout of its own."""

    def __init__(self, plan: Plan | None) -> None:
        self._plan = plan

    async def plan(self, goal: str, progress: Progress) -> Plan:
        if self._plan is None:
            raise TimeoutError("of its own")
        return self._plan


def fixed_agent(plan: Plan | None, tools: Toolset) -> PlanExecuteAgent:
    caller = ToolCaller(tools, telemetry=Telemetry("test"))
    answerer = ModelAnswerer(SimulatedChatModel(script=Script.of("Six.")))
    return PlanExecuteAgent(FixedPlanner(plan), ConcurrentExecutor(caller), answerer)


async def test_any_planner_will_do(tools: Toolset) -> None:
    finished = await fixed_agent(Plan.model_validate({"steps": PADS}), tools).run("How many?")
    assert finished.stop == Answered("Six.")


async def test_a_timeout_that_is_not_the_limit_is_raised(tools: Toolset) -> None:
    with pytest.raises(TimeoutError, match="of its own"):
        await fixed_agent(None, tools).run("How many?")


async def test_one_agent_serves_many_runs_at_once(tools: Toolset) -> None:
    def reply(messages: Sequence[Message]) -> Reply:
        said = messages[-1].content
        if said.startswith("Question"):
            return Reply(f"{results_in(messages)['total']['sum']}")
        number = int(said.removeprefix("Goal: ").split(" ")[0])
        return plan_reply([step("total", "add", numbers=[number, 1])])

    agent = build_agent(SimulatedChatModel(script=Script(otherwise=reply)), tools)
    runs = await asyncio.gather(*(agent.run(f"{n} and one more") for n in range(20)))
    assert [str(finished.stop) for finished in runs] == [str(n + 1) for n in range(20)]
