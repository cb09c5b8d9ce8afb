"""The page on which customers ask; it remembers what they read, so that wrong answers show."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Unpack

from llmkit import CallOptions, ChatModel, Chunk, Completion, Message
from llmkit.script import last_user_text


class Page(ChatModel):
    """The page on which customers ask: always at temperature 0, and it remembers what they read.

    Args:
        desk: Who answers.
    """

    def __init__(self, desk: ChatModel) -> None:
        self.provider = desk.provider
        self.model = desk.model
        self.read: list[tuple[str, str]] = []
        """Each question, with the answer to it."""
        self._desk = desk

    async def complete(
        self, messages: Sequence[Message], **options: Unpack[CallOptions]
    ) -> Completion:
        """Return the answer; see `ChatModel.complete`."""
        options["temperature"] = 0.0
        reply = await self._desk.complete(messages, **options)
        self.read.append((last_user_text(messages), reply.text))
        return reply

    async def stream(
        self, messages: Sequence[Message], **options: Unpack[CallOptions]
    ) -> AsyncGenerator[Chunk, None]:
        """Yield the answer piece by piece; see `ChatModel.stream`."""
        options["temperature"] = 0.0
        chunks = self._desk.stream(messages, **options)
        text = []
        async with aclosing(chunks):
            async for chunk in chunks:
                text.append(chunk.text)
                yield chunk
        self.read.append((last_user_text(messages), "".join(text)))
