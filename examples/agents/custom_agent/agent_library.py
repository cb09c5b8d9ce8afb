"""The library: think of this file as installed, for you cannot change it.

What it promises is `Agent` and `Answer`. Names that begin with an underscore are its own business.
"""

from dataclasses import dataclass
from typing import Protocol

from llmkit import ChatModel, Message


@dataclass(frozen=True, slots=True)
class Answer:
    """What an agent comes back with."""

    text: str
    """What it says."""
    final: bool = True
    """Whether it may be shown; false if a person has to look at it first."""


class Agent(Protocol):
    """Whatever can be given a task. Every agent follows it, and every wrapper around one."""

    name: str
    """What it is called in logs."""

    async def run(self, task: str) -> Answer:
        """Return the answer to a task.

        Raises:
            ProviderError: A call to a model failed.
        """
        ...


class ChatAgent(Agent):
    """An agent that asks a model once.

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
        return Answer(await self._ask(task))

    async def _ask(self, task: str) -> str:
        turns = [Message.system(self._instructions), Message.user(task)]
        return (await self._model.complete(turns)).text
