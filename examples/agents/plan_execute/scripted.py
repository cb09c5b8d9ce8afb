"""What the simulated model says: two plans, and an answer made from what the tools have found."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from llmkit import ChatModel, Message, Reply, Script, ToolCall, chat_model

GOAL = (
    "A customer brings a Tern S8 and a Kona Dew. What do brake pads for both cost us, and when is "
    "the last of them here if we order on 2026-03-05?"
)


def step(name: str, tool: str, **arguments: object) -> dict[str, object]:
    """Return a step as a model writes it."""
    return {"id": name, "tool": tool, "arguments": arguments}


FIRST_PLAN = (
    step("find_tern", "find_part", bicycle="Tern S8", part="brake pads"),
    step("find_kona", "find_part", bicycle="Kona Dew", part="brake pads"),
    step("offer_tern", "best_offer", sku="$find_tern.sku"),
    step("offer_kona", "best_offer", sku="$find_kona.sku"),
    step("cost", "add", numbers=["$offer_tern.price_cents", "$offer_kona.price_cents"]),
    step("last", "arrival", ordered="2026-03-05", days=["$offer_tern.days", "$offer_kona.days"]),
)
"""The obvious plan; nobody offers pads for the Kona, so half of it fails."""

BETTER_PLAN = (
    step("offer_uni", "best_offer", sku="UNI-PAD"),
    step("cost", "add", numbers=["$offer_tern.price_cents", "$offer_uni.price_cents"]),
    step("last", "arrival", ordered="2026-03-05", days=["$offer_tern.days", "$offer_uni.days"]),
)
"""The rest of it, by a way around what failed; it uses what the first plan has found."""


def plan_reply(steps: Sequence[Mapping[str, object]], *, enough: bool = True) -> Reply:
    """Return a reply that hands in a plan."""
    plan = json.dumps({"steps": list(steps), "enough": enough})
    return Reply(tool_calls=(ToolCall("call_1", "submit_plan", plan),))


def the_script() -> Script:
    """Return the two plans and the answer."""
    return Script(
        replies=(plan_reply(FIRST_PLAN), plan_reply(BETTER_PLAN)), otherwise=answer_from_results
    )


def open_model() -> ChatModel:
    """Return the model of `LLMKIT_PROVIDER`, or the simulated one with the script above."""
    return chat_model(script=the_script())


def results_in(messages: Sequence[Message]) -> Any:
    """Return the results that a request for an answer holds."""
    return json.loads(messages[-1].content.split("Results: ", 1)[1])


def answer_from_results(messages: Sequence[Message]) -> Reply:
    """Say what the tools have found, so that the answer depends on what really ran."""
    results = results_in(messages)
    cents, day = results["cost"]["sum"], results["last"]["date"]
    return Reply(f"Both together cost {cents / 100:.2f}, and the last is here on {day}.")
