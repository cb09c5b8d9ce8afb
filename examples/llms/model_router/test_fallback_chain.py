"""Who is asked after whom, by the type of the error, in memory and through the SDKs."""

import asyncio
import logging

import pytest
from llmkit import (
    ContextLengthError,
    Fault,
    LLMKitError,
    Message,
    Profile,
    Reply,
    Script,
    SimulatedChatModel,
)
from llmkit.errors import (
    AuthenticationError,
    ConfigurationError,
    ConnectionFailedError,
    ContentFilteredError,
    InvalidRequestError,
    MalformedReplyError,
    ModelNotFoundError,
    PermanentError,
    RateLimitError,
    RequestTimeoutError,
    RetriesExhaustedError,
    ScriptExhaustedError,
    UnavailableError,
)
from llmkit.script import FaultKind
from llmkit.testing import ManualClock

from examples.llms.model_router.fallback_chain import (
    AllModelsFailedError,
    FallbackChatModel,
    Fate,
    Link,
    fate_of,
)
from examples.llms.model_router.fallback_steps import patience_with, two_providers
from examples.llms.model_router.health_memory import HealthMemory, RestPolicy

ASKED = [Message.user("Hello?")]


def failing(kind: FaultKind, *, retry_after: float | None = None) -> SimulatedChatModel:
    fault = Fault(kind, retry_after=retry_after)
    return SimulatedChatModel(script=Script(otherwise=lambda _: Reply(fault=fault)))


def answering(text: str = "Yes.") -> SimulatedChatModel:
    return SimulatedChatModel(script=Script(otherwise=lambda _: Reply(text)))


def chain_of(*models: SimulatedChatModel, health: HealthMemory | None = None) -> FallbackChatModel:
    links = [Link(f"model-{n}", model, 1000) for n, model in enumerate(models)]
    return FallbackChatModel(links, health or HealthMemory())


@pytest.mark.parametrize(
    ("error", "fate"),
    [
        (RateLimitError("x"), Fate.NEXT),
        (RequestTimeoutError("x"), Fate.NEXT),
        (UnavailableError("x"), Fate.NEXT),
        (ConnectionFailedError("x"), Fate.NEXT),
        (RetriesExhaustedError("x", 4), Fate.NEXT),
        (MalformedReplyError("x"), Fate.NEXT),
        (AuthenticationError("x"), Fate.REST),
        (ModelNotFoundError("x"), Fate.REST),
        (ContextLengthError("x"), Fate.LARGER),
        # The parent of ContextLengthError must not inherit the fate of its child.
        (InvalidRequestError("x"), Fate.STOP),
        (ContentFilteredError("x"), Fate.STOP),
        (PermanentError("x"), Fate.STOP),
        (ConfigurationError("x"), Fate.STOP),
    ],
)
def test_each_error_has_the_fate_of_its_nearest_class(error: LLMKitError, fate: Fate) -> None:
    assert fate_of(error) is fate


async def test_a_healthy_first_model_is_the_only_one_asked() -> None:
    first, second = answering("First."), answering()
    assert (await chain_of(first, second).complete(ASKED)).text == "First."
    assert not second.requests


OUTCOMES: dict[FaultKind, type[LLMKitError] | None] = {
    "authentication": None,
    "connection_cut": None,
    "malformed": None,
    "model_not_found": None,
    "overloaded": None,
    "rate_limit": None,
    "server_error": None,
    "stall": None,
    "context_length": None,
    "content_filter": ContentFilteredError,
    "invalid_request": InvalidRequestError,
}


@pytest.mark.parametrize(("kind", "raised"), OUTCOMES.items())
async def test_each_failure_over_the_wire(
    kind: FaultKind, raised: type[LLMKitError] | None
) -> None:
    script = Script.of(Reply(fault=Fault(kind)))
    async with two_providers(script) as (links, one, other):
        chain = FallbackChatModel(links, HealthMemory())
        if raised:
            with pytest.raises(raised):
                await chain.complete(ASKED, timeout=patience_with(kind))
        else:
            assert (await chain.complete(ASKED, timeout=patience_with(kind))).text == "Yes."
        assert (len(one.requests), len(other.requests)) == (1, 0 if raised else 1)


async def test_options_reach_the_model_that_replies() -> None:
    second = answering()
    await chain_of(failing("overloaded"), second).complete(ASKED, max_output_tokens=7, stop=["."])
    assert (second.requests[0].max_output_tokens, second.requests[0].stop) == (7, (".",))


async def test_when_all_fail_the_error_names_them() -> None:
    with pytest.raises(AllModelsFailedError) as raised:
        await chain_of(failing("overloaded"), failing("authentication")).complete(ASKED)
    assert [(name, error.code) for name, error in raised.value.failures] == [
        ("model-0", "unavailable"),
        ("model-1", "authentication"),
    ]
    assert isinstance(raised.value.cause, AuthenticationError)
    assert str(raised.value).endswith("model-0 unavailable, model-1 authentication")


async def test_a_conversation_that_is_too_long_goes_to_larger_windows_only() -> None:
    too_small, no_larger, larger = failing("context_length"), answering(), answering("Read.")
    links = [
        Link("too small", too_small, 1000),
        Link("no larger", no_larger, 1000),
        Link("larger", larger, 2000),
    ]
    assert (await FallbackChatModel(links, HealthMemory()).complete(ASKED)).text == "Read."
    assert not no_larger.requests


async def test_too_long_for_all_is_told_as_such() -> None:
    # The user can do something about it, which "no model replied" would hide.
    with pytest.raises(ContextLengthError):
        await chain_of(failing("context_length"), answering()).complete(ASKED)


async def test_each_step_down_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="fallback"):
        await chain_of(failing("stall"), answering()).complete(ASKED, timeout=0.01)
    assert [record.getMessage() for record in caplog.records] == ["fell back from model-0: timeout"]


async def test_a_mistake_of_ours_is_not_caught() -> None:
    def broken(_: object) -> Reply:
        raise KeyError("ours")

    second = answering()
    first = SimulatedChatModel(script=Script(otherwise=broken))
    with pytest.raises(KeyError):
        await chain_of(first, second).complete(ASKED)
    assert not second.requests


async def test_a_set_up_that_is_wrong_stops_the_chain() -> None:
    second = answering()
    with pytest.raises(ScriptExhaustedError):
        await chain_of(SimulatedChatModel(script=Script()), second).complete(ASKED)
    assert not second.requests


async def text_of(chain: FallbackChatModel) -> str:
    return "".join([chunk.text async for chunk in chain.stream(ASKED)])


async def test_a_stream_falls_back_before_its_first_chunk() -> None:
    assert await text_of(chain_of(failing("overloaded"), answering("All of it."))) == "All of it."


async def test_a_stream_that_has_begun_is_not_begun_again() -> None:
    breaks = Reply("One two three.", fault=Fault("connection_cut", after_tokens=2))
    first = SimulatedChatModel(script=Script(otherwise=lambda _: breaks))
    second, health = answering(), HealthMemory(RestPolicy(failures=1))
    chain = chain_of(first, second, health=health)
    seen: list[str] = []

    async def read() -> None:
        async for chunk in chain.stream(ASKED):
            seen.append(chunk.text)  # noqa: PERF401  # what came before the break is asked for

    with pytest.raises(ConnectionFailedError):
        await read()
    assert (seen, len(second.requests)) == (["One", " two"], 0)
    # It is held against the first all the same, so the next question goes to the second.
    assert await text_of(chain) == "Yes."
    assert len(first.requests) == 1


async def test_a_stream_that_nobody_begins_fails() -> None:
    with pytest.raises(AllModelsFailedError):
        await text_of(chain_of(failing("overloaded"), failing("server_error")))


async def test_a_stream_is_refused_like_a_call() -> None:
    second = answering()
    with pytest.raises(ContentFilteredError):
        await text_of(chain_of(failing("content_filter"), second))
    assert not second.requests


async def test_a_dead_model_is_left_alone_and_tried_again() -> None:
    clock = ManualClock()
    first = failing("overloaded")
    chain = chain_of(first, answering(), health=HealthMemory(now=clock.now))
    for _ in range(10):
        await chain.complete(ASKED)
    assert len(first.requests) == 3
    await clock.sleep(30)
    for _ in range(10):
        await chain.complete(ASKED)
    assert len(first.requests) == 4


async def test_a_wrong_key_rests_at_once() -> None:
    first = failing("authentication")
    chain = chain_of(first, answering())
    for _ in range(5):
        await chain.complete(ASKED)
    assert len(first.requests) == 1


async def test_the_provider_says_how_long_it_rests() -> None:
    clock = ManualClock()
    first = failing("rate_limit", retry_after=7)
    chain = chain_of(first, answering(), health=HealthMemory(now=clock.now))
    await chain.complete(ASKED)
    await clock.sleep(6.9)
    await chain.complete(ASKED)
    assert len(first.requests) == 1
    await clock.sleep(0.2)
    await chain.complete(ASKED)
    assert len(first.requests) == 2


async def test_when_all_rest_nobody_is_asked_and_the_error_says_until_when() -> None:
    clock = ManualClock()
    first, second = failing("authentication"), failing("rate_limit", retry_after=12)
    chain = chain_of(first, second, health=HealthMemory(now=clock.now))
    with pytest.raises(AllModelsFailedError):
        await chain.complete(ASKED)
    with pytest.raises(AllModelsFailedError, match="all rest; ask again in 12 s") as raised:
        await chain.complete(ASKED)
    assert (raised.value.seconds, raised.value.failures, raised.value.cause) == (12, (), None)
    assert (len(first.requests), len(second.requests)) == (1, 1)


async def test_a_refusal_shows_that_a_model_is_well() -> None:
    health = HealthMemory(RestPolicy(failures=2))
    replies = (
        Reply(fault=Fault("overloaded")),
        Reply(fault=Fault("content_filter")),
        Reply(fault=Fault("overloaded")),
        Reply("Here I am."),
    )
    first = SimulatedChatModel(script=Script(replies))
    chain = chain_of(first, answering(), health=health)
    await chain.complete(ASKED)
    with pytest.raises(ContentFilteredError):
        await chain.complete(ASKED)
    await chain.complete(ASKED)
    # Two failures, but not in a row: it does not rest.
    assert (await chain.complete(ASKED)).text == "Here I am."


async def test_many_calls_at_once_send_one_to_a_model_that_has_rested() -> None:
    clock = ManualClock()
    slow = SimulatedChatModel(
        script=Script(otherwise=lambda _: Reply(fault=Fault("overloaded"))),
        profile=Profile(latency=0.001),
    )
    chain = chain_of(slow, answering(), health=HealthMemory(RestPolicy(failures=1), now=clock.now))
    await chain.complete(ASKED)
    await clock.sleep(30)
    replies = await asyncio.gather(*(chain.complete(ASKED) for _ in range(20)))
    assert (len(slow.requests), {reply.text for reply in replies}) == (2, {"Yes."})
