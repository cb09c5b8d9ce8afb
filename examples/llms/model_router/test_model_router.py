"""Routes: who is able, who is strong enough, what it costs, and what the caller may insist on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from llmkit import Message, Script, SimulatedChatModel, Tool
from llmkit.testing import plain_image

from examples.llms.model_router.candidates import Candidate, load_catalogue
from examples.llms.model_router.complexity import Complexity
from examples.llms.model_router.health_memory import HealthMemory
from examples.llms.model_router.model_router import (
    NoRouteError,
    Router,
    RouteRequest,
    chain_for,
    cost_of,
    why_not,
)

HERE = Path(__file__).parent
CATALOGUE = load_catalogue(HERE / "catalogue.csv")
SEARCH = Tool("search", "Search the web.")
SIMPLE = [Message.user("What is the capital of Portugal?")]
HARD = [Message.user("Compare two plans that must work without a network, and recommend one.")]
TODAY = date(2026, 11, 1)
CHEAP = Candidate("cheap", 1, Decimal(1), Decimal(1), TODAY, 1000, tools=False, vision=False)
STRONG = replace(CHEAP, name="strong", strength=2, dollars_in=Decimal(9), dollars_out=Decimal(9))


def shown(messages: Sequence[Message], pictures: int = 1) -> list[Message]:
    return [replace(each, images=(plain_image(),) * pictures) for each in messages]


def router(*candidates: Candidate) -> Router:
    return Router(candidates or CATALOGUE, threshold=2.5)


def names(request: RouteRequest, *candidates: Candidate) -> list[str]:
    return [each.name for each in router(*candidates).choose(request).order]


@pytest.mark.parametrize(
    ("request_", "order"),
    [
        (RouteRequest(SIMPLE), ["nano", "small", "long", "large", "large-too"]),
        (RouteRequest(SIMPLE, tools=[SEARCH]), ["small", "long", "large", "large-too"]),
        (RouteRequest(shown(SIMPLE, 2)), ["small", "large", "large-too"]),
        (RouteRequest(HARD), ["large", "large-too", "nano", "small", "long"]),
        (RouteRequest(shown(HARD)), ["large", "large-too", "small"]),
        (RouteRequest(HARD, most_dollars=Decimal("0.001")), ["nano", "small"]),
        (RouteRequest(SIMPLE, model="large-too"), ["large-too", "nano", "small", "long", "large"]),
        (RouteRequest([Message.user("w " * 320_000)]), ["long", "large", "large-too"]),
        (RouteRequest([Message.user("w " * 400_000)]), ["long"]),
    ],
    ids=["simple", "tools", "vision", "hard", "hard and vision", "poor", "wish", "long", "longest"],
)
def test_each_request_has_its_order(request_: RouteRequest, order: list[str]) -> None:
    assert names(request_) == order


@pytest.mark.parametrize(
    ("request_", "reason"),
    [
        (RouteRequest(SIMPLE), "looks simple: cheapest"),
        (RouteRequest(HARD), "looks hard: cheapest strong model"),
        (
            RouteRequest(HARD, most_dollars=Decimal("0.001")),
            "looks hard, but a strong model costs too much",
        ),
        (RouteRequest(HARD, model="nano"), "asked for by name"),
    ],
)
def test_a_route_says_why(request_: RouteRequest, reason: str) -> None:
    assert router().choose(request_).reason == reason


def test_a_wish_is_above_the_price_and_the_difficulty() -> None:
    request = RouteRequest(SIMPLE, model="large", most_dollars=Decimal("0.0003"))
    route = router().choose(request)
    # Those that stand in for it are held to the price.
    assert [each.name for each in route.order] == ["large", "nano"]
    assert route.dollars > Decimal("0.0003")


@pytest.mark.parametrize(
    ("request_", "detail"),
    [
        (RouteRequest(SIMPLE, model="larg"), "there is no model 'larg'; did you mean 'large'?"),
        (RouteRequest(SIMPLE, model="zzz"), "there is no model 'zzz'"),
        (RouteRequest(shown(SIMPLE), model="nano"), "nano was asked for and is not able"),
        (RouteRequest(SIMPLE, most_dollars=Decimal(0)), "the cheapest, nano, costs $0.0002"),
    ],
)
def test_what_cannot_be_routed_says_why(request_: RouteRequest, detail: str) -> None:
    with pytest.raises(NoRouteError) as raised:
        router().choose(request_)
    assert raised.value.detail == detail


def test_when_nobody_is_able_every_reason_is_told() -> None:
    with pytest.raises(NoRouteError) as raised:
        router(CHEAP, STRONG).choose(RouteRequest(SIMPLE, tools=[SEARCH]))
    assert raised.value.detail == "cheap: it cannot call tools; strong: it cannot call tools"
    with pytest.raises(NoRouteError, match="the catalogue is empty"):
        Router([], threshold=1.0).choose(RouteRequest(SIMPLE))


@pytest.mark.parametrize(
    ("request_", "reason"),
    [
        (RouteRequest(SIMPLE), ""),
        (RouteRequest(SIMPLE, tools=[SEARCH]), "it cannot call tools"),
        (RouteRequest(shown(SIMPLE)), "it cannot see pictures"),
        (RouteRequest(SIMPLE, max_output_tokens=990), "1003 tokens do not fit into 1000"),
    ],
)
def test_abilities(request_: RouteRequest, reason: str) -> None:
    assert why_not(CHEAP, request_) == reason


def test_the_cost_counts_what_is_sent_and_what_may_be_written() -> None:
    request = RouteRequest([Message.user("x" * 388)], max_output_tokens=200)
    assert request.tokens_in == 100
    dear = replace(CHEAP, dollars_in=Decimal(2), dollars_out=Decimal(10))
    assert cost_of(dear, request) == Decimal("0.0022")


def test_a_picture_of_any_turn_is_counted_and_paid_for() -> None:
    talk = [*shown(SIMPLE), Message.assistant("Lisbon."), Message.user("Sure?")]
    assert RouteRequest(talk).pictures == 1
    without = [replace(each, images=()) for each in talk]
    # Eight by eight pixels are one token by the rule of the simulated provider.
    assert RouteRequest(talk).tokens_in == RouteRequest(without).tokens_in + 1


def test_only_the_last_question_is_judged() -> None:
    talk = [*HARD, Message.assistant("The first."), Message.user("Thanks.")]
    assert names(RouteRequest(talk), STRONG, CHEAP)[0] == "cheap"


@given(
    tools=st.booleans(),
    pictures=st.integers(0, 2),
    tokens=st.integers(1, 1_100_000),
    score=st.floats(0, 10),
    most=st.none() | st.decimals(0, 1, places=4),
)
def test_a_route_is_always_able_and_within_the_price(
    tools: bool, pictures: int, tokens: int, score: float, most: Decimal | None
) -> None:
    request = RouteRequest(
        shown([Message.user("x" * 4 * tokens)], pictures),
        tools=[SEARCH] if tools else [],
        most_dollars=most,
    )
    able = [each for each in CATALOGUE if not why_not(each, request)]
    possible = [each for each in able if most is None or cost_of(each, request) <= most]
    judged = Router(CATALOGUE, threshold=2.5, analyse=lambda _: Complexity(score, {}))
    if not possible:
        with pytest.raises(NoRouteError):
            judged.choose(request)
        return
    order = judged.choose(request).order
    assert sorted(order, key=id) == sorted(possible, key=id)
    strong = [each for each in possible if each.strength == 2]
    if score >= 2.5 and strong:
        assert order[0].strength == 2


async def test_a_route_becomes_a_model() -> None:
    models = {each.name: SimulatedChatModel(script=Script.of(each.name)) for each in CATALOGUE}
    route = router().choose(RouteRequest(HARD))
    chain = chain_for(route, models, HealthMemory())
    assert chain.model == "large > large-too > nano > small > long"
    assert (await chain.complete(HARD)).text == "large"


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ("name,strength\nnano,1\n", "dollars_in"),
        ((HERE / "catalogue.csv").read_text().replace("0.05", "cheap"), "dollars_in"),
        ((HERE / "catalogue.csv").read_text().replace("large-too", "large"), "the same name"),
    ],
    ids=["columns that are missing", "a price that is none", "a name that stands twice"],
)
def test_a_catalogue_must_be_whole(tmp_path: Path, rows: str, reason: str) -> None:
    path = tmp_path / "catalogue.csv"
    path.write_text(rows)
    with pytest.raises(ValueError, match=reason):
        load_catalogue(path)
