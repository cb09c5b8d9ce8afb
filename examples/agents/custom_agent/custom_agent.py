"""Give an agent behaviour of your own by wrapping it; each wrapper does one thing."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from llmkit import LLMKitError

from examples.agents.custom_agent.agent_library import Agent, Answer

_CARD_NUMBER = re.compile(r"\b\d(?:[ -]?\d){12,18}\b")
_PROMISE = re.compile(r"\b(refund|replace|compensat)", re.IGNORECASE)


def mask_cards(text: str) -> str:
    """Replace what looks like a card number, from 13 to 19 digits, by its last four."""
    return _CARD_NUMBER.sub(lambda found: f"[card ending in {found[0][-4:]}]", text)


def promises_something(answer: Answer) -> bool:
    """Return whether an answer says a word that only a person may give."""
    return _PROMISE.search(answer.text) is not None


class Masked(Agent):
    """Change a task before an agent sees it.

    Args:
        inner: The agent.
        mask: Returns the text that the agent may see.
    """

    def __init__(self, inner: Agent, mask: Callable[[str], str] = mask_cards) -> None:
        self.name = inner.name
        self._inner = inner
        self._mask = mask

    async def run(self, task: str) -> Answer:
        """Return the inner agent's answer to the masked task."""
        return await self._inner.run(self._mask(task))


class Approved(Agent):
    """Hold back answers that a person has to look at.

    Args:
        inner: The agent.
        needs_person: Tells which answers those are.
    """

    def __init__(
        self, inner: Agent, needs_person: Callable[[Answer], bool] = promises_something
    ) -> None:
        self.name = inner.name
        self._inner = inner
        self._needs_person = needs_person

    async def run(self, task: str) -> Answer:
        """Return the inner agent's answer, and whether it may be shown."""
        answer = await self._inner.run(task)
        # What another wrapper has held back stays held back.
        return replace(answer, final=answer.final and not self._needs_person(answer))


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the log."""

    agent: str
    """Which agent was asked."""
    task: str
    """What it was asked, as this wrapper saw it."""
    outcome: str
    """`shown`, `held back`, or the code of an error."""


class Logged(Agent):
    """Note every task and what came of it.

    Args:
        inner: The agent.
        log: Where the entries go.
    """

    def __init__(self, inner: Agent, log: list[Entry]) -> None:
        self.name = inner.name
        self._inner = inner
        self._log = log

    async def run(self, task: str) -> Answer:
        """Return the inner agent's answer; an error is noted and passed on."""
        try:
            answer = await self._inner.run(task)
        except LLMKitError as error:
            self._log.append(Entry(self.name, task, error.code))
            raise
        self._log.append(Entry(self.name, task, "shown" if answer.final else "held back"))
        return answer


def support_agent(agent: Agent, log: list[Entry]) -> Agent:
    """Return an agent with all three: masked first, then logged, then looked at.

    The order matters: a log outside of the mask would keep the card numbers.

    Args:
        agent: The agent of the library, or any other.
        log: Where the entries go.
    """
    return Masked(Logged(Approved(agent), log))
