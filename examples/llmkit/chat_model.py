"""The protocol that every model and every wrapper around one follows."""

from collections.abc import AsyncGenerator, Sequence
from types import TracebackType
from typing import Protocol, Self, Unpack

from llmkit.chat_request import CallOptions
from llmkit.messages import Chunk, Completion, Message


class ChatModel(Protocol):
    """A model that answers a conversation, whoever hosts it.

    Implementations subclass it and so inherit closing: `async with chat_model() as model:`.
    """

    provider: str
    """Who hosts the model, for example `openai`."""
    model: str
    """The name of the model at that provider."""

    async def complete(
        self, messages: Sequence[Message], **options: Unpack[CallOptions]
    ) -> Completion:
        """Return the whole reply to a conversation.

        Args:
            messages: The conversation, oldest first.
            **options: See `CallOptions`.

        Raises:
            ProviderError: The call failed; the subclass says how.
        """
        ...

    def stream(
        self, messages: Sequence[Message], **options: Unpack[CallOptions]
    ) -> AsyncGenerator[Chunk, None]:
        """Yield the reply piece by piece; the last chunks carry finish reason and usage.

        Leave the loop early and the connection is closed when the generator is; use
        `contextlib.aclosing` to close it at once.

        Args:
            messages: The conversation, oldest first.
            **options: See `CallOptions`.

        Raises:
            ProviderError: The call failed, possibly after some chunks.
        """
        ...

    async def aclose(self) -> None:
        """Release connections; a model without any inherits this and does nothing."""
        return

    async def __aenter__(self) -> Self:
        """Return the model itself."""
        return self

    async def __aexit__(
        self,
        error_type: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the model."""
        await self.aclose()
