"""Executors with the real workshop, and with tools that hang, fail or wait for each other."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import closing

import pytest
from llmkit.telemetry import Telemetry
from llmkit.testing import ManualClock
from llmkit.tools import FAILED, TemporaryToolError, ToolFunction, Toolset
from pydantic import BaseModel, ConfigDict, JsonValue

from examples.agents.plan_execute.plan import Plan
from examples.agents.plan_execute.plan_executor import (
    ConcurrentExecutor,
    OneByOneExecutor,
    PlanExecutor,
)
from examples.agents.plan_execute.progress import Done, Failed, Outcome, Skipped
from examples.agents.plan_execute.scripted import FIRST_PLAN, step
from examples.agents.plan_execute.tool_caller import CallLimits, ToolCaller
from examples.agents.plan_execute.workshop import Workshop, workshop_tools

BOTH = pytest.mark.parametrize("make", [ConcurrentExecutor, OneByOneExecutor])


class Anything(BaseModel):
    """Any arguments."""

    model_config = ConfigDict(extra="allow")


@pytest.fixture
def workshop() -> Iterator[Toolset]:
    with closing(Workshop()) as database:
        yield workshop_tools(database)


def caller_of(
    toolset: Toolset, *, limits: CallLimits | None = None, clock: ManualClock | None = None
) -> ToolCaller:
    sleep = (clock or ManualClock()).sleep
    return ToolCaller(toolset, telemetry=Telemetry("test"), limits=limits, sleep=sleep)


def tools(**functions: Callable[[Anything], Awaitable[JsonValue]]) -> Toolset:
    return Toolset(
        [ToolFunction(name, "For tests.", Anything, run) for name, run in functions.items()]
    )


def plan_of(*steps: Mapping[str, object]) -> Plan:
    return Plan.model_validate({"steps": steps})


@BOTH
async def test_results_flow_into_the_steps_that_refer_to_them(
    workshop: Toolset, make: Callable[[ToolCaller], PlanExecutor]
) -> None:
    plan = plan_of(
        step("last", "arrival", ordered="2026-03-05", days=["$offer.days"]),
        step("offer", "best_offer", sku="$find.sku"),
        step("find", "find_part", bicycle="Tern S8", part="brake pads"),
    )
    outcomes = await make(caller_of(workshop)).run(plan, {})
    assert list(outcomes) == ["last", "offer", "find"] or make is OneByOneExecutor
    assert outcomes["last"] == Done({"date": "2026-03-09"})


@BOTH
async def test_results_of_earlier_plans_can_be_used(
    workshop: Toolset, make: Callable[[ToolCaller], PlanExecutor]
) -> None:
    plan = plan_of(step("cost", "add", numbers=["$before.cents", 10]))
    outcomes = await make(caller_of(workshop)).run(plan, {"before": {"cents": 5}})
    assert outcomes == {"cost": Done({"sum": 15})}


@BOTH
async def test_what_needs_a_failed_step_is_skipped(
    workshop: Toolset, make: Callable[[ToolCaller], PlanExecutor]
) -> None:
    outcomes = await make(caller_of(workshop)).run(plan_of(*FIRST_PLAN), {})
    assert {name: type(outcome) for name, outcome in outcomes.items()} == {
        "find_tern": Done,
        "find_kona": Done,
        "offer_tern": Done,
        "offer_kona": Failed,
        "cost": Skipped,
        "last": Skipped,
    }
    assert outcomes["cost"] == Skipped(("offer_kona",))


async def test_side_by_side_goes_on_beside_a_failure_and_one_by_one_does_not(
    workshop: Toolset,
) -> None:
    plan = plan_of(step("bad", "best_offer", sku="KON-PAD"), step("good", "add", numbers=[1]))
    beside = await ConcurrentExecutor(caller_of(workshop)).run(plan, {})
    after = await OneByOneExecutor(caller_of(workshop)).run(plan, {})
    assert beside["good"] == Done({"sum": 1})
    assert after["good"] == Skipped(("bad",))


async def test_steps_that_need_nothing_of_each_other_run_at_the_same_time() -> None:
    # Every step waits until three are there, so one after the other would time out.
    barrier = asyncio.Barrier(3)

    async def meet(_: Anything) -> JsonValue:
        await barrier.wait()
        return "met"

    plan = plan_of(*(step(name, "meet") for name in ("a", "b", "c")))
    caller = caller_of(tools(meet=meet), limits=CallLimits(seconds=2))
    outcomes = await ConcurrentExecutor(caller).run(plan, {})
    assert list(outcomes.values()) == [Done("met")] * 3


async def test_ten_waits_side_by_side_take_about_as_long_as_one() -> None:
    async def wait(_: Anything) -> JsonValue:
        await asyncio.sleep(0.02)
        return "waited"

    plan = plan_of(*(step(f"s{n}", "wait") for n in range(10)))
    caller = caller_of(tools(wait=wait), limits=CallLimits(at_once=10))

    async def seconds(executor: PlanExecutor) -> float:
        started = time.perf_counter()
        await executor.run(plan, {})
        return time.perf_counter() - started

    side_by_side = await seconds(ConcurrentExecutor(caller))
    one_by_one = await seconds(OneByOneExecutor(caller))
    assert side_by_side < one_by_one / 2


async def test_a_step_does_not_wait_for_what_it_does_not_need() -> None:
    # The slow step ends only after the chain beside it has: levels would wait for ever.
    chain_done = asyncio.Event()

    async def slow(_: Anything) -> JsonValue:
        await chain_done.wait()
        return "slow"

    async def quick(arguments: Anything) -> JsonValue:
        if "last" in (arguments.model_extra or {}):
            chain_done.set()
        return "quick"

    plan = plan_of(
        step("slow", "slow"), step("one", "quick"), step("two", "quick", input="$one", last=True)
    )
    caller = caller_of(tools(slow=slow, quick=quick), limits=CallLimits(seconds=2))
    outcomes = await ConcurrentExecutor(caller).run(plan, {})
    assert all(isinstance(outcome, Done) for outcome in outcomes.values())


async def test_no_more_steps_run_at_once_than_allowed() -> None:
    running = most = 0

    async def count(_: Anything) -> JsonValue:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1
        return None

    plan = plan_of(*(step(f"s{n}", "count") for n in range(10)))
    caller = caller_of(tools(count=count), limits=CallLimits(at_once=3))
    await ConcurrentExecutor(caller).run(plan, {})
    assert most == 3


@pytest.mark.parametrize(
    ("failures", "outcome", "waits"),
    [
        (0, Done("ok", attempts=1), []),
        (1, Done("ok", attempts=2), [0.2]),
        (2, Done("ok", attempts=3), [0.2, 0.4]),
        (
            3,
            Failed("tool_temporary", "busy", temporary=True, attempts=3, asked=("shaky", "{}")),
            [0.2, 0.4],
        ),
    ],
)
async def test_a_temporary_failure_is_tried_again(
    failures: int, outcome: Outcome, waits: list[float]
) -> None:
    left = failures

    async def shaky(_: Anything) -> JsonValue:
        nonlocal left
        left -= 1
        if left >= 0:
            raise TemporaryToolError("shaky", "busy")
        return "ok"

    clock = ManualClock()
    executor = ConcurrentExecutor(caller_of(tools(shaky=shaky), clock=clock))
    assert await executor.run(plan_of(step("a", "shaky")), {}) == {"a": outcome}
    assert list(clock.waits) == waits


async def test_a_failure_for_good_is_not_tried_again(workshop: Toolset) -> None:
    clock = ManualClock()
    executor = ConcurrentExecutor(caller_of(workshop, clock=clock))
    outcomes = await executor.run(plan_of(step("a", "best_offer", sku="KON-PAD")), {})
    assert outcomes["a"] == Failed(
        "tool",
        "nobody offers KON-PAD; UNI-PAD fits as well",
        asked=("best_offer", '{"sku": "KON-PAD"}'),
    )
    assert list(clock.waits) == []


async def hang(_: Anything) -> JsonValue:
    await asyncio.Event().wait()
    return None


async def buggy(_: Anything) -> JsonValue:
    raise RuntimeError("password of the database: hunter2")


async def number(_: Anything) -> JsonValue:
    return 7


FAILURES = {
    "a tool that hangs": (
        step("a", "hang"),
        "TimeoutError",
        "the tool took too long; do not ask for it again",
    ),
    "a bug in a tool": (step("a", "buggy"), "RuntimeError", FAILED),
    "a tool that does not exist": (
        step("a", "sell"),
        "unknown_tool",
        "there is no tool sell; there are: hang, buggy, number",
    ),
    "a field that does not exist": (
        step("a", "number", input="$before.price"),
        "unresolved_reference",
        "$before.price: there is no price; before holds sku",
    ),
}


@pytest.mark.parametrize(("bad", "kind", "sentence"), FAILURES.values(), ids=FAILURES.keys())
async def test_each_failure_is_an_outcome(
    bad: Mapping[str, object], kind: str, sentence: str
) -> None:
    toolset = tools(hang=hang, buggy=buggy, number=number)
    executor = ConcurrentExecutor(caller_of(toolset, limits=CallLimits(seconds=0.02)))
    outcomes = await executor.run(plan_of(bad, step("b", "number")), {"before": {"sku": "X"}})
    outcome = outcomes["a"]
    assert isinstance(outcome, Failed)
    assert (outcome.kind, outcome.sentence) == (kind, sentence)
    assert outcomes["b"] == Done(7)


async def test_arguments_of_the_wrong_type_are_told(workshop: Toolset) -> None:
    plan = plan_of(step("a", "add", numbers=["many"]))
    outcome = (await ConcurrentExecutor(caller_of(workshop)).run(plan, {}))["a"]
    assert isinstance(outcome, Failed)
    assert outcome.sentence.startswith("numbers.0: Input should be a valid integer")


@BOTH
async def test_cancelling_a_run_cancels_its_tools(
    make: Callable[[ToolCaller], PlanExecutor],
) -> None:
    started, stopped = asyncio.Event(), asyncio.Event()

    async def wait(_: Anything) -> JsonValue:
        started.set()
        try:
            await asyncio.Event().wait()
        finally:
            stopped.set()
        return None

    plan = plan_of(step("a", "wait"), step("b", "wait", input="$a"))
    work = asyncio.create_task(make(caller_of(tools(wait=wait))).run(plan, {}))
    await started.wait()
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work
    assert stopped.is_set()
