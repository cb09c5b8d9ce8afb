"""Measure what the library adds to the wait for the first token.

Run it with `python -m examples.foundation.streaming_responses.overhead`. Its figures depend on the
machine, so they are not part of the example's recorded output.
"""

import asyncio
import math
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence

from llmkit import ChatModel, Message, Reply, Script, SimulatedChatModel, chat_model, with_retries
from llmkit.instrumented import instrumented
from llmkit.wire import WireServer
from openai import AsyncOpenAI

from examples.foundation.streaming_responses.pace import QUESTION
from examples.foundation.streaming_responses.timed_stream import TimedStream

ENDLESS = Script((Reply("Hello there.", times=None),))


async def first_token(model: ChatModel) -> float:
    """Return the seconds to the first text of one reply."""
    async with TimedStream(model.stream([Message.user(QUESTION)]), time.perf_counter) as stream:
        async for chunk in stream:
            if chunk.text:
                break
    return stream.first


async def first_token_of_sdk(client: AsyncOpenAI) -> float:
    """Return the same for OpenAI's SDK alone, as the measure to compare with."""
    started = time.perf_counter()
    first = math.inf
    stream = await client.chat.completions.create(
        model="any", messages=[{"role": "user", "content": QUESTION}], stream=True
    )
    # The time is taken inside, because closing the stream takes time of its own.
    async with stream:
        async for event in stream:
            if event.choices and event.choices[0].delta.content:
                first = time.perf_counter() - started
                break
    return first


async def medians_ms(
    measures: Sequence[Callable[[], Awaitable[float]]], repeats: int
) -> list[float]:
    """Return the median of each measure in milliseconds, taken in turns after a few to warm up.

    In turns, because a machine is now faster and now slower, and that shall hit all of them.
    """
    rounds = [[await measure() for measure in measures] for _ in range(5 + repeats)]
    return [statistics.median(times) * 1000 for times in zip(*rounds[5:], strict=True)]


async def in_memory_ms(repeats: int) -> float:
    """Return the median of the library alone: retries and telemetry over a model without waits."""
    model = instrumented(with_retries(SimulatedChatModel(script=ENDLESS)))
    return (await medians_ms([lambda: first_token(model)], repeats))[0]


async def over_http_ms(repeats: int) -> tuple[float, float]:
    """Return the medians of the SDK alone and of the library around it, from one server."""
    with WireServer(ENDLESS) as server:
        base_url = server.base_url("openai")
        inner = chat_model("openai", api_key="wire", base_url=base_url)
        async with (
            AsyncOpenAI(api_key="wire", base_url=base_url) as client,
            instrumented(with_retries(inner)) as model,
        ):
            alone, wrapped = await medians_ms(
                [lambda: first_token_of_sdk(client), lambda: first_token(model)], repeats
            )
    return alone, wrapped


async def main(repeats: int = 200) -> None:
    """Print the three medians."""
    print(f"library in memory          {await in_memory_ms(repeats):6.2f} ms")
    alone, wrapped = await over_http_ms(repeats)
    print(f"openai SDK alone, HTTP     {alone:6.2f} ms")
    print(f"library around it, HTTP    {wrapped:6.2f} ms")


if __name__ == "__main__":
    asyncio.run(main())
