"""A model behind a cache: what was asked before is answered from Redis, the rest by the model."""

import time
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from typing import Unpack

from llmkit.chat_model import ChatModel
from llmkit.chat_request import CallOptions, ChatRequest
from llmkit.messages import Chunk, Completion, Message, Usage
from llmkit.telemetry import Telemetry
from opentelemetry.trace import Span

from examples.reliability.response_cache.admission import Admission
from examples.reliability.response_cache.asking import Asking, Origin, UnderWay
from examples.reliability.response_cache.cache_key import Scope
from examples.reliability.response_cache.cache_telemetry import CacheTelemetry, Outcome, Price
from examples.reliability.response_cache.entry import Entry
from examples.reliability.response_cache.facts import facts_of
from examples.reliability.response_cache.lease import Leases
from examples.reliability.response_cache.redis_store import RedisStore
from examples.reliability.response_cache.replies import FactsOf, Replies
from examples.reliability.response_cache.semantic_index import SemanticIndex

_BILLED: frozenset[Outcome] = frozenset({"miss", "refused", "unavailable"})


@dataclass(frozen=True, slots=True)
class ResponseCache:
    """What all models behind one cache share."""

    store: RedisStore
    """Where replies lie."""
    ttl: float = 3600.0
    """Seconds for which a reply holds at the most, if nobody invalidates it before."""
    admission: Admission = field(default_factory=Admission)
    """What may be kept."""
    index: SemanticIndex | None = None
    """Finds replies by meaning; None for the same words only."""
    facts: FactsOf = facts_of
    """What of a question must be the same to the letter."""
    leases: Leases | None = None
    """Turns between processes; None for the usual ones."""
    telemetry: Telemetry = field(default_factory=lambda: Telemetry("cache"))
    """Where to report."""
    now: Callable[[], float] = time.time
    """The time, in seconds since 1970."""
    under_way: UnderWay = field(default_factory=UnderWay)
    """What is being asked in this process."""

    def around(
        self, model: ChatModel, scope: Scope, *, price: Price | None = None
    ) -> "CachingChatModel":
        """Return a model that asks the cache first.

        Put it outside of retries and instrumentation: a hit is no call, and must not look like one.

        Args:
            model: The model to ask when there is no reply.
            scope: Whose replies these are.
            price: What the model costs, to tell what was saved.
        """
        replies = Replies(
            self.store,
            provider=model.provider,
            model=model.model,
            scope=scope,
            admission=self.admission,
            ttl=self.ttl,
            index=self.index,
            facts=self.facts,
            now=self.now,
        )
        report = CacheTelemetry(
            self.telemetry, provider=model.provider, model=model.model, price=price or Price()
        )
        leases = self.leases or Leases(self.store)
        return CachingChatModel(self, Asking(model, replies, leases, self.under_way, report))


class CachingChatModel(ChatModel):
    """A model behind a cache; made by `ResponseCache.around`.

    The usage of a reply that cost nothing this time is none, so that whoever adds up usage adds up
    what is billed.

    Args:
        cache: What it shares with other models.
        asking: The model, and how it is asked.
    """

    def __init__(self, cache: ResponseCache, asking: Asking) -> None:
        self.provider = asking.inner.provider
        self.model = asking.inner.model
        self._inner = asking.inner
        self._replies = asking.replies
        self._report = asking.report
        self._asking = asking
        self._admission = cache.admission
        self._telemetry = cache.telemetry

    async def complete(
        self, messages: Sequence[Message], **options: Unpack[CallOptions]
    ) -> Completion:
        """Return the whole reply; see `ChatModel.complete`."""
        request = ChatRequest.of(messages, options)
        with self._telemetry.operation("complete") as span:
            if refusal := self._admission.refuse_request(request):
                self._report.answered(span, "refused", reason=refusal)
                return await self._inner.complete(messages, **options)
            question = self._replies.question(request)
            found = await self._replies.find(question)
            if found.entry is not None:
                return self._counted(span, found.outcome, found.entry.completion())
            answer = await self._asking.whole(question, found, messages, options)
            return self._counted(span, answer.outcome, answer.reply)

    def _counted(self, span: Span, outcome: Outcome, reply: Completion) -> Completion:
        self._report.answered(span, outcome)
        if outcome in _BILLED:
            return reply
        self._report.saved(reply.usage)
        return replace(reply, usage=Usage())

    async def stream(
        self, messages: Sequence[Message], **options: Unpack[CallOptions]
    ) -> AsyncGenerator[Chunk, None]:
        """Yield the reply piece by piece; see `ChatModel.stream`.

        A kept reply comes in a few pieces without a wait. A new one is passed on as it comes and
        kept when it is whole; whoever asks the same meanwhile hears it from the beginning.
        """
        request = ChatRequest.of(messages, options)
        origin = Origin()
        with self._telemetry.operation("stream", current=False) as span:
            chunks = await self._chunks(request, messages, options, origin)
            counted = False
            async with aclosing(chunks):
                async for chunk in chunks:
                    if not counted:
                        self._report.answered(span, origin.outcome, reason=origin.reason)
                        counted = True
                    yield self._free(chunk) if origin.outcome not in _BILLED else chunk

    async def _chunks(
        self,
        request: ChatRequest,
        messages: Sequence[Message],
        options: CallOptions,
        origin: Origin,
    ) -> AsyncGenerator[Chunk, None]:
        if refusal := self._admission.refuse_request(request):
            origin.outcome, origin.reason = "refused", refusal
            return self._inner.stream(messages, **options)
        question = self._replies.question(request)
        found = await self._replies.find(question)
        if found.entry is not None:
            origin.outcome = found.outcome
            return _each(found.entry)
        return self._asking.stream(question, found, messages, options, origin)

    def _free(self, chunk: Chunk) -> Chunk:
        if chunk.usage is None:
            return chunk
        self._report.saved(chunk.usage)
        return replace(chunk, usage=Usage())

    async def forget(self, messages: Sequence[Message], **options: Unpack[CallOptions]) -> None:
        """Drop the reply to a conversation, so that the next call makes another.

        Args:
            messages: The conversation.
            **options: The options with which it was asked.
        """
        await self._replies.forget(self._replies.question(ChatRequest.of(messages, options)))

    async def aclose(self) -> None:
        """Close the model beneath; the store belongs to whoever made it."""
        await self._inner.aclose()


async def _each(entry: Entry) -> AsyncGenerator[Chunk, None]:
    for chunk in entry.chunks():
        yield chunk
