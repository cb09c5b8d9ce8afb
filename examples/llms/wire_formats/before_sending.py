"""Calls that an SDK refuses before anything is sent, and how it says so."""

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import Any

import anthropic
import ollama
import openai

NOWHERE = "http://127.0.0.1:9"
"""An address at which nothing listens: what gets past the SDK's own checks fails here."""
QUESTION: list[Any] = [{"role": "user", "content": "Hello?"}]


async def no_key_for_openai() -> object:
    """Make a client without a key; the constructor refuses."""
    return openai.AsyncOpenAI()


async def no_key_for_anthropic() -> object:
    """Make a client without a key and ask; only the call refuses."""
    client = anthropic.AsyncAnthropic(base_url=NOWHERE)
    return await client.messages.create(model="any", max_tokens=10, messages=QUESTION)


async def no_limit() -> object:
    """Leave out the limit of the reply."""
    return await _anthropic()


async def a_temperature() -> object:
    """Pass a temperature as it was passed before the SDK's first major version."""
    return await _anthropic(max_tokens=10, temperature=0.0)


async def a_long_reply_at_once() -> object:
    """Allow a reply so long that it could take more than ten minutes, without a stream."""
    return await _anthropic(max_tokens=100_000)


async def nobody_there() -> object:
    """Ask an Ollama that does not run."""
    client = ollama.AsyncClient(host=NOWHERE)
    return await client.chat(model="any", messages=QUESTION)


async def _anthropic(**options: Any) -> object:
    client = anthropic.AsyncAnthropic(api_key="the-key", base_url=NOWHERE, max_retries=0)
    return await client.messages.create(model="any", messages=QUESTION, **options)


CASES: Mapping[str, Callable[[], Awaitable[object]]] = MappingProxyType(
    {
        "openai, no key": no_key_for_openai,
        "anthropic, no key": no_key_for_anthropic,
        "anthropic, no max_tokens": no_limit,
        "anthropic, temperature=0.0": a_temperature,
        "anthropic, max_tokens=100000": a_long_reply_at_once,
        "ollama, not running": nobody_there,
    }
)


async def refusal_of(case: Callable[[], Awaitable[object]]) -> str:
    """Return the class of the error that a call raises, and its first sentence.

    Raises:
        AssertionError: The call succeeded.
    """
    try:
        await case()
    except Exception as error:
        sentence = str(error).strip('"').split(". ")[0]
        return f"{type(error).__name__}: {sentence}"
    raise AssertionError("the call was not refused")
