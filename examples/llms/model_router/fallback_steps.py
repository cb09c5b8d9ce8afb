"""Two of the steps: which failures fall through, and an outage with and without a memory."""

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import get_args

from llmkit import Fault, LLMKitError, Message, Reply, Script, chat_model
from llmkit.script import FaultKind
from llmkit.testing import ManualClock
from llmkit.wire import WireServer

from examples.llms.model_router.fallback_chain import FallbackChatModel, Link, fate_of
from examples.llms.model_router.health_memory import HealthMemory, RestPolicy

QUESTION = [Message.user("Are you there?")]
QUIET = logging.Logger("fallback", level=logging.CRITICAL)
ANSWERS = Script(otherwise=lambda _: Reply("Yes."))


@asynccontextmanager
async def two_providers(
    first: Script,
) -> AsyncIterator[tuple[Sequence[Link], WireServer, WireServer]]:
    """Yield the links of two models, each behind its own SDK and server, and both servers.

    Args:
        first: What the first one does; the second always answers.
    """
    with WireServer(first) as one, WireServer(ANSWERS) as other:
        async with (
            chat_model("openai", api_key="wire", base_url=one.base_url("openai")) as large,
            chat_model("anthropic", api_key="wire", base_url=other.base_url("anthropic")) as stand,
        ):
            links = [Link("large", large, 200_000), Link("large-too", stand, 1_000_000)]
            yield links, one, other


async def failures() -> str:
    """Return who replies when the first model fails in each of the ways that there are."""
    kinds = get_args(FaultKind)
    script = Script.of(*(Reply(fault=Fault(kind, retry_after=None)) for kind in kinds))
    lines = []
    async with two_providers(script) as (links, _, other):
        for kind in kinds:
            # A memory of its own for each, for the failures before it must not count.
            chain = FallbackChatModel(links, HealthMemory(), logger=QUIET)
            before = len(other.requests)
            try:
                await chain.complete(QUESTION, timeout=patience_with(kind))
            except LLMKitError as error:
                lines.append(f"{kind:16} {error.code:16} {fate_of(error).value}")
            else:
                calls = len(other.requests) - before
                lines.append(f"{kind:16} {'answered':16} by {calls} call to the next")
    return "\n".join(lines)


def patience_with(kind: FaultKind) -> float:
    """Return how many seconds to wait: few only where nothing comes, for a machine may be busy."""
    return 0.3 if kind == "stall" else 10.0


async def outage() -> str:
    """Return how often a provider that is down is asked, with a memory and without."""
    forgetful = RestPolicy(failures=10**9)
    lines = [
        f"{name:15} {await questions_in_outage(policy)}"
        for name, policy in (("without memory", forgetful), ("with memory", RestPolicy()))
    ]
    return "\n".join(["20 questions, one every 10 s; the first provider is down for 100 s", *lines])


async def questions_in_outage(policy: RestPolicy) -> str:
    """Return who replied to each question, A or B, with an x if A was asked in vain."""
    clock = ManualClock()
    shown = ""
    down = Script(otherwise=lambda _: _reply_at(clock.now()))
    async with two_providers(down) as (links, one, other):
        chain = FallbackChatModel(links, HealthMemory(policy, now=clock.now), logger=QUIET)
        for _ in range(20):
            before = len(one.requests), len(other.requests)
            with suppress(LLMKitError):
                await chain.complete(QUESTION)
            asked, stood_in = len(one.requests) - before[0], len(other.requests) - before[1]
            shown += f" {'x' if asked and stood_in else ''}{'B' if stood_in else 'A'}"
            await clock.sleep(10)
        return f"{shown.strip()}  ({len(one.requests)} calls to the first)"


def _reply_at(seconds: float) -> Reply:
    return Reply(fault=Fault("overloaded")) if seconds < 100 else Reply("Yes.")
