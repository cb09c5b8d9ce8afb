"""A conversation: the history that a model needs to be sent, because it keeps none."""

import asyncio
from typing import Unpack

from llmkit import CallOptions, ChatModel, Completion, Message


class Conversation:
    """What was said so far, and the next turn.

    Args:
        model: Who answers.
        instructions: A system message for the whole conversation; empty for none.
        **options: Sent with every turn; see `CallOptions`.
    """

    def __init__(
        self, model: ChatModel, instructions: str = "", **options: Unpack[CallOptions]
    ) -> None:
        self.messages = [Message.system(instructions)] if instructions else []
        self._model = model
        self._options = options
        self._turn = asyncio.Lock()

    async def say(self, text: str) -> Completion:
        """Send all that was said so far with one more line of the user, and keep the reply.

        Raises:
            ProviderError: The call failed; the conversation is as it was before.
        """
        # One turn at a time: the second of two quick lines must be sent with the first's reply.
        async with self._turn:
            asked = Message.user(text)
            reply = await self._model.complete([*self.messages, asked], **self._options)
            # Only now, so that a failed call leaves no question without an answer behind.
            self.messages += [asked, reply.message]
            return reply
