"""Failures to be played by the wire server, and what an assistant makes of each."""

import logging
from dataclasses import dataclass

from llmkit import Fault, Reply, RetryPolicy, Script, chat_model
from llmkit.instrumented import instrumented
from llmkit.wire import WireServer

from examples.llms.error_handling.error_handling import Assistant

ANSWER = "Your parcel comes on Tuesday."
POLICY = RetryPolicy(attempts=3, first_wait=0.01, max_wait=0.05, jitter=0.01)
"""The waits are short for the demonstration; keep the defaults for a real provider."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that goes wrong at the provider."""

    name: str
    """What happens, in words."""
    fault: Fault
    """The same for the wire server."""
    times: int | None = None
    """How often it happens before the provider answers; None is always."""
    timeout: float = 20.0
    """Seconds that an attempt may take."""


FAILURES = (
    Failure("too many requests, once", Fault("rate_limit", retry_after=0.05), times=1),
    Failure("server error, twice", Fault("server_error"), times=2),
    Failure("connection cut, once", Fault("connection_cut"), times=1),
    Failure("overloaded for hours", Fault("overloaded")),
    Failure("silence", Fault("stall"), timeout=0.3),
    Failure("question too long", Fault("context_length")),
    Failure("content filter", Fault("content_filter")),
    Failure("key withdrawn", Fault("authentication")),
    Failure("unknown model", Fault("model_not_found")),
    Failure("a web page for a reply", Fault("malformed")),
)


@dataclass(frozen=True, slots=True)
class Experience:
    """What a failure came to."""

    requests: int
    """How many requests the provider saw."""
    shown: str
    """What the user read."""


async def experience(
    failure: Failure, *, reference: str, provider: str = "openai", logger: logging.Logger
) -> Experience:
    """Play a failure to an official SDK over HTTP, and return what it came to."""
    replies = (Reply(fault=failure.fault, times=failure.times), Reply(ANSWER))
    with WireServer(Script(replies)) as server:
        model = chat_model(provider, api_key="wire", base_url=server.base_url(provider))
        async with instrumented(model) as seen:
            assistant = Assistant(seen, policy=POLICY, timeout=failure.timeout, logger=logger)
            shown = await assistant.reply("Where is my parcel?", reference=reference)
        return Experience(len(server.requests), shown)
