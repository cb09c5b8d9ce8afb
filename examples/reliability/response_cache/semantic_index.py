"""Which kept question means nearly the same as a new one: vectors that all processes share.

They lie in a Redis stream for each context, oldest first. Each process keeps what it has read as a
matrix, so a lookup fetches what is new and compares with all of it in one product. That is exact,
and quick up to some thousand questions; beyond, use an index that is made for it.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import cast

import numpy as np
from llmkit.embeddings import Embedder
from numpy.typing import NDArray

from examples.reliability.response_cache.redis_store import RedisStore

Vector = NDArray[np.float32]
"""The meaning of a text: a direction, so its length is 1."""
Embed = Callable[[str], Awaitable[Vector]]
"""Returns the vector of a text."""


def in_a_thread(embedder: Embedder) -> Embed:
    """Return what embeds a text without holding up the event loop meanwhile."""

    async def embed(text: str) -> Vector:
        return np.asarray((await asyncio.to_thread(embedder.embed, [text]))[0])

    return embed


_CONTEXTS = 256
"""How many contexts a process keeps in memory."""


@dataclass(frozen=True, slots=True)
class Match:
    """A kept question that is near a new one."""

    key: str
    """The key of its reply."""
    similarity: float
    """The cosine of the angle between both: 1 for the same direction, 0 for nothing in common."""


class _Known:
    """What this process has read of one context."""

    def __init__(self) -> None:
        self.last = b"0-0"
        self.keys: list[str] = []
        self.vectors: list[Vector] = []

    def add(self, identity: bytes, key: str, vector: Vector, *, most: int) -> None:
        self.last = identity
        self.keys.append(key)
        self.vectors.append(vector)
        # As many as the stream holds, or this process would find what Redis has dropped.
        del self.keys[:-most], self.vectors[:-most]


class SemanticIndex:
    """Finds kept questions by meaning.

    Args:
        store: The Redis in which vectors lie.
        embed: Makes vectors. Vectors of two models must not meet: change the scope's version with
            the model.
        threshold: The least similarity that counts as the same question. There is no value that is
            right everywhere; choose it on questions of your own, see `threshold.py`.
        most: How many questions a context holds; the oldest are dropped.
        ttl: Seconds after which a context without new questions is dropped.
    """

    def __init__(
        self,
        store: RedisStore,
        embed: Embed,
        *,
        threshold: float,
        most: int = 2000,
        ttl: float = 86_400.0,
    ) -> None:
        if not 0 < threshold <= 1:
            raise ValueError(f"a threshold lies above 0 and is at most 1, not {threshold}")
        self._store = store
        self.embed = embed
        self._threshold = threshold
        self._most = most
        self._ttl = ttl
        self._contexts: OrderedDict[str, _Known] = OrderedDict()

    async def nearest(self, context: str, vector: Vector, *, count: int = 3) -> list[Match]:
        """Return the kept questions that are near enough, the nearest first.

        Args:
            context: Where to look; see `context_key`.
            vector: The meaning of the new question.
            count: How many to return at the most.

        Raises:
            CacheUnavailableError: Redis cannot be asked.
        """
        known = await self._up_to_date(context)
        if not known.keys:
            return []
        similarities = np.stack(known.vectors) @ vector
        order = np.argsort(-similarities, kind="stable")[:count]
        found = (Match(known.keys[at], float(similarities[at])) for at in order)
        return [match for match in found if match.similarity >= self._threshold]

    async def add(self, context: str, key: str, vector: Vector) -> None:
        """Keep the meaning of a question.

        Args:
            context: Where it belongs.
            key: The key of its reply.
            vector: Its meaning.

        Raises:
            CacheUnavailableError: Redis cannot be asked.
        """
        name = self._store.key("meaning", context)
        packed = vector.astype("<f4").tobytes()
        async with self._store.guarded("add_meaning") as client:
            await client.xadd(
                name, {"key": key, "vector": packed}, maxlen=self._most, approximate=False
            )
            await client.pexpire(name, round(1000 * self._ttl))

    async def _up_to_date(self, context: str) -> _Known:
        known = self._contexts.setdefault(context, _Known())
        self._contexts.move_to_end(context)
        if len(self._contexts) > _CONTEXTS:
            self._contexts.popitem(last=False)
        name = self._store.key("meaning", context)
        async with self._store.guarded("read_meanings") as client:
            read = await client.xrange(name, min=b"(" + known.last, max="+")
        for identity, fields in cast("list[tuple[bytes, dict[bytes, bytes]]]", read):
            # Another task may have read the same news while this one waited.
            if _order(identity) > _order(known.last):
                vector = np.frombuffer(fields[b"vector"], dtype="<f4")
                known.add(identity, fields[b"key"].decode(), vector, most=self._most)
        return known


def _order(identity: bytes) -> tuple[int, int]:
    milliseconds, _, number = identity.partition(b"-")
    return int(milliseconds), int(number)
