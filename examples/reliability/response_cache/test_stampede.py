import asyncio
import os
import signal
import sys
from collections.abc import AsyncGenerator

import pytest
from llmkit import Message, Profile, SimulatedChatModel, UnavailableError

from examples.reliability.response_cache.cache_counts import CacheCounts
from examples.reliability.response_cache.cache_key import Scope
from examples.reliability.response_cache.entry import Entry
from examples.reliability.response_cache.lease import Leases
from examples.reliability.response_cache.redis_store import RedisStore
from examples.reliability.response_cache.response_cache import ResponseCache
from examples.reliability.response_cache.single_flight import SharedStreams, SingleFlight

QUESTION = [Message.user("What does a return cost?")]
ENTRY = Entry(text="Kept.", provider="p", model="m", input_tokens=1, output_tokens=1, created=0.0)


class Work:
    """Work that is counted, and ends when it is told to."""

    def __init__(self) -> None:
        self.begun = 0
        self.cancelled = 0
        self.end = asyncio.Event()

    async def __call__(self) -> int:
        self.begun += 1
        try:
            await self.end.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        return self.begun


async def test_one_works_for_all_who_ask_the_same() -> None:
    flight: SingleFlight[int] = SingleFlight()
    work = Work()
    tasks = [asyncio.create_task(flight.run("key", work)) for _ in range(5)]
    other = asyncio.create_task(flight.run("another", work))
    await asyncio.sleep(0)
    work.end.set()
    assert [joined for _, joined in await asyncio.gather(*tasks)] == [False, *[True] * 4]
    assert (await other)[1] is False
    assert work.begun == 2
    assert (await flight.run("key", work)) == (3, False), "what is over is not joined"


async def test_who_began_may_give_up_and_the_others_get_their_value() -> None:
    flight: SingleFlight[int] = SingleFlight()
    work = Work()
    first, second = (asyncio.create_task(flight.run("key", work)) for _ in range(2))
    await asyncio.sleep(0.01)
    first.cancel()
    await asyncio.sleep(0.01)
    work.end.set()
    assert await second == (1, True)
    assert (work.begun, work.cancelled) == (1, 0)


async def test_work_that_nobody_waits_for_is_cancelled_and_not_joined() -> None:
    flight: SingleFlight[int] = SingleFlight()
    work = Work()
    alone = asyncio.create_task(flight.run("key", work))
    await asyncio.sleep(0.01)
    alone.cancel()
    with pytest.raises(asyncio.CancelledError):
        await alone
    later = asyncio.create_task(flight.run("key", work))
    await asyncio.sleep(0.01)
    work.end.set()
    assert await later == (2, False)
    assert work.cancelled == 1


async def test_an_error_reaches_all_who_wait_and_nobody_later() -> None:
    flight: SingleFlight[int] = SingleFlight()

    async def fails() -> int:
        await asyncio.sleep(0.01)
        raise UnavailableError("any.complete")

    results = await asyncio.gather(
        *(flight.run("key", fails) for _ in range(3)), return_exceptions=True
    )
    assert [type(each) for each in results] == [UnavailableError] * 3
    work = Work()
    work.end.set()
    assert await flight.run("key", work) == (1, False)


async def test_a_late_reader_of_a_stream_hears_it_from_the_beginning() -> None:
    streams: SharedStreams[int] = SharedStreams()
    go_on = asyncio.Event()

    async def source() -> AsyncGenerator[int, None]:
        yield 1
        yield 2
        await go_on.wait()
        yield 3

    early = streams.stream("key", source)
    assert [await anext(early), await anext(early)] == [1, 2]
    late = streams.stream("key", source)
    assert await anext(late) == 1
    go_on.set()
    assert [piece async for piece in late] == [2, 3]
    assert [piece async for piece in early] == [3]


async def test_a_stream_is_closed_when_its_last_reader_leaves() -> None:
    streams: SharedStreams[int] = SharedStreams()
    closed = []

    async def source() -> AsyncGenerator[int, None]:
        try:
            yield 1
            await asyncio.sleep(30)
        finally:
            closed.append(True)

    readers = [streams.stream("key", source) for _ in range(2)]
    for reader in readers:
        assert await anext(reader) == 1
    await readers[0].aclose()
    await asyncio.sleep(0.01)
    assert not closed
    await readers[1].aclose()
    await asyncio.sleep(0.01)
    assert closed == [True]


async def test_processes_take_turns(url: str, counts: CacheCounts, cache: ResponseCache) -> None:
    # Two caches know of each other through Redis alone, as two processes do.
    store = RedisStore.connect(url, timeout=5.0)
    inner = SimulatedChatModel(profile=Profile(time_to_first_token=0.2))
    models = [
        cache.around(inner, Scope("acme")),
        ResponseCache(store, telemetry=cache.telemetry).around(inner, Scope("acme")),
    ]
    replies = await asyncio.gather(*(each.complete(QUESTION, temperature=0.0) for each in models))
    assert len(inner.requests) == 1
    assert replies[0].text == replies[1].text
    assert counts.outcomes == {"miss": 1, "waited": 1}
    assert counts.saved_tokens == max(reply.usage.total_tokens for reply in replies)
    await store.aclose()


HOLDER = """
import asyncio, sys
from examples.reliability.response_cache.lease import Leases
from examples.reliability.response_cache.redis_store import RedisStore

async def main():
    leases = Leases(RedisStore.connect(sys.argv[1], timeout=5.0), seconds=0.6)
    async def look():
        return None
    async with leases.turn("key", look) as entry:
        print("mine", flush=True)
        await asyncio.sleep(60)

asyncio.run(main())
"""


ASKER = """
import asyncio, sys
from llmkit import Message, Profile, SimulatedChatModel
from examples.reliability.response_cache.cache_key import Scope
from examples.reliability.response_cache.redis_store import RedisStore
from examples.reliability.response_cache.response_cache import ResponseCache

async def main():
    store = RedisStore.connect(sys.argv[1], timeout=5.0)
    inner = SimulatedChatModel(profile=Profile(time_to_first_token=2.0))
    model = ResponseCache(store).around(inner, Scope("acme"))
    print("ready", flush=True)
    sys.stdin.readline()
    asked = [Message.user("What does a return cost?")]
    await asyncio.gather(*(model.complete(asked, temperature=0.0) for _ in range(5)))
    print(len(inner.requests), flush=True)
    await store.aclose()

asyncio.run(main())
"""


async def test_a_crowd_in_three_processes_makes_one_call(url: str) -> None:
    pipe = asyncio.subprocess.PIPE
    askers = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", ASKER, url, stdin=pipe, stdout=pipe
        )
        for _ in range(3)
    ]
    for asker in askers:
        assert asker.stdout is not None
        assert await asker.stdout.readline() == b"ready\n"
    said = await asyncio.gather(*(asker.communicate(b"go\n") for asker in askers))
    assert sum(int(output) for output, _ in said) == 1


async def test_a_killed_holder_of_a_lease_is_followed_by_another(
    url: str, store: RedisStore
) -> None:
    loop = asyncio.get_running_loop()
    holder = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HOLDER, url, stdout=asyncio.subprocess.PIPE
    )
    assert holder.stdout is not None
    assert await holder.stdout.readline() == b"mine\n"
    leases = Leases(store, seconds=0.6, ask_every=0.02)
    waiting = asyncio.create_task(_turn(leases, None))
    # Longer than the lease: it is renewed as long as its holder lives.
    await asyncio.sleep(1.0)
    assert not waiting.done()
    os.kill(holder.pid, signal.SIGKILL)
    killed = loop.time()
    await holder.wait()
    assert await waiting is None, "the turn is ours"
    assert loop.time() - killed < 1.5


async def _turn(leases: Leases, entry: Entry | None) -> Entry | None:
    async def look() -> Entry | None:
        return entry

    async with leases.turn("key", look) as made:
        return made


async def test_whoever_lost_the_lease_does_not_end_that_of_another(store: RedisStore) -> None:
    leases = Leases(store, seconds=60.0, ask_every=0.01, patience=0.05)
    name = store.key("lease", "key")

    async def look() -> Entry | None:
        return None

    async with leases.turn("key", look), store.guarded("test") as client:
        await client.set(name, "of another")
    async with store.guarded("test") as client:
        assert await client.get(name) == b"of another"
        # Who waits for that one loses patience, and calls on its own.
        assert await _turn(leases, None) is None
        assert await client.get(name) == b"of another"


async def test_an_entry_that_came_before_the_lease_is_taken(store: RedisStore) -> None:
    leases = Leases(store)
    assert await _turn(leases, ENTRY) == ENTRY
    async with store.guarded("test") as client:
        assert await client.get(store.key("lease", "key")) is None, "the lease is given back"


async def test_an_error_gives_the_lease_back(store: RedisStore) -> None:
    async def look() -> Entry | None:
        return None

    with pytest.raises(UnavailableError):
        async with Leases(store).turn("key", look):
            raise UnavailableError("any.complete")
    async with store.guarded("test") as client:
        assert await client.get(store.key("lease", "key")) is None
