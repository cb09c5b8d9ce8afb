import asyncio
from collections.abc import Callable

import pytest
from llmkit import (
    CallOptions,
    ChatModel,
    ConnectionFailedError,
    ContentFilteredError,
    Fault,
    InvalidRequestError,
    Message,
    Profile,
    RateLimitError,
    Reply,
    Script,
    SimulatedChatModel,
    Tool,
    ToolCall,
    Usage,
    collect,
)

from examples.reliability.response_cache.admission import Admission
from examples.reliability.response_cache.cache_counts import CacheCounts
from examples.reliability.response_cache.cache_key import Scope
from examples.reliability.response_cache.cache_telemetry import Price
from examples.reliability.response_cache.redis_store import RedisStore
from examples.reliability.response_cache.response_cache import ResponseCache

Numbered = Callable[[], SimulatedChatModel]
QUESTION = [Message.user("What does a return cost?")]
STEADY: CallOptions = {"temperature": 0.0}
ACME = Scope("acme")


async def streamed(model: ChatModel, messages: list[Message] | None = None) -> str:
    chunks = model.stream(messages or QUESTION, **STEADY)
    return (await collect(chunks, provider=model.provider, model=model.model)).text


async def test_what_was_asked_before_is_not_asked_again(
    cache: ResponseCache, numbered: Numbered, counts: CacheCounts
) -> None:
    inner = numbered()
    model = cache.around(inner, ACME, price=Price(input=1.0, output=4.0))
    first = await model.complete(QUESTION, **STEADY)
    second = await model.complete(QUESTION, **STEADY)
    assert second.text == first.text == "Answer number 1."
    assert len(inner.requests) == 1
    assert first.usage.total_tokens > 0
    assert second.usage == Usage(), "nobody is billed for a hit"
    assert counts.outcomes == {"exact": 1, "miss": 1}
    assert counts.hit_rate == 0.5
    assert counts.saved_tokens == first.usage.total_tokens
    price = (first.usage.input_tokens * 1.0 + first.usage.output_tokens * 4.0) / 1e6
    assert counts.saved_cost == pytest.approx(price)


async def test_a_kept_reply_is_streamed_and_a_streamed_reply_is_kept(
    cache: ResponseCache, numbered: Numbered, counts: CacheCounts
) -> None:
    inner = numbered()
    model = cache.around(inner, ACME)
    assert await streamed(model) == "Answer number 1."
    assert (await model.complete(QUESTION, **STEADY)).text == "Answer number 1."
    chunks = [chunk async for chunk in model.stream(QUESTION, **STEADY)]
    assert "".join(chunk.text for chunk in chunks) == "Answer number 1."
    assert chunks[-1].finish_reason == "stop"
    assert chunks[-1].usage == Usage()
    assert counts.outcomes == {"exact": 2, "miss": 1}
    assert counts.saved_tokens > 0


async def test_a_stream_that_its_reader_leaves_is_not_kept(
    cache: ResponseCache,
) -> None:
    # Slow enough not to be over before its reader leaves.
    pace = Profile(tokens_per_second=50)
    inner = SimulatedChatModel(script=Script.of("One two three.", "Four."), profile=pace)
    model = cache.around(inner, ACME)
    chunks = model.stream(QUESTION, **STEADY)
    assert (await anext(chunks)).text
    await chunks.aclose()
    assert await streamed(model) == "Four."


async def test_a_stream_that_breaks_is_not_kept_and_tells_its_reader(
    cache: ResponseCache,
) -> None:
    script = Script.of(
        Reply("One two three.", fault=Fault("connection_cut", after_tokens=2)), "Four."
    )
    model = cache.around(SimulatedChatModel(script=script), ACME)
    chunks = model.stream(QUESTION, **STEADY)
    assert [(await anext(chunks)).text, (await anext(chunks)).text] == ["One", " two"]
    with pytest.raises(ConnectionFailedError):
        await anext(chunks)
    assert await streamed(model) == "Four."


REFUSED: dict[str, tuple[list[Message], CallOptions]] = {
    "sampled": (QUESTION, {}),
    "tools": (QUESTION, {"temperature": 0.0, "tools": [Tool("weather", "Tell the weather.")]}),
    "personal_data": ([Message.user("My mail is jo@example.org. And now?")], STEADY),
}


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("reason", REFUSED)
async def test_what_must_not_be_kept_goes_to_the_model_each_time(
    cache: ResponseCache, numbered: Numbered, counts: CacheCounts, reason: str, stream: bool
) -> None:
    messages, options = REFUSED[reason]
    inner = numbered()
    model = cache.around(inner, ACME)
    for number in (1, 2):
        if stream:
            chunks = model.stream(messages, **options)
            reply = await collect(chunks, provider="any", model="any")
        else:
            reply = await model.complete(messages, **options)
        assert reply.text == f"Answer number {number}."
        assert reply.usage.total_tokens > 0
    assert counts.outcomes == {"refused": 2}
    assert counts.refused == {reason: 2}
    assert counts.hit_rate == 0.0


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply("Cut off in the", finish_reason="length"), "truncated"),
        (Reply("Not to be said.", finish_reason="content_filter"), "filtered"),
        (Reply("  "), "empty"),
        (Reply("Write to jo@example.org."), "personal_data"),
        (Reply(tool_calls=(ToolCall("1", "weather"),)), "tools"),
    ],
)
@pytest.mark.parametrize("stream", [False, True])
async def test_such_a_reply_is_passed_on_and_not_kept(
    cache: ResponseCache, counts: CacheCounts, reply: Reply, reason: str, stream: bool
) -> None:
    inner = SimulatedChatModel(script=Script((reply,), otherwise=lambda _: Reply("Whole.")))
    model = cache.around(inner, ACME)
    if stream:
        assert await streamed(model) == reply.text
    else:
        assert (await model.complete(QUESTION, **STEADY)).text == reply.text
    assert (await model.complete(QUESTION, **STEADY)).text == "Whole."
    assert counts.not_kept == {reason: 1}
    assert counts.outcomes == {"miss": 2}


async def test_an_error_is_passed_on_and_not_kept(cache: ResponseCache) -> None:
    script = Script.of(
        Reply(fault=Fault("rate_limit")), Reply(fault=Fault("content_filter")), "Yes."
    )
    model = cache.around(SimulatedChatModel(script=script), ACME)
    with pytest.raises(RateLimitError):
        await model.complete(QUESTION, **STEADY)
    with pytest.raises(ContentFilteredError):
        await streamed(model)
    assert (await model.complete(QUESTION, **STEADY)).text == "Yes."


async def test_a_wrong_call_is_refused_before_anything_is_asked(
    cache: ResponseCache, numbered: Numbered
) -> None:
    with pytest.raises(InvalidRequestError, match="no message"):
        await cache.around(numbered(), ACME).complete([], **STEADY)


async def test_one_sample_may_stand_for_all_where_that_is_allowed(
    store: RedisStore, numbered: Numbered
) -> None:
    inner = numbered()
    model = ResponseCache(store, admission=Admission(sampled=True)).around(inner, ACME)
    for _ in range(3):
        assert (await model.complete(QUESTION, temperature=0.9)).text == "Answer number 1."


async def test_tenants_do_not_see_the_replies_of_others(
    cache: ResponseCache, numbered: Numbered
) -> None:
    inner = numbered()
    texts = {
        tenant: (await cache.around(inner, Scope(tenant)).complete(QUESTION, **STEADY)).text
        for tenant in ("acme", "globex")
    }
    assert texts == {"acme": "Answer number 1.", "globex": "Answer number 2."}


async def test_a_reader_can_ask_for_another_answer(
    cache: ResponseCache, numbered: Numbered
) -> None:
    model = cache.around(numbered(), ACME)
    await model.complete(QUESTION, **STEADY)
    await model.forget(QUESTION, **STEADY)
    assert (await model.complete(QUESTION, **STEADY)).text == "Answer number 2."


async def test_a_crowd_that_asks_the_same_makes_one_call(
    cache: ResponseCache, counts: CacheCounts
) -> None:
    inner = SimulatedChatModel(profile=Profile(time_to_first_token=0.05), seed=1)
    model = cache.around(inner, ACME)
    replies = await asyncio.gather(*(model.complete(QUESTION, **STEADY) for _ in range(20)))
    assert len(inner.requests) == 1
    assert len({reply.text for reply in replies}) == 1
    assert sum(reply.usage.total_tokens > 0 for reply in replies) == 1
    assert counts.outcomes == {"joined": 19, "miss": 1}


async def test_a_crowd_that_streams_the_same_makes_one_call(
    cache: ResponseCache, counts: CacheCounts
) -> None:
    inner = SimulatedChatModel(profile=Profile(tokens_per_second=1000), seed=1)
    model = cache.around(inner, ACME)
    texts = await asyncio.gather(*(streamed(model) for _ in range(20)))
    assert len(inner.requests) == 1
    assert len(set(texts)) == 1
    assert counts.outcomes == {"joined": 19, "miss": 1}


async def test_closing_the_cache_closes_the_model(cache: ResponseCache) -> None:
    closed = []

    class Closing(SimulatedChatModel):
        async def aclose(self) -> None:
            closed.append(self.model)

    async with cache.around(Closing("it"), ACME) as model:
        assert (model.provider, model.model) == ("simulated", "it")
    assert closed == ["it"]
