"""A simulated model that takes longer to begin when there is more to read."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from typing import Unpack

from llmkit import (
    CallOptions,
    ChatModel,
    Chunk,
    Completion,
    Message,
    Profile,
    Reply,
    Script,
    SimulatedChatModel,
)
from llmkit.token_estimate import estimate_input_tokens

from examples.benchmarking.provider_comparison.model_sizes import Machine, ModelSize

REPLY = Script(otherwise=lambda _: Reply(" ".join(["sea"] * 120)))
"""What each model says: 120 words of four characters with the space, so each counts as a token."""


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


def model_of(size: ModelSize, machine: Machine, *, seed: int = 0) -> ChatModel:
    """Return a simulated model with the pace of a size on a machine, give or take a tenth."""
    pace = Profile(tokens_per_second=size.tokens_per_second(machine), spread=0.1)
    inner = SimulatedChatModel(size.name, script=REPLY, profile=pace, seed=seed)
    return ReadingModel(inner, size.reading_seconds(machine))
