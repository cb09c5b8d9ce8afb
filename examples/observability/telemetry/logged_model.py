"""Note failed calls to a model in the log, those included that a retry makes good."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Unpack

from llmkit import CallOptions, ChatModel, Chunk, Completion, Message, ProviderError

from examples.observability.telemetry.observability import Log


class LoggedChatModel(ChatModel):
    """A model that writes an event for each call that fails.

    Args:
        inner: The model to call.
        log: Where events go.
    """

    def __init__(self, inner: ChatModel, log: Log) -> None:
        self.provider, self.model = inner.provider, inner.model
        self._inner = inner
        self._log = log

    async def complete(
        self, messages: Sequence[Message], **options: Unpack[CallOptions]
    ) -> Completion:
        """Return the whole reply; see `ChatModel.complete`."""
        try:
            return await self._inner.complete(messages, **options)
        except ProviderError as error:
            self._note(error)
            raise

    async def stream(
        self, messages: Sequence[Message], **options: Unpack[CallOptions]
    ) -> AsyncGenerator[Chunk, None]:
        """Yield the reply piece by piece; see `ChatModel.stream`."""
        try:
            async with aclosing(self._inner.stream(messages, **options)) as chunks:
                async for chunk in chunks:
                    yield chunk
        except ProviderError as error:
            self._note(error)
            raise

    async def aclose(self) -> None:
        """Close the model beneath."""
        await self._inner.aclose()

    def _note(self, error: ProviderError) -> None:
        # A warning: whether it becomes an error for somebody is decided above, by the retries.
        self._log.warning("model.call_failed", error_type=error.code, detail=error.detail)
