"""A model that serves few callers at once, as one on your own machine does; the others queue."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from typing import Unpack

from llmkit import CallOptions, ChatModel, Chunk, Completion, Message


class Slots(ChatModel):
    """Lets so many calls through to a model and makes the others wait their turn.

    Args:
        inner: The model.
        slots: How many calls it serves at once.
    """

    def __init__(self, inner: ChatModel, slots: int) -> None:
        self.provider = inner.provider
        self.model = inner.model
        self._inner = inner
        self._free = asyncio.Semaphore(slots)

    async def complete(
        self, messages: Sequence[Message], **options: Unpack[CallOptions]
    ) -> Completion:
        """Return the reply, after a wait for a slot; see `ChatModel.complete`."""
        async with self._free:
            return await self._inner.complete(messages, **options)

    async def stream(
        self, messages: Sequence[Message], **options: Unpack[CallOptions]
    ) -> AsyncGenerator[Chunk, None]:
        """Yield the reply, after a wait for a slot; see `ChatModel.stream`."""
        async with self._free:
            async for chunk in self._inner.stream(messages, **options):
                yield chunk

    async def aclose(self) -> None:
        """Close the model beneath."""
        await self._inner.aclose()
