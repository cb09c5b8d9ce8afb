"""Keep to the rate that an account is allowed, before the provider has to refuse anything."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Unpack

from llmkit import CallOptions, ChatModel, Chunk, Completion, Message


class Paced(ChatModel):
    """A model whose calls begin at even distances, so that an account's limit is kept.

    Args:
        inner: The model.
        per_second: How many calls may begin in a second.
    """

    def __init__(self, inner: ChatModel, *, per_second: float) -> None:
        self.provider = inner.provider
        self.model = inner.model
        self._inner = inner
        self._distance = 1 / per_second
        self._next = 0.0

    async def complete(
        self, messages: Sequence[Message], **options: Unpack[CallOptions]
    ) -> Completion:
        """Return the reply, after a wait; see `ChatModel.complete`."""
        await self._turn()
        return await self._inner.complete(messages, **options)

    async def stream(
        self, messages: Sequence[Message], **options: Unpack[CallOptions]
    ) -> AsyncGenerator[Chunk, None]:
        """Yield the reply, after a wait; see `ChatModel.stream`."""
        await self._turn()
        chunks = self._inner.stream(messages, **options)
        async with aclosing(chunks):
            async for chunk in chunks:
                yield chunk

    async def aclose(self) -> None:
        """Close the model beneath."""
        await self._inner.aclose()

    async def _turn(self) -> None:
        now = asyncio.get_running_loop().time()
        begin = max(now, self._next)
        # Noted before the wait: who comes meanwhile gets the turn after this one.
        self._next = begin + self._distance
        await asyncio.sleep(begin - now)
