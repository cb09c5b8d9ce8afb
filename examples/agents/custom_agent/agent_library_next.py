"""The next version of the library. What it promises is the same; inside, it was built anew."""

from collections.abc import Sequence
from contextlib import aclosing

from llmkit import ChatModel, Message

from examples.agents.custom_agent.agent_library import Agent, Answer


class ChatAgent(Agent):
    """An agent that asks a model once, and once more if the model said nothing.

    Args:
        model: The model to ask.
        instructions: How to answer.
        name: What it is called in logs.
    """

    def __init__(self, model: ChatModel, *, instructions: str, name: str = "chat") -> None:
        self.name = name
        self._model = model
        self._instructions = instructions

    async def run(self, task: str) -> Answer:
        """Return the answer to a task; see `Agent.run`."""
        turns = [Message.system(self._instructions), Message.user(task)]
        return Answer(await self._read(turns) or await self._read(turns))

    async def _read(self, turns: Sequence[Message]) -> str:
        async with aclosing(self._model.stream(turns)) as chunks:
            return "".join([chunk.text async for chunk in chunks])
