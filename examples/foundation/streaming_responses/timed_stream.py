"""Time a stream from the outside, without a change to what it yields."""

import math
from collections.abc import AsyncGenerator, Callable
from types import TracebackType
from typing import Self, TypeAlias

from llmkit import Chunk

Clock: TypeAlias = Callable[[], float]
"""Returns seconds since some fixed moment, as `time.perf_counter` does."""


class TimedStream:
    """The chunks of a stream, and when they came.

    Args:
        chunks: What `ChatModel.stream` returned; it is closed at the end of the `async with`.
        now: The clock.
    """

    def __init__(self, chunks: AsyncGenerator[Chunk, None], now: Clock) -> None:
        self.first = math.inf
        """Seconds to the first text; infinite while there is none."""
        self.total = 0.0
        """Seconds to the latest chunk."""
        self._chunks = chunks
        self._now = now
        # Nothing is sent before the first chunk is asked for, so the time starts here.
        self._started = now()

    def __aiter__(self) -> Self:
        """Return the stream itself."""
        return self

    async def __anext__(self) -> Chunk:
        """Return the next chunk and note when it came."""
        chunk = await anext(self._chunks)
        self.total = self._now() - self._started
        # A chunk may carry no text (a tool call, the end), and a reader waits for text.
        if chunk.text:
            self.first = min(self.first, self.total)
        return chunk

    async def __aenter__(self) -> Self:
        """Return the stream itself."""
        return self

    async def __aexit__(
        self,
        error_type: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the stream, so that a reader who leaves early also hangs up."""
        await self._chunks.aclose()
