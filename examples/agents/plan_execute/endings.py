"""Models that plan badly, each in its own way, and what ends the run."""

import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count
from types import MappingProxyType

from llmkit import Fault, Message, Profile, Reply, Script, SimulatedChatModel

from examples.agents.plan_execute.build import build_agent
from examples.agents.plan_execute.plan_execute import Finished, Limits
from examples.agents.plan_execute.scripted import FIRST_PLAN, plan_reply, step
from examples.agents.plan_execute.workshop import Workshop, workshop_tools

BAD_PLAN = (
    step("find", "find_part", bicycle="Kona Dew"),
    step("offer", "cheapest_offer", sku="$find.sku"),
    step("one", "add", numbers=["$other.sum", "$chain.price_cents"]),
    step("other", "add", numbers=["$one.sum"]),
)
"""A missing argument, a tool and a step that do not exist, two steps that wait for each other."""

SAME_AGAIN = (step("offer_again", "best_offer", sku="KON-PAD"),)
"""What failed in the first plan, under another name."""

PADS = (step("pads", "stock_in", city="Oslo", sku="TER-PAD"),)
"""A plan that works."""


@dataclass(frozen=True, slots=True)
class Case:
    """A model and the limits that it runs into."""

    script: Script
    """What the model says."""
    limits: Limits = field(default_factory=Limits)
    """What it may take."""
    latency: float = 0.0
    """How long it thinks, in seconds."""


def _never_enough() -> Script:
    """Return a model that always wants to know one thing more."""
    numbers = count(1)

    def one_more(_: Sequence[Message]) -> Reply:
        number = next(numbers)
        return plan_reply([step(f"sum_{number}", "add", numbers=[number])], enough=False)

    return Script(otherwise=one_more)


def cases() -> Mapping[str, Case]:
    """Return the cases; new scripts each time, for one of them counts."""
    answer = Reply("There are 6.")
    again = Script.of(plan_reply(FIRST_PLAN), plan_reply(SAME_AGAIN))
    return MappingProxyType(
        {
            "mends its plan": Case(Script.of(plan_reply(BAD_PLAN), plan_reply(PADS), answer)),
            "keeps its bad plan": Case(Script.of(plan_reply(BAD_PLAN), plan_reply(BAD_PLAN))),
            "makes no plan": Case(Script.of(Reply("I would begin with the pads.", times=2))),
            "repeats what failed": Case(again),
            "never has enough": Case(_never_enough(), Limits(cycles=3)),
            "is slow": Case(Script.of(plan_reply(PADS)), Limits(seconds=0.05), latency=60.0),
            "is down": Case(Script.of(Reply(fault=Fault("overloaded")))),
            "cuts its answer": Case(
                Script.of(plan_reply(PADS), Reply("There ar", finish_reason="length"))
            ),
        }
    )


async def run_case(case: Case) -> Finished:
    """Run an agent over the model of a case."""
    model = SimulatedChatModel(script=case.script, profile=Profile(latency=case.latency))
    with closing(Workshop()) as workshop:
        agent = build_agent(model, workshop_tools(workshop), limits=case.limits)
        return await agent.run("How many TER-PAD are there in Oslo?")


async def ending_lines() -> list[str]:
    """Return a line for each case: the model, how many plans it made, the code, the sentence."""
    lines = []
    for name, case in cases().items():
        finished = await run_case(case)
        lines.append(
            f"{name:20} {len(finished.cycles)} {finished.stop.code:13} {_short(str(finished.stop))}"
        )
    return lines


def _short(text: str, *, width: int = 70) -> str:
    return text if len(text) <= width else f"{text[: width - 3]}..."


def as_json(steps: Sequence[Mapping[str, object]]) -> str:
    """Return a plan as a model writes it, a step a line."""
    return "\n".join(json.dumps(each) for each in steps)
