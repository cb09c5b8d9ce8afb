"""What two calls must have in common for one reply to serve both, as a key."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

from llmkit.chat_request import ChatRequest

KEY_FORMAT = 1
"""Part of every key: another way to make keys never finds the entries of this one."""


def no_tags(_: ChatRequest) -> Iterable[str]:
    """Return no tags, for replies that depend on nothing but the model."""
    return ()


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose replies these are, and what else they depend on that is not in the conversation."""

    tenant: str
    """Who may see them. Two tenants never share an entry, even for the same question."""
    version: str = "1"
    """Of whatever shapes replies out of sight: a prompt template, or a model behind an alias."""
    tags: Callable[[ChatRequest], Iterable[str]] = no_tags
    """What a reply rests on, by name, for example `prices`; see `RedisStore.invalidate`."""

    def __post_init__(self) -> None:
        """Check the tenant, since an empty one would be shared by all who forgot theirs."""
        if not self.tenant:
            raise ValueError("a scope needs a tenant; name one, if only 'everybody'")

    def tags_of(self, request: ChatRequest) -> tuple[str, ...]:
        """Return the names of what a reply rests on; the tenant is always among them."""
        return tuple(sorted({f"tenant:{self.tenant}", *self.tags(request)}))


def cache_key(request: ChatRequest, *, provider: str, model: str, scope: Scope) -> str:
    """Return the key of a call: equal for calls that may share a reply, and for no others.

    What reaches the model is in it, letter by letter. What does not is left out: the timeout, the
    name of the caller, whether the reply is streamed. It is a hash, so that no question can be read
    from the names of keys.

    Args:
        request: The call.
        provider: Who hosts the model.
        model: Which model, as the provider names it.
        scope: Whose reply it is.
    """
    return _digest({**_context(request, provider, model, scope), "messages": _said(request)})


def context_key(
    request: ChatRequest, *, provider: str, model: str, scope: Scope, facts: Iterable[str]
) -> str:
    """Return the key of all of a call but the words of its last message.

    Only calls that agree in it are compared by meaning.

    Args:
        request: The call; its last message is the question.
        provider: Who hosts the model.
        model: Which model.
        scope: Whose reply it is.
        facts: What of the question must be the same to the letter; see `facts_of`.
    """
    before = _said(request)[:-1]
    about = {**_context(request, provider, model, scope), "before": before, "facts": [*facts]}
    return _digest(about)


def _context(request: ChatRequest, provider: str, model: str, scope: Scope) -> dict[str, Any]:
    return {
        "format": KEY_FORMAT,
        "tenant": scope.tenant,
        "version": scope.version,
        "provider": provider,
        "model": model,
        "temperature": request.temperature,
        "max_output_tokens": request.max_output_tokens,
        "stop": sorted(request.stop),
    }


def _said(request: ChatRequest) -> list[dict[str, Any]]:
    # All fields, those too that a message may get one day: what is forgotten here would make two
    # different calls the same.
    return [asdict(message) for message in request.messages]


def _digest(value: dict[str, Any]) -> str:
    # One way to write a value: sorted names, no spaces, so equal values are equal bytes. A hash of
    # texts that were only joined would not do: "ab" + "c" and "a" + "bc" are the same.
    text = json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, default=_digest_of_bytes
    )
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _digest_of_bytes(value: object) -> str:
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    raise TypeError(f"a message holds a {type(value).__name__}, of which no key can be made")
