"""Ask a customised agent, then compare wrapping and overriding over two versions of a library."""

import asyncio

from examples.agents.custom_agent.demonstration import VERSIONS, answers, what_the_model_sees


async def main() -> None:
    """Print the answers and the log, then what reached the model in four ways."""
    print(*await answers(), sep="\n")
    print("\nWhat the model sees of a card number:")
    for name, make in VERSIONS.items():
        print(f"{name:23} {(await what_the_model_sees(make))[:33]}")


asyncio.run(main())
