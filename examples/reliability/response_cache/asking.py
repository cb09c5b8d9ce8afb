"""Ask the model for a reply that is not kept, once for all who want it at the moment."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field

from llmkit.chat_model import ChatModel
from llmkit.chat_request import CallOptions
from llmkit.errors import MalformedReplyError
from llmkit.messages import Chunk, Completion, Message
from llmkit.reply_builder import ReplyBuilder

from examples.reliability.response_cache.cache_telemetry import CacheTelemetry, Outcome
from examples.reliability.response_cache.lease import Leases
from examples.reliability.response_cache.replies import Found, Question, Replies
from examples.reliability.response_cache.single_flight import SharedStreams, SingleFlight


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply, and where it came from."""

    reply: Completion
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class UnderWay:
    """What is being asked in this process."""

    whole: SingleFlight[Answer] = field(default_factory=SingleFlight)
    streams: SharedStreams[Chunk] = field(default_factory=SharedStreams)


@dataclass(slots=True)
class Origin:
    """Where a stream comes from; known once its first chunk is there."""

    outcome: Outcome = "joined"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Asking:
    """One model, and how to ask it no more often than needed."""

    inner: ChatModel
    replies: Replies
    leases: Leases
    under_way: UnderWay
    report: CacheTelemetry

    async def whole(
        self, question: Question, found: Found, messages: Sequence[Message], options: CallOptions
    ) -> Answer:
        """Return a whole reply."""
        answer, joined = await self.under_way.whole.run(
            question.key, lambda: self._ask(question, found, messages, options)
        )
        return Answer(answer.reply, "joined") if joined else answer

    async def _ask(
        self, question: Question, found: Found, messages: Sequence[Message], options: CallOptions
    ) -> Answer:
        if found.outcome == "unavailable":
            return Answer(await self.inner.complete(messages, **options), "unavailable")
        look = self.replies.exact
        async with self.leases.turn(question.key, lambda: look(question)) as made_elsewhere:
            if made_elsewhere is not None:
                return Answer(made_elsewhere.completion(), "waited")
            reply = await self.inner.complete(messages, **options)
            await self._keep(question, found, reply)
            return Answer(reply, "miss")

    async def stream(
        self,
        question: Question,
        found: Found,
        messages: Sequence[Message],
        options: CallOptions,
        origin: Origin,
    ) -> AsyncGenerator[Chunk, None]:
        """Yield a reply piece by piece, and say in `origin` where it comes from."""
        pieces = self.under_way.streams.stream(
            question.key, lambda: self._pieces(question, found, messages, options, origin)
        )
        async with aclosing(pieces):
            async for chunk in pieces:
                yield chunk

    async def _pieces(
        self,
        question: Question,
        found: Found,
        messages: Sequence[Message],
        options: CallOptions,
        origin: Origin,
    ) -> AsyncGenerator[Chunk, None]:
        origin.outcome = "unavailable" if found.outcome == "unavailable" else "miss"
        if found.outcome == "unavailable":
            async with aclosing(self.inner.stream(messages, **options)) as chunks:
                async for chunk in chunks:
                    yield chunk
            return
        look = self.replies.exact
        async with self.leases.turn(question.key, lambda: look(question)) as made_elsewhere:
            if made_elsewhere is not None:
                origin.outcome = "waited"
                for chunk in made_elsewhere.chunks():
                    yield chunk
                return
            whole = ReplyBuilder()
            async with aclosing(self.inner.stream(messages, **options)) as chunks:
                async for chunk in chunks:
                    whole.add(chunk)
                    yield chunk
            # Only here, where the stream has come to its end by itself.
            await self._keep_stream(question, found, whole)

    async def _keep_stream(self, question: Question, found: Found, whole: ReplyBuilder) -> None:
        try:
            reply = whole.completion(provider=self.inner.provider, model=self.inner.model)
        except MalformedReplyError:
            self.report.not_kept("truncated")
        else:
            await self._keep(question, found, reply)

    async def _keep(self, question: Question, found: Found, reply: Completion) -> None:
        if reason := await self.replies.keep(question, found, reply):
            self.report.not_kept(reason)
