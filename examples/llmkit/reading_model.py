"""A simulated model that takes longer to begin when there is more to read."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from typing import Unpack

from llmkit.chat_model import ChatModel
from llmkit.chat_request import CallOptions
from llmkit.messages import Chunk, Completion, Message
from llmkit.token_estimate import estimate_input_tokens


class ReadingModel(ChatModel):
    """Waits for each token of a conversation before it lets another model answer.

    Args:
        inner: The model that answers.
        seconds_per_token: How long a token of the conversation takes to read.
        sleep: Awaited for it.
    """

    def __init__(
        self,
        inner: ChatModel,
        seconds_per_token: float,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.provider = inner.provider
        self.model = inner.model
        self._inner = inner
        self._seconds = seconds_per_token
        self._sleep = sleep

    async def complete(
        self, messages: Sequence[Message], **options: Unpack[CallOptions]
    ) -> Completion:
        """Return the reply, after reading; see `ChatModel.complete`."""
        await self._sleep(self._seconds * estimate_input_tokens(messages))
        return await self._inner.complete(messages, **options)

    async def stream(
        self, messages: Sequence[Message], **options: Unpack[CallOptions]
    ) -> AsyncGenerator[Chunk, None]:
        """Yield the reply, after reading; see `ChatModel.stream`."""
        await self._sleep(self._seconds * estimate_input_tokens(messages))
        async for chunk in self._inner.stream(messages, **options):
            yield chunk

    async def aclose(self) -> None:
        """Close the model beneath."""
        await self._inner.aclose()
