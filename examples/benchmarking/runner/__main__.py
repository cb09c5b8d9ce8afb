"""Print every step, or one: `python -m examples.benchmarking.runner loads`.

A simulated model is measured in simulated time, with the same figures each time.
"""

import argparse
import asyncio

from llmkit.simulated_time import run_in_simulated_time

from examples.benchmarking.runner.demonstration import STEPS, show_first
from examples.benchmarking.runner.runner import is_simulated

parser = argparse.ArgumentParser(prog="runner", description=__doc__)
parser.add_argument("step", nargs="?", choices=STEPS)
chosen = parser.parse_args().step
if not is_simulated():
    # A real provider takes its own time, and costs money: the first part is enough.
    print(asyncio.run(show_first()))
elif chosen:
    print(run_in_simulated_time(STEPS[chosen]()))
else:
    for name, step in STEPS.items():
        print(f"== {name}\n{run_in_simulated_time(step())}\n")
