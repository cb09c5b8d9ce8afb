"""A provider allows an account so many calls a second, and refuses the rest."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from typing import Unpack

from llmkit import CallOptions, ChatModel, Chunk, Completion, Message
from llmkit.errors import RateLimitError


class AccountLimit(ChatModel):
    """A model that refuses calls beyond a rate, by a token bucket.

    Args:
        inner: The model to call.
        per_second: How many calls are allowed, in the long run.
        retry_after: Seconds that a refused caller is asked to wait.
    """

    def __init__(self, inner: ChatModel, *, per_second: float, retry_after: float = 1.0) -> None:
        self.provider = inner.provider
        self.model = inner.model
        self.calls = 0
        self.refused = 0
        self._inner = inner
        self._per_second = per_second
        self._retry_after = retry_after
        self._allowed = per_second
        self._last = 0.0

    async def complete(
        self, messages: Sequence[Message], **options: Unpack[CallOptions]
    ) -> Completion:
        """Return the reply; see `ChatModel.complete`.

        Raises:
            RateLimitError: The account has no call left for now.
        """
        self._take("complete")
        return await self._inner.complete(messages, **options)

    async def stream(
        self, messages: Sequence[Message], **options: Unpack[CallOptions]
    ) -> AsyncGenerator[Chunk, None]:
        """Yield the reply piece by piece; see `ChatModel.stream`."""
        self._take("stream")
        async for chunk in self._inner.stream(messages, **options):
            yield chunk

    async def aclose(self) -> None:
        """Close the model beneath."""
        await self._inner.aclose()

    def _take(self, verb: str) -> None:
        now = asyncio.get_running_loop().time()
        refill = (now - self._last) * self._per_second
        self._allowed = min(self._per_second, self._allowed + refill)
        self._last = now
        self.calls += 1
        if self._allowed < 1:
            self.refused += 1
            raise RateLimitError(f"{self.provider}.{verb}", retry_after=self._retry_after)
        self._allowed -= 1
