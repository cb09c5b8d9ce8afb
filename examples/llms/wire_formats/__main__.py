"""Print every step, or one: `python -m examples.llms.wire_formats anthropic`."""

import argparse
import asyncio

from examples.llms.wire_formats.show_steps import STEPS


async def main(steps: list[str]) -> None:
    """Print steps, each under its name."""
    for step in steps:
        print(f"== {step}\n{await STEPS[step]()}\n")


async def show(step: str) -> None:
    """Print one step."""
    print(await STEPS[step]())


parser = argparse.ArgumentParser(prog="wire_formats", description=__doc__)
parser.add_argument("step", nargs="?", choices=STEPS)
chosen = parser.parse_args().step
asyncio.run(show(chosen) if chosen else main(list(STEPS)))
