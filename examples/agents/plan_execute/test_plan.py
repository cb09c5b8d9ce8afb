"""Plans as data: what they refer to, what is refused, and how a model hears of it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing

import pytest
from llmkit import Message, Reply, Script, SimulatedChatModel, ToolCall, chat_model
from llmkit.tools import Toolset
from llmkit.wire import WireServer
from pydantic import JsonValue

from examples.agents.plan_execute.endings import BAD_PLAN, PADS
from examples.agents.plan_execute.plan import Plan, PlanRejectedError, check_plan
from examples.agents.plan_execute.planner import (
    AnswerCutError,
    ModelAnswerer,
    ModelPlanner,
    describe_work,
)
from examples.agents.plan_execute.progress import Failed, Progress
from examples.agents.plan_execute.references import (
    UnresolvedReferenceError,
    resolve,
    steps_referred_to,
)
from examples.agents.plan_execute.scripted import FIRST_PLAN, GOAL, plan_reply, step
from examples.agents.plan_execute.workshop import Workshop, workshop_tools


@pytest.fixture
def tools() -> Iterator[Toolset]:
    with closing(Workshop()) as workshop:
        yield workshop_tools(workshop)


def plan_of(*steps: Mapping[str, object]) -> Plan:
    return Plan.model_validate({"steps": steps})


RESULTS: Mapping[str, JsonValue] = {"find": {"sku": "TER-PAD", "box": {"row": 3}}, "count": 7}


@pytest.mark.parametrize(
    ("value", "needs", "resolved"),
    [
        ("$find.sku", {"find"}, "TER-PAD"),
        ("$find.box.row", {"find"}, 3),
        ("$count", {"count"}, 7),
        (["$count", 1, "$find.sku"], {"count", "find"}, [7, 1, "TER-PAD"]),
        ({"a": {"b": "$count"}}, {"count"}, {"a": {"b": 7}}),
        ("costs $5", set(), "costs $5"),
        ("$5", set(), "$5"),
        ("at $find.sku", set(), "at $find.sku"),
        (None, set(), None),
    ],
)
def test_references_become_what_they_stand_for(
    value: JsonValue, needs: set[str], resolved: JsonValue
) -> None:
    assert steps_referred_to(value) == needs
    assert resolve(value, RESULTS) == resolved


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("$sold.sku", "sold has no result"),
        ("$find.price", "there is no price; find holds sku, box"),
        ("$count.sku", "there is no sku; count holds no fields"),
    ],
)
def test_a_reference_to_nothing_says_what_there_is(value: str, problem: str) -> None:
    with pytest.raises(UnresolvedReferenceError, match=problem):
        resolve(value, RESULTS)


SKU = "TER-PAD"
REFUSED: dict[str, tuple[Sequence[Mapping[str, object]], Sequence[str]]] = {
    "a tool that does not exist": (
        [step("a", "buy", sku=SKU)],
        ["a: there is no tool buy; there are: find_part, best_offer, stock_in, add, arrival"],
    ),
    "a missing argument": (
        [step("a", "find_part", part="chain")],
        ["a: find_part needs the argument bicycle"],
    ),
    "an argument too many": (
        [step("a", "best_offer", sku=SKU, city="Oslo")],
        ["a: best_offer has no argument city"],
    ),
    "a name twice": (
        [step("a", "best_offer", sku=SKU), step("a", "best_offer", sku=SKU)],
        ["2 steps are called a"],
    ),
    "a step that does not exist": (
        [step("a", "best_offer", sku="$b.sku")],
        ["a needs b, and there is no such step"],
    ),
    "a step that waits for itself": (
        [step("a", "best_offer", sku="$a.sku")],
        ["these steps wait for each other: a"],
    ),
    "three steps in a ring": (
        [
            step("a", "best_offer", sku="$c.sku"),
            step("b", "best_offer", sku="$a.sku"),
            step("c", "best_offer", sku="$b.sku"),
        ],
        ["these steps wait for each other: a, b, c"],
    ),
    "what is done": (
        [step("old", "best_offer", sku=SKU)],
        ["old is done; refer to its result and do not plan it again"],
    ),
}


@pytest.mark.parametrize(("steps", "problems"), REFUSED.values(), ids=REFUSED.keys())
def test_a_plan_that_cannot_work_is_refused(
    tools: Toolset, steps: Sequence[Mapping[str, object]], problems: Sequence[str]
) -> None:
    with pytest.raises(PlanRejectedError) as caught:
        check_plan(plan_of(*steps), tools, done=["old"])
    ring = "these steps wait for each other: "
    if problems[0].startswith(ring):
        # Where a ring begins is not ours to say.
        (told,) = caught.value.problems
        assert set(told.removeprefix(ring).split(", ")) == set(
            problems[0].removeprefix(ring).split(", ")
        )
    else:
        assert list(caught.value.problems) == list(problems)


def test_all_problems_are_told_at_once(tools: Toolset) -> None:
    with pytest.raises(PlanRejectedError) as caught:
        check_plan(plan_of(*BAD_PLAN), tools)
    assert len(caught.value.problems) == 4


def test_steps_come_after_those_that_they_need() -> None:
    last = {**step("first", "add", numbers=[1]), "after": ["second"]}
    plan = plan_of(last, step("second", "add", numbers=["$third.sum"]), step("third", "add"))
    assert [each.id for each in plan.in_order()] == ["third", "second", "first"]


def test_a_plan_may_refer_to_what_is_done(tools: Toolset) -> None:
    check_plan(plan_of(step("offer", "best_offer", sku="$find.sku")), tools, done=["find"])


async def planned(script: Script, tools: Toolset, *, attempts: int = 2) -> Plan:
    planner = ModelPlanner(SimulatedChatModel(script=script), tools, attempts=attempts)
    return await planner.plan("A goal.", Progress())


BAD_REPLIES = {
    "text only": (Reply("First the pads."), "no plan was handed in"),
    "another tool": (Reply(tool_calls=(ToolCall("c", "add", "{}"),)), "no plan was handed in"),
    "cut JSON": (
        Reply(tool_calls=(ToolCall("c", "submit_plan", '{"steps": '),)),
        "the plan is not a JSON object",
    ),
    "no steps": (plan_reply([]), "steps: Tuple should have at least 1 item"),
    "too many steps": (plan_reply([step(f"s{n}", "add") for n in range(21)]), "at most 20 items"),
    "a bad name": (plan_reply([step("First step", "add")]), "steps.0.id: String should match"),
    "a plan that cannot work": (plan_reply(BAD_PLAN), "there is no tool cheapest_offer"),
}


@pytest.mark.parametrize(("reply", "problem"), BAD_REPLIES.values(), ids=BAD_REPLIES.keys())
async def test_the_model_hears_what_is_wrong_and_may_try_again(
    tools: Toolset, reply: Reply, problem: str
) -> None:
    model = SimulatedChatModel(script=Script.of(reply, plan_reply(PADS)))
    plan = await ModelPlanner(model, tools).plan("A goal.", Progress())
    assert [each.id for each in plan.steps] == ["pads"]
    told = model.requests[1].messages[-1]
    assert problem in json.loads(told.content)["problems"][0] or problem in told.content
    assert told.role == ("tool" if reply.tool_calls else "user")


async def test_a_planner_that_stays_wrong_is_given_up(tools: Toolset) -> None:
    with pytest.raises(PlanRejectedError, match="no plan was handed in"):
        await planned(Script.of(Reply("No.", times=3)), tools, attempts=3)


def test_the_work_is_described_with_what_is_done_and_what_failed() -> None:
    failed = Failed("tool", "nobody offers KON-PAD", asked=("best_offer", '{"sku": "KON-PAD"}'))
    progress = Progress({"find": {"sku": "KON-PAD"}}, {"offer": failed})
    lines = describe_work("Buy pads.", progress).split("\n")
    assert lines[:2] == ["Goal: Buy pads.", 'Done: {"find": {"sku": "KON-PAD"}}']
    assert json.loads(lines[2].removeprefix("Failed: offer: ")) == {
        "sentence": "nobody offers KON-PAD",
        "temporary": False,
        "asked": ["best_offer", '{"sku": "KON-PAD"}'],
    }


@pytest.mark.parametrize("provider", ["openai", "anthropic", "ollama"])
async def test_a_plan_comes_through_a_real_sdk(tools: Toolset, provider: str) -> None:
    with WireServer(Script.of(plan_reply(BAD_PLAN), plan_reply(FIRST_PLAN))) as server:
        base_url = server.base_url(provider)
        async with chat_model(provider, api_key="wire", base_url=base_url) as model:
            plan = await ModelPlanner(model, tools).plan(GOAL, Progress())
    assert plan == plan_of(*FIRST_PLAN)


@pytest.mark.parametrize("reply", [Reply("There ar", finish_reason="length"), Reply(" ")])
async def test_a_cut_or_empty_answer_is_none(reply: Reply) -> None:
    answerer = ModelAnswerer(SimulatedChatModel(script=Script.of(reply)))
    with pytest.raises(AnswerCutError):
        await answerer.answer("How many?", {"pads": 6})


async def test_the_answer_is_asked_for_with_the_results() -> None:
    model = SimulatedChatModel(script=Script.of("Six."))
    assert await ModelAnswerer(model).answer("How many?", {"pads": 6}) == "Six."
    assert model.requests[0].messages[-1] == Message.user(
        'Question: How many?\nResults: {"pads": 6}'
    )
