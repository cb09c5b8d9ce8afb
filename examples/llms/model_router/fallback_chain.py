"""Ask the next model when one fails, if the failure is of a kind that another model can mend."""

import logging
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Unpack

from llmkit import (
    AuthenticationError,
    CallOptions,
    ChatModel,
    Chunk,
    Completion,
    ContextLengthError,
    LLMKitError,
    MalformedReplyError,
    Message,
    ModelNotFoundError,
    ProviderError,
    RateLimitError,
    RetriesExhaustedError,
    TransientError,
)

from examples.llms.model_router.health_memory import HealthMemory


class Fate(Enum):
    """What a failure of one model means for the others, and for its own health."""

    NEXT = "ask the next; after some of these it rests"
    REST = "ask the next; it rests at once"
    LARGER = "ask one with a larger window; it is well"
    STOP = "ask nobody else"


FATES: Mapping[type[LLMKitError], Fate] = MappingProxyType(
    {
        TransientError: Fate.NEXT,
        RetriesExhaustedError: Fate.NEXT,
        MalformedReplyError: Fate.NEXT,
        # Its key or its name is wrong. A person has to mend that; until then, spare the time.
        AuthenticationError: Fate.REST,
        ModelNotFoundError: Fate.REST,
        ContextLengthError: Fate.LARGER,
        # A refused question is refused, and a mistake of ours is one everywhere.
        LLMKitError: Fate.STOP,
    }
)


def fate_of(error: LLMKitError) -> Fate:
    """Return the fate of the error's own class, or of the nearest class above it."""
    return next(FATES[each] for each in type(error).__mro__ if each in FATES)


class AllModelsFailedError(ProviderError):
    """No model of a chain replied.

    Args:
        failures: The models that were asked, with their errors, in order.
        seconds: After how long the first of those that rest may be asked again.
    """

    code = "all_models_failed"
    sentence = "no model replied"

    def __init__(self, failures: Sequence[tuple[str, LLMKitError]], seconds: float) -> None:
        self.failures = tuple(failures)
        self.seconds = seconds
        listed = ", ".join(f"{name} {error.code}" for name, error in failures)
        super().__init__("fallback", listed or f"all rest; ask again in {seconds:g} s")


@dataclass(frozen=True, slots=True)
class Link:
    """A model of a chain."""

    name: str
    """What its health is remembered by."""
    model: ChatModel
    """The model; whoever made it closes it."""
    context_tokens: int
    """How much it can read."""


class FallbackChatModel(ChatModel):
    """Several models that look like one.

    Args:
        links: The models, in the order in which they are asked.
        health: Who is unwell; share it among chains.
        logger: Where each step down the chain is written.
    """

    provider = "fallback"

    def __init__(
        self, links: Sequence[Link], health: HealthMemory, *, logger: logging.Logger | None = None
    ) -> None:
        self.model = " > ".join(link.name for link in links)
        self._links = tuple(links)
        self._health = health
        self._logger = logger or logging.getLogger("fallback")

    async def complete(
        self, messages: Sequence[Message], **options: Unpack[CallOptions]
    ) -> Completion:
        """Return the reply of the first model that gives one.

        The option `timeout` is for each model, so the whole may take as often that long.

        Raises:
            AllModelsFailedError: None gave one.
            ContextLengthError: The conversation is too long for all that were asked.
            ProviderError: A failure that no other model would mend.
        """
        search = _Search(self._links, self._health, self._logger)
        for link in search:
            try:
                reply = await link.model.complete(messages, **options)
            except LLMKitError as error:
                search.failed(link, error)
            else:
                self._health.succeeded(link.name)
                return reply
        raise search.verdict()

    async def stream(
        self, messages: Sequence[Message], **options: Unpack[CallOptions]
    ) -> AsyncGenerator[Chunk, None]:
        """Yield the reply of the first model that begins one.

        Once a chunk has come, there is no way back: another model would begin another text. A
        failure after that goes to the caller, and is held against the model all the same.

        Raises:
            AllModelsFailedError: None began one.
            ContextLengthError: The conversation is too long for all that were asked.
            ProviderError: A failure that no other model would mend, or one in mid-stream.
        """
        search = _Search(self._links, self._health, self._logger)
        for link in search:
            async with aclosing(link.model.stream(messages, **options)) as chunks:
                try:
                    first = await anext(chunks)
                except LLMKitError as error:
                    search.failed(link, error)
                    continue
                try:
                    yield first
                    async for chunk in chunks:
                        yield chunk
                except LLMKitError as error:
                    search.note(link, error)
                    raise
                self._health.succeeded(link.name)
                return
        raise search.verdict()


class _Search:
    """The way of one call along a chain."""

    def __init__(self, links: Sequence[Link], health: HealthMemory, logger: logging.Logger) -> None:
        self._links = links
        self._health = health
        self._logger = logger
        self._failures: list[tuple[str, LLMKitError]] = []
        self._too_small = 0

    def __iter__(self) -> Iterator[Link]:
        for link in self._links:
            # In this order: asking the memory takes the one try that a rested model is granted.
            if link.context_tokens > self._too_small and self._health.may_ask(link.name):
                yield link

    def failed(self, link: Link, error: LLMKitError) -> None:
        """Note a failure, and raise it if nobody else is to be asked."""
        fate = self.note(link, error)
        if fate is Fate.STOP:
            raise error
        if fate is Fate.LARGER:
            self._too_small = link.context_tokens
        self._failures.append((link.name, error))
        self._logger.warning("fell back from %s: %s", link.name, error.code)

    def note(self, link: Link, error: LLMKitError) -> Fate:
        """Tell the memory what a failure says of the health of a model."""
        fate = fate_of(error)
        if fate in (Fate.NEXT, Fate.REST):
            asked = error.retry_after if isinstance(error, RateLimitError) else None
            self._health.failed(link.name, at_once=fate is Fate.REST, seconds=asked)
        elif isinstance(error, ProviderError):
            self._health.succeeded(link.name)  # it replied, if only to refuse
        return fate

    def verdict(self) -> ProviderError:
        """Return the error that says who failed, with the last of the failures as its cause."""
        if self._failures and all(_is_too_long(error) for _, error in self._failures):
            return ContextLengthError("fallback", "for every model that could be asked")
        waits = [self._health.seconds_left(link.name) for link in self._links]
        error = AllModelsFailedError(self._failures, min(waits, default=0.0))
        error.__cause__ = self._failures[-1][1] if self._failures else None
        return error


def _is_too_long(error: LLMKitError) -> bool:
    return isinstance(error, ContextLengthError)
