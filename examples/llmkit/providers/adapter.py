"""What the adapters of real providers share: checked requests, timeouts and one error tree.

An adapter translates in three places, `_complete`, `_chunks` and `_translate`; this class calls
them in the right order. Timeouts are kept here and not by the SDKs, since those differ: two of
them count from the last byte that came, and one takes no timeout for a single call.
"""

import asyncio
from abc import abstractmethod
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing, contextmanager
from typing import Unpack

from llmkit.chat_model import ChatModel
from llmkit.chat_request import CallOptions, ChatRequest
from llmkit.errors import (
    ConnectionFailedError,
    LLMKitError,
    MalformedReplyError,
    ProviderError,
    RequestTimeoutError,
)
from llmkit.messages import Chunk, Completion, Message
from llmkit.vision import check_images


class AdapterChatModel(ChatModel):
    """The base of the adapters.

    Args:
        model: The name of the model at the provider.
    """

    def __init__(self, model: str) -> None:
        self.model = model

    @abstractmethod
    async def _complete(self, request: ChatRequest) -> Completion:
        """Ask through the SDK and translate the reply."""

    @abstractmethod
    def _chunks(self, request: ChatRequest) -> AsyncGenerator[Chunk, None]:
        """Ask through the SDK and translate each event."""

    @abstractmethod
    def _translate(self, error: Exception, operation: str) -> ProviderError | None:
        """Return the error of llmkit for one of the SDK, or None for one that is not its own."""

    async def complete(
        self, messages: Sequence[Message], **options: Unpack[CallOptions]
    ) -> Completion:
        """Return the whole reply; see `ChatModel.complete`."""
        request = ChatRequest.of(messages, options)
        check_images(self.provider, self.model, request.messages)
        with self._translated_errors("complete"):
            async with asyncio.timeout(request.timeout):
                return await self._complete(request)

    async def stream(
        self, messages: Sequence[Message], **options: Unpack[CallOptions]
    ) -> AsyncGenerator[Chunk, None]:
        """Yield the reply piece by piece; see `ChatModel.stream`."""
        request = ChatRequest.of(messages, options)
        check_images(self.provider, self.model, request.messages)
        started = finished = False
        async with aclosing(self._chunks(request)) as chunks:
            while (chunk := await self._next(chunks, request.timeout)) is not None:
                started = True
                finished = finished or chunk.finish_reason is not None
                yield chunk
        if not started:
            raise MalformedReplyError(f"{self.provider}.stream", "there is no event in it")
        if not finished:
            # Some servers and proxies end a broken stream politely: only this tells.
            raise ConnectionFailedError(f"{self.provider}.stream", "it ended without a reason")

    async def _next(
        self, chunks: AsyncGenerator[Chunk, None], seconds: float | None
    ) -> Chunk | None:
        with self._translated_errors("stream"):
            async with asyncio.timeout(seconds):
                return await anext(chunks, None)

    @contextmanager
    def _translated_errors(self, verb: str) -> Iterator[None]:
        operation = f"{self.provider}.{verb}"
        try:
            yield
        except LLMKitError:
            raise
        except TimeoutError as error:
            raise RequestTimeoutError(operation) from error
        except Exception as error:
            translated = self._translate(error, operation)
            if translated is None:
                raise
            raise translated from error
