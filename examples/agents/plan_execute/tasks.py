"""Six tasks, and for each what a model that makes no needless move would say in either way."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from llmkit import Message, Reply, Script, ToolCall

from examples.agents.plan_execute.scripted import (
    BETTER_PLAN,
    FIRST_PLAN,
    GOAL,
    plan_reply,
    results_in,
    step,
)

Call = tuple[str, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Task:
    """A task and the two ways to do it."""

    name: str
    """What is typical of it."""
    goal: str
    """The task, in words for the model."""
    turns: Sequence[tuple[str, Sequence[Call]]]
    """Step by step: a thought and the calls that can be made at that point."""
    plans: Sequence[Sequence[Mapping[str, object]]]
    """By plans, one after the other."""
    open_ended: bool = False
    """Whether what a plan finds decides about the next; else only a failure calls for another."""

    def turns_script(self) -> Script:
        """Return what the model says when it acts in turn."""
        replies = tuple(
            Reply(
                thought,
                tuple(
                    ToolCall(f"call_{turn}_{number}", tool, json.dumps(arguments))
                    for number, (tool, arguments) in enumerate(calls)
                ),
            )
            for turn, (thought, calls) in enumerate(self.turns)
        )
        return Script(replies, otherwise=lambda messages: _answer(json.loads(messages[-1].content)))

    def plans_script(self) -> Script:
        """Return what the model says when it plans."""
        last = len(self.plans) - 1
        replies = tuple(
            plan_reply(plan, enough=not self.open_ended or number == last)
            for number, plan in enumerate(self.plans)
        )
        return Script(replies, otherwise=_answer_from_results)


def _answer(found: object) -> Reply:
    return Reply(f"What was found last is {json.dumps(found)}.")


def _answer_from_results(messages: Sequence[Message]) -> Reply:
    return _answer(list(results_in(messages).values())[-1])


def _stock(sku: str, city: str = "Oslo") -> Call:
    return "stock_in", {"city": city, "sku": sku}


def _find(bicycle: str, part: str) -> Call:
    return "find_part", {"bicycle": bicycle, "part": part}


def _offer(sku: str) -> Call:
    return "best_offer", {"sku": sku}


def _arrival(*days: int) -> Call:
    return "arrival", {"ordered": "2026-03-05", "days": days}


CHAIN = Task(
    "a chain of three",
    "When are brake pads for a Tern S8 here if we order on 2026-03-05?",
    [
        ("I need the article first.", [_find("Tern S8", "brake pads")]),
        ("Now the offer.", [_offer("TER-PAD")]),
        ("Two working days from then.", [_arrival(2)]),
    ],
    [
        [
            step("find", "find_part", bicycle="Tern S8", part="brake pads"),
            step("offer", "best_offer", sku="$find.sku"),
            step("last", "arrival", ordered="2026-03-05", days=["$offer.days"]),
        ]
    ],
)
"""One task in full; the others are written alike."""

TASKS = (
    Task(
        "one look-up",
        "How many TER-PAD are there in Oslo?",
        [("I look it up.", [_stock("TER-PAD")])],
        [[step("pads", "stock_in", city="Oslo", sku="TER-PAD")]],
    ),
    Task(
        "three look-ups",
        "How many TER-PAD, KON-PAD and UNI-PAD are there in Oslo?",
        [
            (
                "I look all three up at once.",
                [_stock("TER-PAD"), _stock("KON-PAD"), _stock("UNI-PAD")],
            )
        ],
        [
            [
                step("tern", "stock_in", city="Oslo", sku="TER-PAD"),
                step("kona", "stock_in", city="Oslo", sku="KON-PAD"),
                step("universal", "stock_in", city="Oslo", sku="UNI-PAD"),
            ]
        ],
    ),
    CHAIN,
    Task(
        "two chains",
        "What do brake pads and a chain for a Tern S8 cost, and when are both here if we order on "
        "2026-03-05?",
        [
            (
                "I need both articles.",
                [_find("Tern S8", "brake pads"), _find("Tern S8", "chain")],
            ),
            ("Now both offers.", [_offer("TER-PAD"), _offer("TER-CHN")]),
            ("Sum and date.", [("add", {"numbers": [1290, 2400]}), _arrival(2, 3)]),
        ],
        [
            [
                step("find_pads", "find_part", bicycle="Tern S8", part="brake pads"),
                step("find_chain", "find_part", bicycle="Tern S8", part="chain"),
                step("pads", "best_offer", sku="$find_pads.sku"),
                step("chain", "best_offer", sku="$find_chain.sku"),
                step("cost", "add", numbers=["$pads.price_cents", "$chain.price_cents"]),
                step("last", "arrival", ordered="2026-03-05", days=["$pads.days", "$chain.days"]),
            ]
        ],
    ),
    Task(
        "a step that fails",
        GOAL,
        [
            (
                "I need both articles.",
                [_find("Tern S8", "brake pads"), _find("Kona Dew", "brake pads")],
            ),
            ("Now both offers.", [_offer("TER-PAD"), _offer("KON-PAD")]),
            ("UNI-PAD fits as well.", [_offer("UNI-PAD")]),
            ("Sum and date.", [("add", {"numbers": [1290, 980]}), _arrival(2, 4)]),
        ],
        [FIRST_PLAN, BETTER_PLAN],
    ),
    Task(
        "a trail to follow",
        "Which branch has a TER-CHN? Begin in Oslo; each branch names the next to ask.",
        [
            ("I begin in Oslo.", [_stock("TER-CHN")]),
            ("None, Oslo names Bergen.", [_stock("TER-CHN", "Bergen")]),
            ("None, Bergen names Trondheim.", [_stock("TER-CHN", "Trondheim")]),
        ],
        [
            [step("oslo", "stock_in", city="Oslo", sku="TER-CHN")],
            [step("bergen", "stock_in", city="Bergen", sku="TER-CHN")],
            [step("trondheim", "stock_in", city="Trondheim", sku="TER-CHN")],
        ],
        open_ended=True,
    ),
)
"""From the one that needs no plan to the one that no plan can foresee."""
