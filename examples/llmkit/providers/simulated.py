"""The simulated provider: no model at all, but one that behaves like one, offline and repeatably.

What it says comes from a script, or is filler that says that it is simulated. How it behaves
(waits, speed, failures) is drawn from a `Profile` by a seeded generator. Everything random about a
call is drawn when the call starts, so the order of calls alone decides the outcome.
"""

import asyncio
import math
import random
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Unpack

from llmkit.chat_model import ChatModel
from llmkit.chat_request import CallOptions, ChatRequest
from llmkit.errors import RequestTimeoutError
from llmkit.messages import Chunk, Completion, Message
from llmkit.models import DEFAULT_MODELS
from llmkit.planned_reply import PlannedReply, plan_reply, reply_chunks
from llmkit.providers.faults import error_for_fault
from llmkit.script import Fault, Reply, Script, ScriptReader, last_user_images, last_user_text
from llmkit.vision import check_images

STALL_SECONDS = 600.0
"""How long a stalled call hangs when the caller sets no timeout: the default of the SDKs."""

_FILLER = ("a", "model", "weighs", "each", "word", "while", "cost", "and", "delay", "grow")


@dataclass(frozen=True, slots=True)
class Profile:
    """How a simulated provider behaves; the defaults are instant and never fail.

    Waits follow a log-normal distribution, which is what measured latencies look like: most are
    near the median and a few are far above it.
    """

    latency: float = 0.0
    """Median seconds on the network and in the queue."""
    time_to_first_token: float = 0.0
    """Median seconds the model reads before it writes."""
    tokens_per_second: float = math.inf
    """Median speed of writing."""
    spread: float = 0.0
    """Sigma of the log-normal draw of all three; 0.3 is calm, 1.0 is wild."""
    error_rate: float = 0.0
    """Share of calls that end in a server error."""
    rate_limit_rate: float = 0.0
    """Share of calls that are refused as too many."""
    retry_after: float = 1.0
    """Seconds that a refused caller is asked to wait."""
    reply_tokens: tuple[int, int] = (12, 48)
    """Shortest and longest filler when there is no script."""


@dataclass(frozen=True, slots=True)
class _Pace:
    """The waits of one call, in seconds."""

    first: float
    each: float


class SimulatedChatModel(ChatModel):
    """A stand-in for a model; see the module for what it does and does not claim.

    Args:
        model: The name it goes by.
        script: What it says; without one it says filler.
        profile: How it behaves.
        seed: Equal seeds and equal calls give equal outcomes.
        sleep: Awaited for every wait; a test passes a clock that only counts.
    """

    provider = "simulated"

    def __init__(
        self,
        model: str = DEFAULT_MODELS["simulated"],
        *,
        script: Script | None = None,
        profile: Profile | None = None,
        seed: int = 0,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.model = model
        self.requests: list[ChatRequest] = []
        """Every request so far, for tests to look at."""
        self._reader = None if script is None else ScriptReader(script)
        self._profile = profile or Profile()
        self._random = random.Random(seed)  # noqa: S311  # repeatable, not secret
        self._sleep = sleep

    async def complete(
        self, messages: Sequence[Message], **options: Unpack[CallOptions]
    ) -> Completion:
        """Return the whole reply; see `ChatModel.complete`."""
        request, reply, pace = self._plan(messages, options)
        operation = "simulated.complete"
        pieces = len(reply.tokens) + len(reply.tool_calls)
        await self._wait(pace.first + pace.each * pieces, request, operation)
        if reply.fault is not None:
            await self._fail(reply.fault, request, operation)
        message = Message.assistant(reply.text, tool_calls=reply.tool_calls)
        return Completion(message, reply.finish_reason, reply.usage, self.model, self.provider)

    async def stream(
        self, messages: Sequence[Message], **options: Unpack[CallOptions]
    ) -> AsyncGenerator[Chunk, None]:
        """Yield the reply piece by piece; see `ChatModel.stream`."""
        request, reply, pace = self._plan(messages, options)
        operation = "simulated.stream"
        await self._wait(pace.first, request, operation)
        for sent, chunk in enumerate(reply_chunks(reply)):
            if reply.fault is not None and sent >= reply.fault.after_tokens:
                break
            await self._wait(pace.each, request, operation)
            yield chunk
        if reply.fault is not None:
            await self._fail(reply.fault, request, operation)

    def _plan(
        self, messages: Sequence[Message], options: CallOptions
    ) -> tuple[ChatRequest, PlannedReply, _Pace]:
        """Draw all that is random about a call."""
        request = ChatRequest.of(messages, options)
        check_images(self.provider, self.model, request.messages)
        self.requests.append(request)
        fault = self._draw_fault()
        pace = self._draw_pace()
        if fault is not None:
            reply = Reply(fault=fault)
        elif self._reader is not None:
            reply = self._reader.next_reply(request.messages)
        else:
            reply = self._filler(request)
        return request, plan_reply(reply, request), pace

    def _draw_fault(self) -> Fault | None:
        draw = self._random.random()
        if draw < self._profile.rate_limit_rate:
            return Fault("rate_limit", retry_after=self._profile.retry_after)
        if draw < self._profile.rate_limit_rate + self._profile.error_rate:
            return Fault("server_error")
        return None

    def _draw_pace(self) -> _Pace:
        profile = self._profile

        def drawn(median: float) -> float:
            return median * self._random.lognormvariate(0.0, profile.spread)

        first = drawn(profile.latency) + drawn(profile.time_to_first_token)
        return _Pace(first, drawn(1.0 / profile.tokens_per_second))

    def _filler(self, request: ChatRequest) -> Reply:
        subject = repr(last_user_text(request.messages)[:40])
        if images := last_user_images(request.messages):
            sizes = ", ".join(f"{image.width}x{image.height}" for image in images)
            subject += f" and images of {sizes}"
        length = self._random.randint(*self._profile.reply_tokens)
        words = " ".join(self._random.choices(_FILLER, k=length))
        return Reply(f"[simulated reply to {subject}] {words}.")

    async def _wait(self, seconds: float, request: ChatRequest, operation: str) -> None:
        if request.timeout is not None and seconds > request.timeout:
            await self._sleep(request.timeout)
            raise RequestTimeoutError(operation, f"waited {request.timeout:g} s")
        if seconds > 0:
            await self._sleep(seconds)

    async def _fail(self, fault: Fault, request: ChatRequest, operation: str) -> None:
        if fault.kind == "stall":
            await self._sleep(request.timeout or STALL_SECONDS)
        raise error_for_fault(fault, operation)
