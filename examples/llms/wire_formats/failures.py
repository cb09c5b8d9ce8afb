"""Play every failure to the SDK of every provider, and read what becomes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

from llmkit import Fault, LLMKitError, Message, ProviderError, Reply, Script, chat_model
from llmkit.script import FaultKind
from llmkit.wire import WireServer

from examples.llms.wire_formats.requests_sent import PROVIDERS

KINDS: tuple[FaultKind, ...] = get_args(FaultKind)
PATIENCE = 0.3
"""Seconds to wait for a server that says nothing."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One failure, as the SDK and as the adapter tell it."""

    sdk: str
    """The class of the SDK's error, and the status and the code if it has them."""
    code: str
    """The code of llmkit's error."""
    transient: bool
    """Whether the same call may succeed later."""


async def failure_of(provider: str, kind: FaultKind) -> Failure:
    """Return what a failure looks like from a provider.

    Raises:
        AssertionError: The call succeeded.
    """
    with WireServer(Script.of(Reply(fault=Fault(kind)))) as server:
        base_url = server.base_url(provider)
        async with chat_model(provider, api_key="the-key", base_url=base_url) as model:
            try:
                await model.complete([Message.user("Hello?")], timeout=PATIENCE)
            except ProviderError as error:
                return Failure(told_by_sdk(error), error.code, error.transient)
    raise AssertionError(f"{provider} did not fail with {kind}")


async def failures_of(kind: FaultKind) -> dict[str, Failure]:
    """Return what a failure looks like from each provider."""
    return {provider: await failure_of(provider, kind) for provider in PROVIDERS}


def told_by_sdk(error: LLMKitError) -> str:
    """Return how the SDK put a failure: its class, the HTTP status, and the code in the body."""
    cause = error.__cause__
    if cause is None:
        return "no error"
    parts = [type(cause).__name__, getattr(cause, "status_code", None), code_in(cause)]
    return " ".join(str(part) for part in parts if part)


def code_in(cause: BaseException) -> str:
    """Return the machine-readable word of an error body: a code at OpenAI, a type at Anthropic."""
    body = getattr(cause, "body", None)
    inner: Any = body.get("error", body) if isinstance(body, Mapping) else None
    if not isinstance(inner, Mapping):
        return ""
    return str(inner.get("code") or inner.get("type") or "")
