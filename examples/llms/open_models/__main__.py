"""Print every step, or one: `python -m examples.llms.open_models batches`."""

import argparse

from examples.llms.open_models.show_steps import STEPS

parser = argparse.ArgumentParser(prog="open_models", description=__doc__)
parser.add_argument("step", nargs="?", choices=STEPS)
chosen = parser.parse_args().step
if chosen:
    print(STEPS[chosen]())
else:
    for step, show in STEPS.items():
        print(f"== {step}\n{show()}\n")
