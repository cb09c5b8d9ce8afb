"""Entries in a Redis that may be slow, full or gone, none of which is the caller's problem."""

import random
import secrets
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Self, cast

from llmkit.errors import ConfigurationError, LLMKitError
from redis import asyncio as redis
from redis.exceptions import RedisError

from examples.reliability.response_cache.entry import Entry

_TOKEN_BYTES = 8
_TAG_SECONDS = 30 * 86_400
"""A tag that nobody has named for so long is forgotten, and entries that rest on it with it."""


class CacheUnavailableError(LLMKitError):
    """The cache cannot be asked; the call goes on without it."""

    code = "cache_unavailable"
    sentence = "the cache cannot be asked"


@dataclass(frozen=True, slots=True)
class Lookup:
    """What the cache knows of a key."""

    entry: Entry | None
    """What is kept and still holds."""
    tokens: Mapping[str, str]
    """The state of each tag now; to be handed to `put` with what is made from here on."""


class RedisStore:
    """Entries, and tags by which they are made invalid.

    An entry carries a token of each of its tags. To invalidate a tag is to give it another token:
    one write, however many entries there are, and nothing is searched for. A tag whose token is
    missing, because Redis forgot it, gets a new one as well, so to forget never revives an entry.

    Args:
        client: The connection; see `connect`.
        prefix: Begins each key, so that others can use the same Redis.
        pause: Seconds for which an unreachable Redis is left alone. Without that, each call would
            wait for its time-out first.
        now: The clock of the pause, in seconds.
    """

    def __init__(
        self,
        client: redis.Redis,
        *,
        prefix: str = "replies",
        pause: float = 1.0,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._prefix = prefix
        self._pause = pause
        self._now = now
        self._resting_until = 0.0

    @classmethod
    def connect(
        cls, url: str, *, timeout: float = 0.2, pause: float = 1.0, prefix: str = "replies"
    ) -> Self:
        """Return a store at an address; nothing is sent yet.

        Args:
            url: For example `redis://127.0.0.1:6379/0`.
            timeout: Seconds for which Redis may keep a call waiting. A cache that takes longer is
                no help; a model is a second away.
            pause: See the class.
            prefix: See the class.

        Raises:
            ConfigurationError: The address is none.
        """
        try:
            client = redis.Redis.from_url(
                url, socket_timeout=timeout, socket_connect_timeout=timeout, retry=None
            )
        except ValueError as error:
            raise ConfigurationError("redis_store.connect", f"{url!r}: {error}") from error
        return cls(client, pause=pause, prefix=prefix)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    def key(self, kind: str, name: str) -> str:
        """Return the full name of something in Redis."""
        return f"{self._prefix}:{kind}:{name}"

    async def look_up(self, key: str, tags: Sequence[str]) -> Lookup:
        """Return what is kept under a key, and the tokens of its tags, in one round trip.

        Raises:
            CacheUnavailableError: Redis cannot be asked.
        """
        names = [self.key("tag", tag) for tag in tags]
        async with self.guarded("look_up"):
            asked = await self._client.mget([self.key("reply", key), *names])
            data, *found = cast("list[bytes | None]", asked)
            tokens = dict(zip(tags, await self._filled(names, found), strict=True))
        entry = None if data is None else _valid(data, tokens)
        return Lookup(entry, MappingProxyType(tokens))

    async def _filled(self, names: Sequence[str], found: Sequence[bytes | None]) -> list[str]:
        """Return the tokens of tags, after making those that are missing."""
        if all(found):
            return [each.decode() for each in found if each]
        for name, token in zip(names, found, strict=True):
            if token is None:
                # Of two that make a token at once, the first is right for both.
                await self._client.set(name, _token(), nx=True, ex=_TAG_SECONDS)
        filled = cast("list[bytes | None]", await self._client.mget(names))
        # Forgotten again in between: an empty token is as good as any, for it is none's.
        return [(each or b"").decode() for each in filled]

    async def put(self, key: str, entry: Entry, tokens: Mapping[str, str], *, ttl: float) -> None:
        """Keep a reply for a time.

        Args:
            key: Its key.
            entry: The reply.
            tokens: The tokens that `look_up` returned before the model was asked. If a tag was
                invalidated since, the reply is kept and never found.
            ttl: Seconds, at the most. Up to a tenth is taken off by chance, so that what was kept
                in one minute is not asked for again in one minute.

        Raises:
            CacheUnavailableError: Redis cannot be asked.
        """
        marks = ",".join(f"{tag}={token}" for tag, token in sorted(tokens.items()))
        data = marks.encode() + b"\n" + entry.model_dump_json().encode()
        milliseconds = max(1, round(1000 * ttl * random.uniform(0.9, 1.0)))  # noqa: S311
        async with self.guarded("put"):
            await self._client.set(self.key("reply", key), data, px=milliseconds)

    async def forget(self, key: str) -> None:
        """Drop one entry, as for a reader who asks for another answer.

        Raises:
            CacheUnavailableError: Redis cannot be asked.
        """
        async with self.guarded("forget"):
            await self._client.delete(self.key("reply", key))

    async def invalidate(self, *tags: str) -> None:
        """Make every entry invalid that rests on one of these tags.

        Raises:
            CacheUnavailableError: Redis cannot be asked; the entries are as valid as before.
        """
        async with self.guarded("invalidate"):
            for tag in tags:
                await self._client.set(self.key("tag", tag), _token(), ex=_TAG_SECONDS)

    @asynccontextmanager
    async def guarded(self, verb: str) -> AsyncIterator[redis.Redis]:
        """Yield the connection; turn its failures into one error, and leave it alone after one."""
        operation = f"redis_store.{verb}"
        if self._now() < self._resting_until:
            raise CacheUnavailableError(operation, "it failed a moment ago")
        try:
            yield self._client
        except (RedisError, OSError) as error:
            self._resting_until = self._now() + self._pause
            raise CacheUnavailableError(operation, type(error).__name__) from error


def _token() -> str:
    return secrets.token_hex(_TOKEN_BYTES)


def _valid(data: bytes, tokens: Mapping[str, str]) -> Entry | None:
    marks, _, body = data.partition(b"\n")
    now = ",".join(f"{tag}={token}" for tag, token in sorted(tokens.items()))
    return Entry.read(body) if marks == now.encode() else None
