"""What every provider has to do when its caller stops waiting; the rest is in `test_contract`."""

import asyncio
import time

from llmkit import ChatModel, Fault, Message, Reply, Script
from llmkit.tests.conftest import ModelMaker

HELLO = [Message.user("Hello")]
PROMPT_SECONDS = 2.0


async def until_it_was_asked(maker: ModelMaker) -> None:
    """Wait until the server has the request; in memory there is nothing to wait for."""
    await asyncio.sleep(0)
    server = maker.server
    while server is not None and not server.requests:  # noqa: ASYNC110  # it counts in a thread
        await asyncio.sleep(0.005)


async def cancel(task: asyncio.Task[None]) -> float:
    """Cancel a task and return the seconds it took to end."""
    started = time.perf_counter()
    task.cancel()
    await asyncio.wait([task])
    assert task.cancelled()
    return time.perf_counter() - started


async def test_a_call_that_is_cancelled_ends_at_once(model_over: ModelMaker) -> None:
    model = await model_over(Script.of(Reply(fault=Fault("stall")), "next"))

    async def ask() -> None:
        await model.complete(HELLO)

    task = asyncio.create_task(ask())
    await until_it_was_asked(model_over)
    assert not task.done()
    assert await cancel(task) < PROMPT_SECONDS
    assert (await model.complete(HELLO)).text == "next"


async def test_a_stream_that_is_cancelled_ends_at_once(model_over: ModelMaker) -> None:
    silent = Reply("one two three", fault=Fault("stall", after_tokens=2))
    model = await model_over(Script.of(silent, "next"))
    received: list[str] = []
    begun = asyncio.Event()

    async def read(model: ChatModel) -> None:
        async for chunk in model.stream(HELLO):
            received.append(chunk.text)
            if "".join(received) == "one two":
                begun.set()

    task = asyncio.create_task(read(model))
    await asyncio.wait_for(begun.wait(), PROMPT_SECONDS)
    assert await cancel(task) < PROMPT_SECONDS
    assert (await model.complete(HELLO)).text == "next"


async def test_one_call_is_cancelled_and_its_neighbours_go_on(model_over: ModelMaker) -> None:
    script = Script.of(Reply(when="silent", fault=Fault("stall")), Reply("here", when="loud"))
    model = await model_over(script)

    async def ask() -> None:
        await model.complete([Message.user("silent")])

    task = asyncio.create_task(ask())
    await until_it_was_asked(model_over)
    neighbour = asyncio.create_task(model.complete([Message.user("loud")]))
    assert await cancel(task) < PROMPT_SECONDS
    assert (await neighbour).text == "here"
