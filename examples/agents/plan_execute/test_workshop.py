"""The tools of the workshop against their database, as steps of a plan reach them."""

from collections.abc import Mapping
from contextlib import closing

import pytest
from llmkit.telemetry import Telemetry

from examples.agents.plan_execute.plan import Step
from examples.agents.plan_execute.progress import Done, Failed, Outcome
from examples.agents.plan_execute.scripted import step
from examples.agents.plan_execute.tool_caller import ToolCaller
from examples.agents.plan_execute.workshop import Workshop, workshop_tools

CALLS: dict[str, tuple[Mapping[str, object], Outcome | str]] = {
    "a part": (
        step("a", "find_part", bicycle="Kona Dew", part="chain"),
        Done({"sku": "KON-CHN"}),
    ),
    "a part that does not exist": (
        step("a", "find_part", bicycle="Kona Dew", part="bell"),
        "there is no part bell for a Kona Dew",
    ),
    "the cheapest of two offers": (
        step("a", "best_offer", sku="TER-PAD"),
        Done({"sku": "TER-PAD", "supplier": "Velo Nord", "price_cents": 1290, "days": 2}),
    ),
    "no offer and no substitute": (
        step("a", "best_offer", sku="KON-CHN"),
        "nobody offers KON-CHN",
    ),
    "the stock of a branch": (
        step("a", "stock_in", city="Oslo", sku="TER-CHN"),
        Done({"city": "Oslo", "sku": "TER-CHN", "pieces": 0, "whom_to_ask": "Bergen"}),
    ),
    "a branch that knows nothing": (
        step("a", "stock_in", city="Paris", sku="TER-CHN"),
        "Paris knows nothing of TER-CHN",
    ),
    "days over a weekend": (
        step("a", "arrival", ordered="2026-03-06", days=[1, 3]),
        Done({"date": "2026-03-11"}),
    ),
    "no days": (
        step("a", "arrival", ordered="2026-03-06", days=[0]),
        Done({"date": "2026-03-06"}),
    ),
}


@pytest.mark.parametrize(("asked", "expected"), CALLS.values(), ids=CALLS.keys())
async def test_the_workshop_answers(asked: Mapping[str, object], expected: Outcome | str) -> None:
    with closing(Workshop()) as workshop:
        caller = ToolCaller(workshop_tools(workshop), telemetry=Telemetry("test"))
        outcome = await caller.run_step(Step.model_validate(asked), {})
    assert (outcome.sentence if isinstance(outcome, Failed) else outcome) == expected
