import asyncio

import pytest
from llmkit import SimulatedChatModel
from llmkit.chat_request import ChatRequest
from llmkit.messages import Completion, Message, Usage
from redis import asyncio as redis

from examples.reliability.response_cache.cache_key import Scope
from examples.reliability.response_cache.entry import Entry
from examples.reliability.response_cache.redis_store import RedisStore
from examples.reliability.response_cache.response_cache import ResponseCache

TAGS = ("prices", "tenant:acme")


def entry(text: str = "Two weeks.") -> Entry:
    reply = Completion(Message.assistant(text), "stop", Usage(3, 2), "m", "p")
    return Entry.of(reply, created=1.0)


async def kept(store: RedisStore, key: str = "key", *, ttl: float = 60.0) -> None:
    tokens = (await store.look_up(key, TAGS)).tokens
    await store.put(key, entry(), tokens, ttl=ttl)


async def found(store: RedisStore, key: str = "key") -> str | None:
    known = (await store.look_up(key, TAGS)).entry
    return known.text if known else None


async def test_an_entry_comes_back_as_it_was(store: RedisStore) -> None:
    await kept(store)
    assert (await store.look_up("key", TAGS)).entry == entry()
    assert await found(store, "another") is None


@pytest.mark.parametrize("tag", TAGS)
async def test_an_invalidated_tag_takes_all_of_its_entries_along(
    store: RedisStore, tag: str
) -> None:
    await kept(store, "one")
    await kept(store, "two")
    await store.invalidate("of nobody")
    assert await found(store, "one") == "Two weeks."
    await store.invalidate(tag)
    assert [await found(store, key) for key in ("one", "two")] == [None, None]
    await kept(store, "one")
    assert await found(store, "one") == "Two weeks."


async def test_what_was_asked_before_an_invalidation_is_not_found_after_it(
    store: RedisStore,
) -> None:
    # The model is asked with the old prices, and answers when the new ones are valid already.
    tokens = (await store.look_up("key", TAGS)).tokens
    await store.invalidate("prices")
    await store.put("key", entry(), tokens, ttl=60.0)
    assert await found(store) is None


async def test_a_tag_that_redis_forgot_revives_nothing(store: RedisStore, url: str) -> None:
    await kept(store)
    await store.invalidate("prices")
    async with redis.Redis.from_url(url) as client:
        await client.delete(store.key("tag", "prices"))
    assert await found(store) is None


async def test_two_who_make_the_same_token_at_once_agree(url: str) -> None:
    stores = [RedisStore.connect(url, timeout=5.0) for _ in range(8)]
    looked = await asyncio.gather(*(each.look_up("key", TAGS) for each in stores))
    assert len({tuple(one.tokens.items()) for one in looked}) == 1
    for each in stores:
        await each.aclose()


async def test_an_entry_ends_by_itself_within_a_tenth_of_its_time(
    store: RedisStore, url: str
) -> None:
    for number in range(30):
        await kept(store, str(number), ttl=100.0)
    async with redis.Redis.from_url(url) as client:
        left = [await client.pttl(store.key("reply", str(number))) for number in range(30)]
    assert all(89_000 < each <= 100_000 for each in left)
    assert max(left) - min(left) > 2_000, "they do not all end at once"
    await kept(store, "short", ttl=0.05)
    await asyncio.sleep(0.06)
    assert await found(store, "short") is None


async def test_one_entry_can_be_dropped(store: RedisStore) -> None:
    await kept(store, "one")
    await kept(store, "two")
    await store.forget("one")
    assert [await found(store, key) for key in ("one", "two")] == [None, "Two weeks."]


@pytest.mark.parametrize(
    "damage",
    [b"", b"no line", b"\n{", b'\n{"format": 2}', b"\xff\n\xff"],
)
async def test_a_damaged_entry_is_no_entry(store: RedisStore, url: str, damage: bytes) -> None:
    await kept(store)
    async with redis.Redis.from_url(url) as client:
        name = store.key("reply", "key")
        whole = await client.get(name)
        assert isinstance(whole, bytes)
        marks = whole.partition(b"\n")[0]
        await client.set(name, damage.replace(b"\n", marks + b"\n"))
    assert await found(store) is None


async def test_names_of_keys_tell_nothing_of_what_was_asked(cache: ResponseCache, url: str) -> None:
    scope = Scope("acme")
    model = cache.around(SimulatedChatModel(), scope)
    await model.complete([Message.user("How do I hide my bankruptcy?")], temperature=0.0)
    async with redis.Redis.from_url(url) as client:
        names = b" ".join([name async for name in client.scan_iter()])
    assert b"replies:reply:" in names
    assert b"bankruptcy" not in names
    assert scope.tags_of(ChatRequest((Message.user("x"),))) == ("tenant:acme",)
