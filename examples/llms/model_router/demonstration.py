"""What the example prints, step by step: routes, the analyser, fallbacks, and the trial."""

from collections.abc import Awaitable, Callable, Mapping
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

from llmkit import Message, Tool
from llmkit.testing import plain_image

from examples.llms.model_router.candidates import Candidate, load_catalogue
from examples.llms.model_router.complexity import complexity_of
from examples.llms.model_router.fallback_steps import failures, outage
from examples.llms.model_router.labelled_set import (
    Labelled,
    choose_threshold,
    errors_of,
    judge_at,
    load_labelled,
)
from examples.llms.model_router.model_router import NoRouteError, Router, RouteRequest
from examples.llms.model_router.proportions import Tally, wilson_interval
from examples.llms.model_router.trial_steps import peeking, trial

HERE = Path(__file__).parent

SEARCH = Tool("search", "Search the web.")
SIMPLE = "What is the capital of Portugal?"
HARD = (
    "Compare event sourcing with plain tables for an order system that must keep an audit trail "
    "for ten years. Which one do you recommend, and why?"
)


def labelled(half: str) -> list[Labelled]:
    """Return one half of the labelled requests."""
    return [each for each in load_labelled(HERE / "labelled_requests.csv") if each.half == half]


def make_router() -> Router:
    """Return a router over the catalogue, its threshold chosen on the tuning half."""
    models = load_catalogue(HERE / "catalogue.csv")
    return Router(models, threshold=choose_threshold(labelled("tuning")))


def asked(text: str) -> list[Message]:
    """Return a conversation of one question."""
    return [Message.user(text)]


def shown(text: str) -> list[Message]:
    """Return a conversation of one question about a picture."""
    return [Message.user(text, images=[plain_image()])]


REQUESTS: Mapping[str, RouteRequest] = MappingProxyType(
    {
        "a simple question": RouteRequest(asked(SIMPLE)),
        "the same, with a tool": RouteRequest(asked(SIMPLE), tools=[SEARCH]),
        "the same, with a picture": RouteRequest(shown(SIMPLE)),
        "600,000 letters of text": RouteRequest(asked("word " * 120_000)),
        "a hard question": RouteRequest(asked(HARD)),
        "the same, for half a cent": RouteRequest(asked(HARD), most_dollars=Decimal("0.005")),
        "a simple one, large wished": RouteRequest(asked(SIMPLE), model="large"),
        "a picture for nano": RouteRequest(shown(SIMPLE), model="nano"),
        "a hard one for nothing": RouteRequest(asked(HARD), most_dollars=Decimal("0.0001")),
    }
)


async def routes() -> str:
    """Return where each request goes, and why."""
    router = make_router()
    lines = []
    for name, request in REQUESTS.items():
        try:
            route = router.choose(request)
        except NoRouteError as error:
            lines.append(f"{name:27} no route: {error.detail}")
        else:
            order = " > ".join(each.name for each in route.order)
            lines.append(f"{name:27} ${route.dollars:.4f}  {order} ({route.reason})")
    return "\n".join(lines)


async def complexity() -> str:
    """Return what the analyser says of some requests, and how often it is wrong."""
    threshold = choose_threshold(labelled("tuning"))
    lines = []
    for text in (SIMPLE, HARD, "Prove that the square root of 2 is irrational."):
        found = complexity_of(text)
        lines.append(f"{found.score:5.2f}  {text[:46]:46}  {found.explained()}")
    lines.append(f"\nhard from {threshold:g} points on, chosen on the tuning half")
    for half in ("tuning", "held out"):
        errors = errors_of(judge_at(threshold), labelled(half))
        interval = wilson_interval(Tally(errors.wrong, errors.requests))
        lines.append(
            f"{half:9} {errors.wrong} of {errors.requests} wrong "
            f"({errors.missed} missed, {errors.needless} needless), "
            f"95 % interval {interval.low:.0%} to {interval.high:.0%}"
        )
    misjudged = (
        each for each in labelled("held out") if judge_at(threshold)(each.text) != each.label
    )
    lines += [f"  {each.label:6} {each.text[:70]}" for each in misjudged]
    return "\n".join(lines)


async def savings() -> str:
    """Return what the held-out requests cost with one model for all, and with routes."""
    models = load_catalogue(HERE / "catalogue.csv")
    router = make_router()
    requests = [RouteRequest(asked(each.text)) for each in labelled("held out")]
    large, small = (by_name(models, name) for name in ("large", "small"))
    rows = {
        "large for all": sum_of(requests, lambda _: large),
        "small for all": sum_of(requests, lambda _: small),
        "routed": sum_of(requests, lambda request: router.choose(request).order[0]),
    }
    lines = [f"{name:14} ${dollars:.4f}" for name, dollars in rows.items()]
    priced_on = min(each.priced_on for each in models)
    return "\n".join([f"{len(requests)} requests, invented prices of {priced_on}", *lines])


def sum_of(requests: list[RouteRequest], choose: Callable[[RouteRequest], Candidate]) -> Decimal:
    """Return what requests cost at the most, each with the model that is chosen for it."""
    dollars = (
        choose(each).dollars_for(each.tokens_in, each.max_output_tokens) for each in requests
    )
    return sum(dollars, Decimal(0))


def by_name(candidates: tuple[Candidate, ...], name: str) -> Candidate:
    """Return the candidate of a name."""
    return next(each for each in candidates if each.name == name)


STEPS: Mapping[str, Callable[[], Awaitable[str]]] = MappingProxyType(
    {
        "complexity": complexity,
        "routes": routes,
        "savings": savings,
        "failures": failures,
        "outage": outage,
        "trial": trial,
        "peeking": peeking,
    }
)
"""The name of each step, as the command line takes it."""
