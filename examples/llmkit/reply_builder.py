"""Fold a stream of chunks into one completion."""

from collections.abc import AsyncIterable

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


class _Call:
    """A tool call of which more fragments may come."""

    def __init__(self, index: int) -> None:
        self.index = index
        self.id = ""
        self.name = ""
        # Joined once at the end: adding to a text copies what is there, for each fragment.
        self.arguments: list[str] = []

    def add(self, delta: ToolCallDelta) -> None:
        self.id = self.id or delta.id
        self.name = self.name or delta.name
        self.arguments.append(delta.arguments)


class ReplyBuilder:
    """Fold the chunks of a stream into one completion, one `add` at a time."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._calls: list[_Call] = []
        self._open: dict[int, _Call] = {}
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
        call = self._open.get(delta.index)
        # A second id under one index is a second call: some compatible servers number each call 0.
        if call is None or (delta.id and call.id and delta.id != call.id):
            call = self._open[delta.index] = _Call(delta.index)
            self._calls.append(call)
        call.add(delta)

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
        ordered = sorted(self._calls, key=lambda call: call.index)
        calls = tuple(ToolCall(one.id, one.name, "".join(one.arguments)) for one in ordered)
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
