"""A real Redis for the tests, and what they ask it through."""

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from llmkit import Reply, Script, SimulatedChatModel
from llmkit.telemetry import Telemetry
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from redis import asyncio as redis

from examples.reliability.response_cache.cache_counts import CacheCounts
from examples.reliability.response_cache.redis_server import RedisServer
from examples.reliability.response_cache.redis_store import RedisStore
from examples.reliability.response_cache.response_cache import ResponseCache


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
async def url(shared_server: RedisServer) -> str:
    """Return the address of an empty Redis."""
    async with redis.Redis.from_url(shared_server.url) as client:
        await client.flushall()
    return shared_server.url


@pytest.fixture
async def store(url: str) -> AsyncIterator[RedisStore]:
    # More patient than an application: a busy machine must not look like an outage.
    store = RedisStore.connect(url, timeout=5.0)
    yield store
    await store.aclose()


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[RedisServer]:
    """Yield a server that a test may stop and start."""
    server = RedisServer(tmp_path)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def counts() -> CacheCounts:
    return CacheCounts(InMemoryMetricReader())


@pytest.fixture
def telemetry(counts: CacheCounts) -> Iterator[Telemetry]:
    provider = MeterProvider([counts.reader])
    yield Telemetry("cache", meter_provider=provider)
    provider.shutdown()


@pytest.fixture
def cache(store: RedisStore, telemetry: Telemetry) -> ResponseCache:
    return ResponseCache(store, telemetry=telemetry)


@pytest.fixture
def numbered() -> Callable[[], SimulatedChatModel]:
    """Return a maker of models that number their replies, so that none is like another."""

    def make() -> SimulatedChatModel:
        model = SimulatedChatModel(
            script=Script(otherwise=lambda _: Reply(f"Answer number {len(model.requests)}."))
        )
        return model

    return make
