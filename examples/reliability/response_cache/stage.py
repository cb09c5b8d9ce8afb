"""A cache in front of a simulated model, set up so that all can be seen of both."""

import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from llmkit import Profile, Reply, Script, SimulatedChatModel
from llmkit.telemetry import Telemetry
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader

from examples.reliability.response_cache.cache_counts import CacheCounts
from examples.reliability.response_cache.cache_key import Scope
from examples.reliability.response_cache.cache_telemetry import Price
from examples.reliability.response_cache.redis_store import RedisStore
from examples.reliability.response_cache.response_cache import CachingChatModel, ResponseCache

PRICE = Price(input=1.0, output=4.0)
"""Invented, in dollars per million tokens."""
ANSWER = Reply("It is free within 30 days, if the bike is clean.")


@dataclass(frozen=True, slots=True)
class Stage:
    """What is set up."""

    caches: Sequence[ResponseCache]
    """One for each process that is played; they know of each other through Redis alone."""
    provider: SimulatedChatModel
    counts: CacheCounts

    @property
    def cache(self) -> ResponseCache:
        """The cache of the first process."""
        return self.caches[0]

    def model(
        self, tenant: str = "acme", version: str = "1", *, process: int = 0
    ) -> CachingChatModel:
        """Return the model as a tenant uses it."""
        scope = Scope(tenant, version, tags=lambda _: ["prices"])
        return self.caches[process].around(self.provider, scope, price=PRICE)

    @property
    def calls(self) -> int:
        """How many calls the provider has seen."""
        return len(self.provider.requests)


@asynccontextmanager
async def staged(
    url: str,
    *,
    reply: Reply | None = None,
    seconds: float = 0.0,
    processes: int = 1,
    ttl: float = 3600.0,
) -> AsyncIterator[Stage]:
    """Yield a cache in a part of a Redis that nobody else uses.

    Args:
        url: The Redis.
        reply: What the model says; None for an answer like any other.
        seconds: How long it takes for that.
        processes: How many processes are played.
        ttl: Seconds for which replies are kept.
    """
    reader = InMemoryMetricReader()
    meters = MeterProvider([reader])
    telemetry = Telemetry("cache", meter_provider=meters)
    said = reply or ANSWER
    provider = SimulatedChatModel(
        script=Script(otherwise=lambda _: said), profile=Profile(time_to_first_token=seconds)
    )
    prefix = f"replies-{secrets.token_hex(4)}"
    async with AsyncExitStack() as open_stores:
        caches = []
        for _ in range(processes):
            # Patient, since a machine that is busy with other work must not look like an outage.
            store = RedisStore.connect(url, timeout=5.0, pause=0.05, prefix=prefix)
            open_stores.push_async_callback(store.aclose)
            caches.append(ResponseCache(store, ttl=ttl, telemetry=telemetry))
        yield Stage(caches, provider, CacheCounts(reader))
    meters.shutdown()
