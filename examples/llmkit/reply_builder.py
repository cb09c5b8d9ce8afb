"""Fold a stream of chunks into one completion."""

from collections.abc import AsyncIterable
from dataclasses import replace

from llmkit.errors import MalformedReplyError
from llmkit.messages import (
    Chunk,
    Completion,
    FinishReason,
    Message,
    ToolCall,
    ToolCallDelta,
    Usage,
)


class ReplyBuilder:
    """Fold the chunks of a stream into one completion, one `add` at a time."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._calls: dict[int, ToolCall] = {}
        self._finish_reason: FinishReason | None = None
        self._usage = Usage()

    def add(self, chunk: Chunk) -> None:
        """Take the next chunk."""
        self._text.append(chunk.text)
        for delta in chunk.tool_calls:
            self._add_fragment(delta)
        self._finish_reason = chunk.finish_reason or self._finish_reason
        self._usage = chunk.usage or self._usage

    def _add_fragment(self, delta: ToolCallDelta) -> None:
        call = self._calls.get(delta.index, ToolCall("", "", ""))
        self._calls[delta.index] = replace(
            call,
            id=delta.id or call.id,
            name=delta.name or call.name,
            arguments=call.arguments + delta.arguments,
        )

    def completion(self, *, provider: str, model: str) -> Completion:
        """Return what was received as a completion.

        Args:
            provider: The provider to name in the completion.
            model: The model to name in the completion.

        Raises:
            MalformedReplyError: The stream ended without a finish reason.
        """
        if self._finish_reason is None:
            raise MalformedReplyError(f"{provider}.stream", "it ended without a finish reason")
        calls = tuple(self._calls[index] for index in sorted(self._calls))
        message = Message.assistant("".join(self._text), tool_calls=calls)
        return Completion(message, self._finish_reason, self._usage, model, provider)


async def collect(chunks: AsyncIterable[Chunk], *, provider: str, model: str) -> Completion:
    """Read a stream to its end and return it as one completion.

    Args:
        chunks: What `ChatModel.stream` returned.
        provider: The provider to name in the completion.
        model: The model to name in the completion.

    Raises:
        MalformedReplyError: The stream ended without a finish reason.
    """
    reply = ReplyBuilder()
    async for chunk in chunks:
        reply.add(chunk)
    return reply.completion(provider=provider, model=model)
