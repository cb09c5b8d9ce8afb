import random
import time
from collections.abc import Iterator

import pytest
import stamina

from llmkit import (
    AuthenticationError,
    ChatModel,
    ConnectionFailedError,
    Fault,
    InvalidRequestError,
    MalformedReplyError,
    Message,
    RateLimitError,
    Reply,
    RequestTimeoutError,
    RetriesExhaustedError,
    RetryPolicy,
    Script,
    SimulatedChatModel,
    UnavailableError,
    collect,
    with_retries,
)
from llmkit.script import FaultKind

HELLO = [Message.user("Hello")]


@pytest.fixture
def no_waits() -> Iterator[None]:
    with stamina.set_testing(True, attempts=10, cap=True):
        yield


def failing(*kinds: FaultKind, then: str = "Made it.") -> SimulatedChatModel:
    return SimulatedChatModel(script=Script.of(*(Reply(fault=Fault(k)) for k in kinds), then))


async def text_of(model: ChatModel, *, streamed: bool) -> str:
    if streamed:
        return (await collect(model.stream(HELLO), provider="", model="")).text
    return (await model.complete(HELLO)).text


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (UnavailableError("x"), True),
        (RequestTimeoutError("x"), True),
        (ConnectionFailedError("x"), True),
        (RateLimitError("x"), True),
        (RateLimitError("x", retry_after=7.0), 7.0),
        (RateLimitError("x", retry_after=0.0), 0.0),
        (RateLimitError("x", retry_after=61.0), False),
        (AuthenticationError("x"), False),
        (InvalidRequestError("x"), False),
        (MalformedReplyError("x"), False),
        (ValueError("x"), False),
    ],
)
def test_the_error_decides_about_the_wait(error: Exception, expected: bool | float) -> None:
    waits = RetryPolicy(total_seconds=60).wait_after(error)
    assert (waits, type(waits)) == (expected, type(expected))


@pytest.mark.usefixtures("no_waits")
@pytest.mark.parametrize("streamed", [False, True], ids=["complete", "stream"])
class TestBothWays:
    async def test_transient_failures_are_retried(self, streamed: bool) -> None:
        model = failing("overloaded", "connection_cut", "rate_limit")
        assert await text_of(with_retries(model), streamed=streamed) == "Made it."
        assert len(model.requests) == 4

    async def test_permanent_failures_are_not(self, streamed: bool) -> None:
        model = failing("authentication")
        with pytest.raises(AuthenticationError):
            await text_of(with_retries(model), streamed=streamed)
        assert len(model.requests) == 1

    async def test_giving_up_tells_how_often_and_why(self, streamed: bool) -> None:
        model = failing("overloaded", "overloaded", "rate_limit")
        retrying = with_retries(model, RetryPolicy(attempts=3))
        with pytest.raises(RetriesExhaustedError) as caught:
            await text_of(retrying, streamed=streamed)
        assert caught.value.attempts == 3
        assert isinstance(caught.value.cause, RateLimitError)

    async def test_a_wait_beyond_the_total_gives_up_at_once(self, streamed: bool) -> None:
        refusal = Reply(fault=Fault("rate_limit", retry_after=120), times=None)
        model = SimulatedChatModel(script=Script.of(refusal))
        with pytest.raises(RetriesExhaustedError) as caught:
            await text_of(with_retries(model), streamed=streamed)
        assert (caught.value.attempts, len(model.requests)) == (1, 1)

    async def test_options_reach_the_model(self, streamed: bool) -> None:
        model = failing("overloaded")
        retrying = with_retries(model)
        if streamed:
            await collect(retrying.stream(HELLO, temperature=0.0), provider="", model="")
        else:
            await retrying.complete(HELLO, temperature=0.0)
        assert [request.temperature for request in model.requests] == [0.0, 0.0]


@pytest.mark.usefixtures("no_waits")
async def test_a_stream_that_has_begun_is_not_retried() -> None:
    broken = Reply("one two three", fault=Fault("connection_cut", after_tokens=1))
    model = SimulatedChatModel(script=Script.of(broken, "again"))
    chunks = with_retries(model).stream(HELLO)
    assert (await anext(chunks)).text == "one"
    with pytest.raises(ConnectionFailedError):
        await anext(chunks)
    assert len(model.requests) == 1


async def waits_of(policy: RetryPolicy, *errors: Exception) -> list[float]:
    """Return the waits that stamina really makes, as told to its hook."""
    waits: list[float] = []
    before = stamina.instrumentation.get_on_retry_hooks()
    stamina.instrumentation.set_on_retry_hooks([lambda details: waits.append(details.wait_for)])
    remaining = list(errors)
    try:
        async for attempt in policy.attempt_contexts():
            with attempt:
                if remaining:
                    raise remaining.pop(0)
    finally:
        stamina.instrumentation.set_on_retry_hooks(before)
    return waits


async def test_waits_grow_up_to_the_longest() -> None:
    policy = RetryPolicy(attempts=6, first_wait=0.002, max_wait=0.01, jitter=0.0)
    waits = await waits_of(policy, *(UnavailableError("x") for _ in range(5)))
    assert waits == pytest.approx([0.002, 0.004, 0.008, 0.01, 0.01])


async def test_jitter_spreads_the_waits() -> None:
    random.seed(5)
    policy = RetryPolicy(attempts=9, first_wait=0.001, max_wait=0.001 + 0.004, jitter=0.004)
    waits = await waits_of(policy, *(UnavailableError("x") for _ in range(3)))
    assert len(set(waits)) == 3
    assert all(0.001 <= wait <= 0.005 for wait in waits)


async def test_the_provider_s_wait_goes_before_ours() -> None:
    policy = RetryPolicy(first_wait=30.0, max_wait=30.0, jitter=0.0)
    started = time.perf_counter()
    assert await waits_of(policy, RateLimitError("x", retry_after=0.02)) == [0.02]
    assert 0.02 <= time.perf_counter() - started < 5


async def test_no_attempt_begins_after_the_total_time() -> None:
    model = SimulatedChatModel(script=Script.of(Reply(fault=Fault("overloaded"), times=None)))
    policy = RetryPolicy(
        attempts=1000, first_wait=0.02, max_wait=0.02, jitter=0.0, total_seconds=0.1
    )
    with pytest.raises(RetriesExhaustedError) as caught:
        await with_retries(model, policy).complete(HELLO)
    assert 2 <= caught.value.attempts <= 7


async def test_closing_reaches_the_model() -> None:
    closed = []

    class Closing(SimulatedChatModel):
        async def aclose(self) -> None:
            closed.append(self.model)

    async with with_retries(Closing("inner")) as model:
        assert (model.provider, model.model) == ("simulated", "inner")
    assert closed == ["inner"]


async def test_retries_are_logged_by_the_standard_library_whatever_is_installed(
    no_waits: None, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await text_of(with_retries(failing("overloaded")), streamed=False) == "Made it."
    assert [(each.name, each.message) for each in caplog.records] == [
        ("stamina", "stamina.retry_scheduled")
    ]
    assert capsys.readouterr().out == ""
