"""Note how long a model keeps its callers waiting, apart from whatever lies around it."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Unpack

from llmkit import CallOptions, ChatModel, Chunk, Completion, Message


class Stopwatch(ChatModel):
    """A model that adds up the time in another one, by the clock of the event loop.

    Args:
        inner: The model.
    """

    def __init__(self, inner: ChatModel) -> None:
        self.provider = inner.provider
        self.model = inner.model
        self.reading = 0.0
        """Seconds until the first chunk, of all streams together."""
        self.writing = 0.0
        """Seconds from there to the end; for whole replies there is only this."""
        self._inner = inner

    async def complete(
        self, messages: Sequence[Message], **options: Unpack[CallOptions]
    ) -> Completion:
        """Return the reply; see `ChatModel.complete`."""
        clock = asyncio.get_running_loop().time
        began = clock()
        try:
            return await self._inner.complete(messages, **options)
        finally:
            self.writing += clock() - began

    async def stream(
        self, messages: Sequence[Message], **options: Unpack[CallOptions]
    ) -> AsyncGenerator[Chunk, None]:
        """Yield the reply piece by piece; see `ChatModel.stream`."""
        clock = asyncio.get_running_loop().time
        last = clock()
        first = True
        chunks = self._inner.stream(messages, **options)
        async with aclosing(chunks):
            async for chunk in chunks:
                waited = clock() - last
                if first:
                    self.reading += waited
                else:
                    self.writing += waited
                first = False
                yield chunk
                # Not the time that the reader of the stream takes for a chunk.
                last = clock()

    async def aclose(self) -> None:
        """Close the model beneath."""
        await self._inner.aclose()
