"""Retry calls that may succeed later, in one place for every provider.

The SDKs have retries of their own; the adapters switch them off, because two policies on top of
each other multiply. The waiting is done by stamina; `stamina.set_testing` makes it instant.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Unpack

import stamina
from stamina.instrumentation import LoggingOnRetryHook, set_on_retry_hooks

from llmkit.chat_model import ChatModel
from llmkit.chat_request import CallOptions
from llmkit.errors import RateLimitError, RetriesExhaustedError, TransientError
from llmkit.messages import Chunk, Completion, Message

# Left alone, stamina logs retries through whatever is installed: structlog, if it is, would print
# them on standard output. Set hooks of your own after this module has been imported.
set_on_retry_hooks([LoggingOnRetryHook])


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Which errors are retried, how often and after which waits.

    The wait before retry `n` is `first_wait * 2 ** (n - 1)` plus up to `jitter`, never more than
    `max_wait`; when the provider says how long to wait, that is used instead.
    """

    attempts: int = 4
    """Attempts in all, the first included."""
    first_wait: float = 0.5
    """Seconds before the first retry."""
    max_wait: float = 20.0
    """The longest wait, unless the provider asks for more."""
    jitter: float = 0.5
    """Up to so many seconds more, drawn anew each time, so that clients do not return together."""
    total_seconds: float = 60.0
    """No attempt is started once so much time has passed since the first."""

    def wait_after(self, error: Exception) -> bool | float:
        """Return the seconds to wait after an error: True for the usual wait, False for no retry.

        Only transient errors are retried, and not when the provider asks to wait longer than
        `total_seconds`: the answer would come too late.
        """
        if not isinstance(error, TransientError):
            return False
        if isinstance(error, RateLimitError) and error.retry_after is not None:
            return error.retry_after if error.retry_after <= self.total_seconds else False
        return True

    def attempt_contexts(self) -> AsyncIterator[stamina.Attempt]:
        """Return the attempts: `async for attempt in ...: with attempt: ...` retries the block."""
        return aiter(
            stamina.retry_context(
                on=self.wait_after,
                attempts=self.attempts,
                timeout=self.total_seconds,
                wait_initial=self.first_wait,
                wait_max=self.max_wait,
                wait_jitter=self.jitter,
            )
        )


class RetryingChatModel(ChatModel):
    """A model that retries another one; made by `with_retries`.

    Args:
        inner: The model to call.
        policy: When to call it again.
    """

    def __init__(self, inner: ChatModel, policy: RetryPolicy) -> None:
        self.provider = inner.provider
        self.model = inner.model
        self._inner = inner
        self._policy = policy

    async def complete(
        self, messages: Sequence[Message], **options: Unpack[CallOptions]
    ) -> Completion:
        """Return the whole reply, if need be after retries.

        Args:
            messages: The conversation, oldest first.
            **options: See `CallOptions`.

        Raises:
            RetriesExhaustedError: Every attempt failed with a transient error.
            PermanentError: An attempt failed in a way that no retry mends.
        """
        made = 0
        try:
            async for attempt in self._policy.attempt_contexts():
                made = attempt.num
                with attempt:
                    return await self._inner.complete(messages, **options)
        except TransientError as error:
            raise RetriesExhaustedError(f"{self.provider}.complete", made) from error
        raise AssertionError("the last attempt returns or raises")

    async def stream(
        self, messages: Sequence[Message], **options: Unpack[CallOptions]
    ) -> AsyncGenerator[Chunk, None]:
        """Yield the reply piece by piece, retrying only until the first chunk has come.

        After that the caller has shown or spoken a part of the reply. A new attempt would begin
        another text from the start, and models do not repeat themselves, so an error then goes to
        the caller, who alone knows whether to start over.

        Args:
            messages: The conversation, oldest first.
            **options: See `CallOptions`.

        Raises:
            RetriesExhaustedError: No attempt came as far as its first chunk.
            ProviderError: The stream broke later, or in a way that no retry mends.
        """
        first, rest = await self._open(messages, options)
        async with aclosing(rest):
            yield first
            async for chunk in rest:
                yield chunk

    async def aclose(self) -> None:
        """Close the model beneath."""
        await self._inner.aclose()

    async def _open(
        self, messages: Sequence[Message], options: CallOptions
    ) -> tuple[Chunk, AsyncGenerator[Chunk, None]]:
        made = 0
        try:
            async for attempt in self._policy.attempt_contexts():
                made = attempt.num
                with attempt:
                    chunks = self._inner.stream(messages, **options)
                    return await anext(chunks), chunks
        except TransientError as error:
            raise RetriesExhaustedError(f"{self.provider}.stream", made) from error
        raise AssertionError("the last attempt returns or raises")


def with_retries(model: ChatModel, policy: RetryPolicy | None = None) -> RetryingChatModel:
    """Return a model that retries transient failures of another one.

    Args:
        model: The model to call.
        policy: When to call it again; None stands for the defaults of `RetryPolicy`.
    """
    return RetryingChatModel(model, policy or RetryPolicy())
