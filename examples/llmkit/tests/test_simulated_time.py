import asyncio

from llmkit.simulated_time import run_in_simulated_time


def test_waits_are_over_at_once_and_in_their_order() -> None:
    async def main() -> list[tuple[str, float]]:
        now = asyncio.get_running_loop().time
        seen: list[tuple[str, float]] = []

        async def wait(name: str, seconds: float) -> None:
            await asyncio.sleep(seconds)
            seen.append((name, now()))

        await asyncio.gather(wait("an hour", 3600), wait("a minute", 60), wait("a second", 1))
        return seen

    assert run_in_simulated_time(main()) == [("a second", 1), ("a minute", 60), ("an hour", 3600)]
