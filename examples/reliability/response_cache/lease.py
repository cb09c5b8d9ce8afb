"""One call for all processes that ask the same at once: the first takes a lease, the others wait.

A lease is no lock: it ends by itself when its holder dies, and a holder that stalls may find that
another has taken over. Then a call is made twice, which costs one call. Redis' own manual describes
this lease with a random token: https://redis.io/docs/latest/commands/set/.
"""

import asyncio
import random
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from examples.reliability.response_cache.entry import Entry
from examples.reliability.response_cache.redis_store import CacheUnavailableError, RedisStore

# Whoever lost the lease must not renew or end that of its successor, hence the comparison.
_RENEW = (
    "if redis.call('get', KEYS[1]) == ARGV[1] "
    "then return redis.call('pexpire', KEYS[1], ARGV[2]) else return 0 end"
)
_END = (
    "if redis.call('get', KEYS[1]) == ARGV[1] "
    "then return redis.call('del', KEYS[1]) else return 0 end"
)


@dataclass(frozen=True, slots=True)
class Leases:
    """Turns at making the reply for a key, one process at a time.

    Attributes:
        store: Where leases are kept.
        seconds: How long a lease lasts unless it is renewed: the wait after a holder was killed.
        ask_every: Seconds between two looks of somebody who waits, give or take a half.
        patience: Seconds after which whoever waits calls on its own.
    """

    store: RedisStore
    seconds: float = 2.0
    ask_every: float = 0.05
    patience: float = 30.0

    @asynccontextmanager
    async def turn(
        self, key: str, look: Callable[[], Awaitable[Entry | None]]
    ) -> AsyncIterator[Entry | None]:
        """Yield None to whoever is to make the reply, or the entry that another has made.

        Args:
            key: What is asked for.
            look: Returns the entry of the key, if there is one by now.
        """
        held = _Held(self.store, self.store.key("lease", key), round(1000 * self.seconds))
        try:
            try:
                entry = await self._taken_or_found(held, look)
            except CacheUnavailableError:
                # Without Redis everybody calls for themselves, as before there was a cache.
                entry = None
            renewing = asyncio.create_task(held.renew())
            try:
                yield entry
            finally:
                renewing.cancel()
        finally:
            await held.end()

    async def _taken_or_found(
        self, held: "_Held", look: Callable[[], Awaitable[Entry | None]]
    ) -> Entry | None:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self.patience
        while True:
            await held.take()
            # Also with the lease in hand: its last holder may have been done just before.
            if (entry := await look()) is not None:
                return entry
            if held.taken or loop.time() >= deadline:
                return None
            await asyncio.sleep(self.ask_every * random.uniform(0.5, 1.5))  # noqa: S311


class _Held:
    """A lease that this process has, or tries to get."""

    def __init__(self, store: RedisStore, name: str, milliseconds: int) -> None:
        self.taken = False
        self._store = store
        self._name = name
        self._milliseconds = milliseconds
        self._token = secrets.token_hex(8)

    async def take(self) -> None:
        """Take the lease, if nobody has it."""
        async with self._store.guarded("lease") as client:
            done = await client.set(self._name, self._token, nx=True, px=self._milliseconds)
        self.taken = bool(done)

    async def renew(self) -> None:
        """Keep the lease, if it is held, until this is cancelled."""
        while self.taken:
            await asyncio.sleep(self._milliseconds / 3000)
            with suppress(CacheUnavailableError):
                async with self._store.guarded("renew") as client:
                    await client.eval(_RENEW, 1, self._name, self._token, self._milliseconds)

    async def end(self) -> None:
        """Give the lease back, if it is held."""
        if self.taken:
            with suppress(CacheUnavailableError):
                async with self._store.guarded("end_lease") as client:
                    await client.eval(_END, 1, self._name, self._token)
