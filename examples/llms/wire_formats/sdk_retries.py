"""Count the requests that one question makes when the server is over its limit."""

from collections.abc import Awaitable, Callable
from typing import Any

import anthropic
import ollama
import openai
from llmkit import Fault, Reply, Script
from llmkit.wire import WireServer

from examples.llms.wire_formats.before_sending import QUESTION

# A wait of a hundredth of a second, so that the SDKs' own waits do not fill the run.
BUSY = Script((Reply(fault=Fault("rate_limit", retry_after=0.01), times=None),))

Ask = Callable[[WireServer], Awaitable[object]]


async def ask_openai(server: WireServer, **options: Any) -> object:
    """Ask through OpenAI's SDK."""
    async with openai.AsyncOpenAI(
        api_key="the-key", base_url=server.base_url("openai"), **options
    ) as client:
        return await client.chat.completions.create(model="any", messages=QUESTION)


async def ask_anthropic(server: WireServer, **options: Any) -> object:
    """Ask through Anthropic's SDK."""
    async with anthropic.AsyncAnthropic(
        api_key="the-key", base_url=server.base_url("anthropic"), **options
    ) as client:
        return await client.messages.create(model="any", max_tokens=10, messages=QUESTION)


async def ask_ollama(server: WireServer) -> object:
    """Ask through Ollama's SDK, which takes no number of retries."""
    async with ollama.AsyncClient(host=server.base_url("ollama")) as client:
        return await client.chat(model="any", messages=QUESTION)


async def three_times(server: WireServer) -> object:
    """Ask up to three times in a loop of our own, and leave the SDK as it comes."""
    for attempt in range(3):
        try:
            return await ask_openai(server)
        except openai.RateLimitError:
            if attempt == 2:
                raise
    return None


async def requests_made(ask: Ask) -> int:
    """Return how many requests arrive while one question fails."""
    with WireServer(BUSY) as server:
        try:
            await ask(server)
        except (openai.RateLimitError, anthropic.RateLimitError, ollama.ResponseError):
            return len(server.requests)
    raise AssertionError("the server answered")
