"""Providers as one gets them wrong; each is refused with a sentence that says how to mend it."""

from collections.abc import AsyncGenerator, Sequence
from typing import Any

from llmkit import ChatModel, Chunk, Completion, Message, SimulatedChatModel
from llmkit.providers.registry import ProviderFactory


class Misspelt(ChatModel):
    """Has `streams` where `stream` is asked for, and so inherits a `stream` that does nothing."""

    provider = "misspelt"
    model = "m"

    async def complete(self, messages: Sequence[Message], **options: Any) -> Completion:
        """Answer as the simulated provider does."""
        return await SimulatedChatModel().complete(messages, **options)

    async def streams(self, messages: Sequence[Message], **options: Any) -> Any:
        """Mean to be `stream`."""


class NotAGenerator(Misspelt):
    """Has a `stream` that returns a list."""

    async def stream(  # type: ignore[override]  # that is the mistake
        self, messages: Sequence[Message], **options: Any
    ) -> list[Chunk]:
        """Return all chunks at once, which is no stream."""
        return [Chunk((await self.complete(messages, **options)).text)]


class TooFewOptions(Misspelt):
    """Knows one of the options, and breaks on the others."""

    async def complete(  # type: ignore[override]  # that is the mistake
        self, messages: Sequence[Message], *, temperature: float | None = None
    ) -> Completion:
        """Answer, if nothing else is asked for."""
        return await SimulatedChatModel().complete(messages, temperature=temperature)

    async def stream(
        self, messages: Sequence[Message], **options: Any
    ) -> AsyncGenerator[Chunk, None]:
        """Say what the simulated provider says."""
        async for chunk in SimulatedChatModel().stream(messages, **options):
            yield chunk


class NoModelAtAll:
    """Follows nothing."""


def factory_of(kind: type[Any]) -> ProviderFactory:
    """Return a factory that makes this, whatever it is asked for."""
    return lambda _settings: kind()
