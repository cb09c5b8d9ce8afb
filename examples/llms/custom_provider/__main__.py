"""Print every step, or one: `python -m examples.llms.custom_provider telemetry`."""

import argparse
import asyncio

from examples.llms.custom_provider.demonstration import STEPS


async def main(steps: list[str]) -> None:
    """Print steps, each under its name."""
    for step in steps:
        print(f"== {step}\n{await STEPS[step]()}\n")


async def show(step: str) -> None:
    """Print one step."""
    print(await STEPS[step]())


parser = argparse.ArgumentParser(prog="custom_provider", description=__doc__)
parser.add_argument("step", nargs="?", choices=STEPS)
chosen = parser.parse_args().step
asyncio.run(show(chosen) if chosen else main(list(STEPS)))
