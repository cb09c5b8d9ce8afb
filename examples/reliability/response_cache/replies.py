"""Find a kept reply for a call, and keep a new one: by the same words, then by the same meaning."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

from llmkit.chat_request import ChatRequest
from llmkit.messages import Completion

from examples.reliability.response_cache.admission import Admission, Refusal
from examples.reliability.response_cache.cache_key import Scope, cache_key, context_key
from examples.reliability.response_cache.entry import Entry
from examples.reliability.response_cache.redis_store import CacheUnavailableError, RedisStore
from examples.reliability.response_cache.semantic_index import SemanticIndex, Vector

FactsOf = Callable[[str], tuple[str, ...]]
"""Returns what of a question must be the same to the letter."""


@dataclass(frozen=True, slots=True)
class Question:
    """A call as the cache sees it."""

    key: str
    """See `cache_key`."""
    tags: tuple[str, ...]
    """What its reply rests on."""
    text: str
    """What is compared by meaning; empty if this call is not."""
    context: str
    """Where it is compared; see `context_key`."""


@dataclass(frozen=True, slots=True)
class Found:
    """What there is for a question, and what is needed to keep its reply."""

    entry: Entry | None
    outcome: Literal["exact", "semantic", "miss", "unavailable"]
    tokens: Mapping[str, str] = field(default_factory=dict)
    """The state of the tags before the model was asked."""
    vector: Vector | None = None
    """The meaning of the question, where it was worked out."""


@dataclass(frozen=True, slots=True)
class Replies:
    """The kept replies of one model in one scope."""

    store: RedisStore
    """Where they lie."""
    provider: str
    """Who hosts the model."""
    model: str
    """Its name."""
    scope: Scope
    """Whose replies they are."""
    admission: Admission
    """What may be kept."""
    ttl: float
    """Seconds for which a reply is kept."""
    index: SemanticIndex | None
    """Finds replies by meaning; None for the same words only."""
    facts: FactsOf
    """What of a question must be the same to the letter."""
    now: Callable[[], float]
    """The time, in seconds since 1970."""

    def question(self, request: ChatRequest) -> Question:
        """Return a call as the cache sees it."""
        last = request.messages[-1]
        text = last.content if self.index is not None and last.role == "user" else ""
        key = cache_key(request, provider=self.provider, model=self.model, scope=self.scope)
        context = context_key(
            request,
            provider=self.provider,
            model=self.model,
            scope=self.scope,
            facts=self.facts(text),
        )
        return Question(key, self.scope.tags_of(request), text, context)

    async def find(self, question: Question) -> Found:
        """Return what there is for a question; an unreachable cache has nothing."""
        try:
            kept = await self.store.look_up(question.key, question.tags)
            if kept.entry is not None:
                return Found(kept.entry, "exact", kept.tokens)
            if self.index is None or not question.text:
                return Found(None, "miss", kept.tokens)
            vector = await self.index.embed(question.text)
            for match in await self.index.nearest(question.context, vector):
                # The same tags, so a reply that rests on what has changed is none here either.
                near = await self.store.look_up(match.key, question.tags)
                if near.entry is not None:
                    return Found(near.entry, "semantic", kept.tokens, vector)
            return Found(None, "miss", kept.tokens, vector)
        except CacheUnavailableError:
            return Found(None, "unavailable")

    async def exact(self, question: Question) -> Entry | None:
        """Return the entry of the same words, if there is one by now.

        Raises:
            CacheUnavailableError: The cache cannot be asked.
        """
        return (await self.store.look_up(question.key, question.tags)).entry

    async def keep(
        self, question: Question, found: Found, reply: Completion
    ) -> Refusal | Literal["unavailable"] | None:
        """Keep a reply, or return why it was not kept."""
        if refusal := self.admission.refuse_reply(reply):
            return refusal
        if found.outcome == "unavailable":
            return "unavailable"
        entry = Entry.of(reply, created=self.now())
        try:
            await self.store.put(question.key, entry, found.tokens, ttl=self.ttl)
            if self.index is not None and found.vector is not None:
                await self.index.add(question.context, question.key, found.vector)
        except CacheUnavailableError:
            return "unavailable"
        return None

    async def forget(self, question: Question) -> None:
        """Drop the entry of a question, if the cache can be asked."""
        with suppress(CacheUnavailableError):
            await self.store.forget(question.key)
