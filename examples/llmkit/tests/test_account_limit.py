import asyncio

from llmkit import Message, RateLimitError, Reply, Script, SimulatedChatModel
from llmkit.account_limit import AccountLimit
from llmkit.simulated_time import run_in_simulated_time


def test_an_account_refuses_calls_beyond_its_rate() -> None:
    async def ask_often() -> list[float | None]:
        inner = SimulatedChatModel(script=Script(otherwise=lambda _: Reply("Hello.")))
        async with AccountLimit(inner, per_second=5, retry_after=2.0) as model:
            waits: list[float | None] = []
            for _ in range(8):
                try:
                    async for chunk in model.stream([Message.user("Hi")]):
                        assert chunk.text or chunk.finish_reason
                except RateLimitError as error:
                    waits.append(error.retry_after)
            await asyncio.sleep(0.2)
            await model.complete([Message.user("Hi")])
            return waits

    assert run_in_simulated_time(ask_often()) == [2.0, 2.0, 2.0]
