"""A contract that every agent keeps, wrapped or not, over two versions of the library."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from llmkit import (
    ChatModel,
    Fault,
    Message,
    Reply,
    Script,
    SimulatedChatModel,
    UnavailableError,
    chat_model,
)
from llmkit.testing import run_program
from llmkit.wire import WireServer

from examples.agents.custom_agent import agent_library, agent_library_next
from examples.agents.custom_agent.agent_library import Agent, Answer
from examples.agents.custom_agent.by_override import MaskedByOverride, MaskedByOverrideNext
from examples.agents.custom_agent.custom_agent import (
    Approved,
    Entry,
    Logged,
    Masked,
    mask_cards,
    promises_something,
    support_agent,
)
from examples.agents.custom_agent.demonstration import QUESTIONS, VERSIONS, what_the_model_sees

HERE = Path(__file__).parent
CARD = "4111 1111 1111 1111"

Make = Callable[[ChatModel], Agent]


def this_version(model: ChatModel) -> Agent:
    return agent_library.ChatAgent(model, instructions="Be brief.")


def next_version(model: ChatModel) -> Agent:
    return agent_library_next.ChatAgent(model, instructions="Be brief.")


# Whoever takes an Agent may be given any of these.
AGENTS: dict[str, Make] = {
    "this version": this_version,
    "next version": next_version,
    "masked": lambda model: Masked(this_version(model)),
    "approved": lambda model: Approved(this_version(model)),
    "logged": lambda model: Logged(this_version(model), []),
    "all three": lambda model: support_agent(this_version(model), []),
    "all three, next version": lambda model: support_agent(next_version(model), []),
    "override": lambda model: MaskedByOverride(model, instructions="Be brief."),
}
EVERY_AGENT = pytest.mark.parametrize("make", AGENTS.values(), ids=AGENTS.keys())


@EVERY_AGENT
async def test_every_agent_answers_with_what_the_model_said(make: Make) -> None:
    model = SimulatedChatModel(script=Script.of("It left on Monday."))
    assert await make(model).run("Where is it?") == Answer("It left on Monday.")


@EVERY_AGENT
async def test_every_agent_passes_errors_on_as_they_are(make: Make) -> None:
    model = SimulatedChatModel(script=Script.of(Reply(fault=Fault("overloaded"))))
    with pytest.raises(UnavailableError):
        await make(model).run("Where is it?")


@EVERY_AGENT
async def test_every_agent_keeps_its_name(make: Make) -> None:
    assert make(SimulatedChatModel()).name == "chat"


@EVERY_AGENT
async def test_every_agent_serves_many_tasks_at_once(make: Make) -> None:
    def echo(messages: Sequence[Message]) -> Reply:
        return Reply(messages[-1].content)

    agent = make(SimulatedChatModel(script=Script(otherwise=echo)))
    answers = await asyncio.gather(*(agent.run(f"task {n}") for n in range(20)))
    assert [answer.text for answer in answers] == [f"task {n}" for n in range(20)]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (f"card {CARD}, please", "card [card ending in 1111], please"),
        ("4111-1111-1111-1111", "[card ending in 1111]"),
        ("4111111111111111", "[card ending in 1111]"),
        ("order 1001 of 2026-03-05", "order 1001 of 2026-03-05"),
        ("123456789012", "123456789012"),
        ("", ""),
    ],
)
def test_card_numbers_are_masked_and_others_are_not(text: str, masked: str) -> None:
    assert mask_cards(text) == masked


@pytest.mark.parametrize(
    ("text", "promise"),
    [
        ("We will refund you.", True),
        ("A replacement is on its way.", True),
        ("Compensation is due.", True),
        ("It left on Monday.", False),
    ],
)
def test_promises_need_a_person(text: str, promise: bool) -> None:
    assert promises_something(Answer(text)) is promise


async def test_what_is_held_back_inside_stays_held_back() -> None:
    model = SimulatedChatModel(script=Script.of("We will refund you."))
    agent = Approved(Approved(this_version(model)), needs_person=lambda _: False)
    assert await agent.run("Money!") == Answer("We will refund you.", final=False)


async def test_the_log_never_sees_a_card_number() -> None:
    log: list[Entry] = []
    replies = Script.of("We will refund you.", Reply(fault=Fault("overloaded")))
    agent = support_agent(this_version(SimulatedChatModel(script=replies)), log)
    await agent.run(f"My card is {CARD}.")
    with pytest.raises(UnavailableError):
        await agent.run("Hello?")
    assert log == [
        Entry("chat", "My card is [card ending in 1111].", "held back"),
        Entry("chat", "Hello?", "unavailable"),
    ]


async def test_a_wrapper_does_not_notice_the_next_version_and_an_override_stops_working() -> None:
    seen = {name: CARD in await what_the_model_sees(make) for name, make in VERSIONS.items()}
    assert seen == {
        "wrapped, this version": False,
        "wrapped, next version": False,
        "override, this version": False,
        "override, next version": True,
    }


async def test_the_override_would_mask_if_anybody_called_it() -> None:
    agent = MaskedByOverrideNext(SimulatedChatModel(), instructions="Be brief.")
    assert await agent._ask(CARD) == "[card ending in 1111]"


async def test_the_next_version_asks_again_after_silence() -> None:
    model = SimulatedChatModel(script=Script.of("", "Here I am."))
    assert await next_version(model).run("Hello?") == Answer("Here I am.")


@pytest.mark.parametrize("provider", ["openai", "anthropic", "ollama"])
async def test_the_support_agent_runs_through_a_real_sdk(provider: str) -> None:
    with WireServer(Script.of("We will refund you.")) as server:
        base_url = server.base_url(provider)
        async with chat_model(provider, api_key="wire", base_url=base_url) as model:
            answer = await support_agent(this_version(model), []).run(QUESTIONS[1])
        assert CARD not in str(server.requests[0].body)
    assert answer == Answer("We will refund you.", final=False)


def test_the_program_prints_what_is_recorded() -> None:
    recorded = (HERE / "expected.txt").read_text(encoding="utf-8")
    assert run_program("examples.agents.custom_agent") == recorded
