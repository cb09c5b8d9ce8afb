import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from llmkit import ConfigurationError, Message, Profile, SimulatedChatModel, collect
from llmkit.telemetry import Telemetry

from examples.reliability.response_cache.cache_counts import CacheCounts
from examples.reliability.response_cache.cache_key import Scope
from examples.reliability.response_cache.entry import Entry
from examples.reliability.response_cache.lease import Leases
from examples.reliability.response_cache.redis_server import (
    URL_VARIABLE,
    RedisServer,
    redis_for_this_run,
)
from examples.reliability.response_cache.redis_store import CacheUnavailableError, RedisStore
from examples.reliability.response_cache.response_cache import ResponseCache

Numbered = Callable[[], SimulatedChatModel]
QUESTION = [Message.user("What does a return cost?")]


class Hand:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


async def test_calls_go_on_without_redis_and_the_cache_comes_back(
    own_server: RedisServer, numbered: Numbered, telemetry: Telemetry, counts: CacheCounts
) -> None:
    store = RedisStore.connect(own_server.url, timeout=5.0, pause=0.05)
    model = ResponseCache(store, telemetry=telemetry).around(numbered(), Scope("acme"))

    async def ask() -> str:
        return (await model.complete(QUESTION, temperature=0.0)).text

    assert [await ask(), await ask()] == ["Answer number 1.", "Answer number 1."]
    own_server.stop()
    assert [await ask(), await ask()] == ["Answer number 2.", "Answer number 3."]
    chunks = model.stream(QUESTION, temperature=0.0)
    assert (await collect(chunks, provider="any", model="any")).text == "Answer number 4."
    own_server.start()
    await asyncio.sleep(0.06)
    assert [await ask(), await ask()] == ["Answer number 5.", "Answer number 5."]
    assert counts.outcomes == {"exact": 2, "miss": 2, "unavailable": 3}
    assert counts.not_kept == {}, "what could not be looked up is not expected to be kept"
    await store.aclose()


async def test_redis_that_dies_during_a_call_costs_only_the_entry(
    own_server: RedisServer, telemetry: Telemetry, counts: CacheCounts
) -> None:
    store = RedisStore.connect(own_server.url, timeout=5.0)
    inner = SimulatedChatModel(profile=Profile(time_to_first_token=0.3))
    model = ResponseCache(store, telemetry=telemetry).around(inner, Scope("acme"))
    call = asyncio.create_task(model.complete(QUESTION, temperature=0.0))
    await asyncio.sleep(0.1)
    own_server.stop()
    assert (await call).text
    assert counts.outcomes == {"miss": 1}
    assert counts.not_kept == {"unavailable": 1}
    await store.aclose()


async def test_without_redis_everybody_has_a_turn(own_server: RedisServer) -> None:
    store = RedisStore.connect(own_server.url, pause=60.0)
    own_server.stop()

    async def look() -> Entry | None:
        raise AssertionError("there is nowhere to look")

    for _ in range(2):
        async with Leases(store).turn("key", look) as entry:
            assert entry is None
    await store.aclose()


async def test_many_who_ask_during_an_outage_still_share_one_call(
    own_server: RedisServer, telemetry: Telemetry
) -> None:
    store = RedisStore.connect(own_server.url)
    own_server.stop()
    inner = SimulatedChatModel(profile=Profile(time_to_first_token=0.05))
    model = ResponseCache(store, telemetry=telemetry).around(inner, Scope("acme"))
    await asyncio.gather(*(model.complete(QUESTION, temperature=0.0) for _ in range(10)))
    assert len(inner.requests) == 1
    await store.aclose()


async def test_a_redis_that_failed_is_left_alone_for_a_while(own_server: RedisServer) -> None:
    clock = Hand()
    client = RedisStore.connect(own_server.url, timeout=5.0)._client
    store = RedisStore(client, pause=10.0, now=clock)
    await store.look_up("key", ["tag"])
    own_server.stop()
    with pytest.raises(CacheUnavailableError, match="ConnectionError"):
        await store.look_up("key", ["tag"])
    own_server.start()
    clock.seconds = 9.9
    with pytest.raises(CacheUnavailableError, match="a moment ago"):
        await store.look_up("key", ["tag"])
    clock.seconds = 10.0
    assert (await store.look_up("key", ["tag"])).entry is None
    await store.aclose()


async def test_a_redis_that_does_not_answer_delays_a_call_by_its_timeout_once() -> None:
    over = asyncio.Event()

    async def never(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await over.wait()
        writer.close()
        await writer.wait_closed()

    silent = await asyncio.start_server(never, "127.0.0.1", 0)
    port = silent.sockets[0].getsockname()[1]
    store = RedisStore.connect(f"redis://127.0.0.1:{port}/0", timeout=0.2, pause=60.0)
    model = ResponseCache(store).around(SimulatedChatModel(), Scope("acme"))
    began = time.perf_counter()
    for _ in range(5):
        await model.complete(QUESTION, temperature=0.0)
    assert 0.2 <= time.perf_counter() - began < 0.6, "one time-out, and not five"
    await store.aclose()
    over.set()
    silent.close()
    await asyncio.sleep(0.01)


def test_an_address_that_is_none_is_told_at_the_start() -> None:
    with pytest.raises(ConfigurationError, match="'localhost'"):
        RedisStore.connect("localhost")


def test_a_run_uses_the_redis_that_it_is_given(
    shared_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(URL_VARIABLE, shared_server.url)
    with redis_for_this_run() as url:
        assert url == shared_server.url


@pytest.mark.parametrize("given", ["redis://127.0.0.1:1/0", "nonsense"])
def test_a_redis_that_is_not_there_is_told_at_the_start(
    given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(URL_VARIABLE, given)
    with (
        pytest.raises(ConfigurationError, match="nothing answers at REDIS_URL"),
        redis_for_this_run(),
    ):
        pass


def test_a_run_starts_a_redis_of_its_own_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    with redis_for_this_run(tmp_path) as url:
        assert url.startswith("redis://127.0.0.1:")
        assert list(tmp_path.iterdir())
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    server = RedisServer(tmp_path)
    other = RedisServer(tmp_path)
    other._port = server._port
    server.start()
    try:
        with pytest.raises(ConfigurationError, match="in use"):
            other.start()
    finally:
        server.stop()
        other.stop()
