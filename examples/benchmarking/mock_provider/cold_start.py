"""A model that has to be loaded before it can answer, and is unloaded when nobody asks."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from typing import Unpack

from llmkit import CallOptions, ChatModel, Chunk, Completion, Message


class ColdStart(ChatModel):
    """Makes the first call after a time of rest wait, as local models and idle deployments do.

    Calls that come while the model is loaded wait for the same loading, and not for another one.

    Args:
        inner: The model.
        seconds: How long it takes to load.
        idle: Seconds without a call after which it is unloaded.
        sleep: Awaited for the loading.
    """

    def __init__(
        self,
        inner: ChatModel,
        *,
        seconds: float,
        idle: float = 300.0,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.provider = inner.provider
        self.model = inner.model
        self.loads = 0
        self._inner = inner
        self._seconds = seconds
        self._idle = idle
        self._sleep = sleep
        self._lock = asyncio.Lock()
        self._used: float | None = None

    async def complete(
        self, messages: Sequence[Message], **options: Unpack[CallOptions]
    ) -> Completion:
        """Return the reply, once the model is loaded; see `ChatModel.complete`."""
        await self._ready()
        try:
            return await self._inner.complete(messages, **options)
        finally:
            self._note()

    async def stream(
        self, messages: Sequence[Message], **options: Unpack[CallOptions]
    ) -> AsyncGenerator[Chunk, None]:
        """Yield the reply, once the model is loaded; see `ChatModel.stream`."""
        await self._ready()
        try:
            async for chunk in self._inner.stream(messages, **options):
                yield chunk
        finally:
            self._note()

    async def aclose(self) -> None:
        """Close the model beneath."""
        await self._inner.aclose()

    async def _ready(self) -> None:
        async with self._lock:
            now = asyncio.get_running_loop().time()
            if self._used is None or now - self._used > self._idle:
                self.loads += 1
                await self._sleep(self._seconds)
            self._note()

    def _note(self) -> None:
        self._used = asyncio.get_running_loop().time()
