import statistics

import pytest

from llmkit import (
    Fault,
    LLMKitError,
    Message,
    Profile,
    RateLimitError,
    Reply,
    RequestTimeoutError,
    Script,
    SimulatedChatModel,
    UnavailableError,
    collect,
)
from llmkit.testing import ManualClock

HELLO = [Message.user("Hello")]
BUSY = Profile(latency=0.2, time_to_first_token=0.4, tokens_per_second=50, spread=0.5)


async def outcome(model: SimulatedChatModel) -> str:
    try:
        return (await model.complete(HELLO)).text
    except LLMKitError as error:
        return error.code


async def test_equal_seeds_give_equal_outcomes() -> None:
    async def run(seed: int) -> tuple[list[str], tuple[float, ...]]:
        clock = ManualClock()
        profile = Profile(0.1, 0.2, 40, spread=0.5, error_rate=0.2, rate_limit_rate=0.2)
        model = SimulatedChatModel(seed=seed, profile=profile, sleep=clock.sleep)
        return [await outcome(model) for _ in range(30)], tuple(clock.waits)

    assert await run(7) == await run(7)
    assert await run(7) != await run(8)


async def test_filler_names_itself_simulated() -> None:
    reply = await SimulatedChatModel().complete(HELLO)
    assert reply.text.startswith("[simulated reply to 'Hello'] ")
    assert reply.provider == "simulated"


async def test_failures_come_at_their_rates() -> None:
    profile = Profile(error_rate=0.1, rate_limit_rate=0.2)
    model = SimulatedChatModel(profile=profile, seed=1)
    codes = [await outcome(model) for _ in range(2000)]
    assert codes.count("rate_limit") / 2000 == pytest.approx(0.2, abs=0.03)
    assert codes.count("unavailable") / 2000 == pytest.approx(0.1, abs=0.03)


async def test_a_drawn_rate_limit_says_how_long_to_wait() -> None:
    model = SimulatedChatModel(profile=Profile(rate_limit_rate=1.0, retry_after=3.0))
    with pytest.raises(RateLimitError) as caught:
        await model.complete(HELLO)
    assert caught.value.retry_after == 3.0


async def test_waits_have_the_medians_of_the_profile() -> None:
    firsts, gaps = [], []
    for seed in range(300):
        clock = ManualClock()
        script = Script.of("one two three")
        model = SimulatedChatModel(script=script, profile=BUSY, seed=seed, sleep=clock.sleep)
        await collect(model.stream(HELLO), provider="", model="")
        first, *rest = clock.waits
        firsts.append(first)
        gaps.extend(rest)
    # A sum of two log-normal draws has a median a little above the sum of their medians.
    assert statistics.median(firsts) == pytest.approx(0.65, rel=0.15)
    assert statistics.median(gaps) == pytest.approx(1 / 50, rel=0.15)


async def test_a_whole_reply_takes_as_long_as_its_stream() -> None:
    waited = []
    for streamed in (True, False):
        clock = ManualClock()
        model = SimulatedChatModel(
            script=Script.of("one two three"), profile=BUSY, seed=3, sleep=clock.sleep
        )
        if streamed:
            await collect(model.stream(HELLO), provider="", model="")
        else:
            await model.complete(HELLO)
        waited.append(clock.now())
    assert waited[1] == pytest.approx(waited[0], rel=0.1)


async def test_the_default_waits_for_nothing() -> None:
    clock = ManualClock()
    await SimulatedChatModel(sleep=clock.sleep).complete(HELLO)
    assert clock.waits == ()


async def test_a_timeout_ends_a_slow_call_in_time() -> None:
    clock = ManualClock()
    model = SimulatedChatModel(profile=Profile(latency=9.0), sleep=clock.sleep)
    with pytest.raises(RequestTimeoutError):
        await model.complete(HELLO, timeout=2.0)
    assert clock.waits == (2.0,)


@pytest.mark.parametrize(("limit", "waits"), [(1.5, (1.5,)), (None, (600.0,))])
async def test_a_stall_lasts_until_the_timeout(
    limit: float | None, waits: tuple[float, ...]
) -> None:
    clock = ManualClock()
    script = Script.of(Reply(fault=Fault("stall")))
    model = SimulatedChatModel(script=script, sleep=clock.sleep)
    with pytest.raises(RequestTimeoutError):
        await model.complete(HELLO, timeout=limit)
    assert clock.waits == waits


async def test_requests_are_kept() -> None:
    model = SimulatedChatModel(script=Script.of("a", Reply(fault=Fault("server_error"))))
    await model.complete(HELLO, temperature=0.0)
    with pytest.raises(UnavailableError):
        await model.complete([*HELLO, Message.user("again")])
    first, second = model.requests
    assert (first.temperature, second.temperature) == (0.0, None)
    assert len(second.messages) == 2
