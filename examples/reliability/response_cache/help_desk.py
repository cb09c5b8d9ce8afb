"""The application that is too slow and too dear: a help desk that answers from a handbook."""

import re
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from typing import Unpack

from llmkit import CallOptions, ChatModel, Chunk, Completion, Message
from llmkit.script import last_user_text

from examples.reliability.response_cache.facts import facts_of

Prompt = Callable[[str], str]
"""Makes the instruction that is sent along with a question."""

NAMES = frozenset(
    "austria france germany norway switzerland saturday sunday "  # noqa: SIM905  # a list of words
    "presta schrader front rear tour city trail cargo".split()
)
"""Words of this shop of which one must not be taken for another."""


def shop_facts(question: str) -> tuple[str, ...]:
    """Return what of a question must be the same to the letter, in this shop."""
    return facts_of(question, names=NAMES)


_RULES = "You answer questions of the customers of a bicycle shop. Use only the handbook below."


class HelpDesk(ChatModel):
    """Answers questions, seen from outside like a model: a question in, a reply out.

    Args:
        inner: The model that writes the answers.
        prompt: Makes the instruction for it.
    """

    def __init__(self, inner: ChatModel, prompt: Prompt) -> None:
        self.provider = inner.provider
        self.model = inner.model
        self._inner = inner
        self._prompt = prompt

    async def complete(
        self, messages: Sequence[Message], **options: Unpack[CallOptions]
    ) -> Completion:
        """Return the answer to the last question; see `ChatModel.complete`."""
        return await self._inner.complete(self._with_handbook(messages), **options)

    async def stream(
        self, messages: Sequence[Message], **options: Unpack[CallOptions]
    ) -> AsyncGenerator[Chunk, None]:
        """Yield the answer piece by piece; see `ChatModel.stream`."""
        chunks = self._inner.stream(self._with_handbook(messages), **options)
        async with aclosing(chunks):
            async for chunk in chunks:
                yield chunk

    async def aclose(self) -> None:
        """Close the model beneath."""
        await self._inner.aclose()

    def _with_handbook(self, messages: Sequence[Message]) -> list[Message]:
        return [Message.system(self._prompt(last_user_text(messages))), *messages]


def handbook(topics: Sequence[str]) -> list[str]:
    """Return the articles of the shop's handbook, one for each topic."""
    return [
        f"{topic} The shop has a rule for this, with an exception, a fee and a form to fill in; "
        "the rule holds for orders from the web and from the shop, and it is looked at each spring."
        for topic in topics
    ]


def whole_handbook(articles: Sequence[str], now: Callable[[], float]) -> Prompt:
    """Return the prompt that the desk began with: the time of day, then everything.

    Args:
        articles: The handbook.
        now: The time, in seconds since the desk opened at nine.
    """

    def prompt(_: str) -> str:
        minutes = int(now() // 60)
        time = f"It is {9 + minutes // 60:02}:{minutes % 60:02}."
        return "\n".join([time, _RULES, *articles])

    return prompt


def needed_articles(articles: Sequence[str], *, most: int = 5) -> Prompt:
    """Return the prompt that holds only the articles with most words in common with a question.

    Args:
        articles: The handbook.
        most: How many articles are sent.
    """
    words = [_words(article) for article in articles]

    def prompt(question: str) -> str:
        asked = _words(question)
        order = sorted(range(len(articles)), key=lambda at: -len(asked & words[at]))
        return "\n".join([_RULES, *(articles[at] for at in order[:most])])

    return prompt


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", text.lower()))
