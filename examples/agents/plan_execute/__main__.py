"""Reach the goal, or look into one step of it: `... plan_execute refinement`."""

import argparse
import asyncio

from examples.agents.plan_execute.build import Recorder
from examples.agents.plan_execute.report import figure_line, run_lines
from examples.agents.plan_execute.show_steps import STEPS, whole_run


async def main() -> None:
    """Print every plan, what came of it, the answer, and what it took."""
    recorder = Recorder()
    finished = await whole_run(recorder)
    print(*run_lines(finished), figure_line(recorder.figures()), sep="\n")


async def show(step: str) -> None:
    """Print one step."""
    print(await STEPS[step]())


parser = argparse.ArgumentParser(prog="plan_execute", description=__doc__)
parser.add_argument("step", nargs="?", choices=STEPS)
chosen = parser.parse_args().step
asyncio.run(show(chosen) if chosen else main())
