"""Advise: `python -m examples.foundation.quantization_advisor --model qwen3-8b --ram 16`."""

import argparse

from examples.foundation.quantization_advisor.model_shape import read_models
from examples.foundation.quantization_advisor.quantization_advisor import DEFAULT_CONTEXT, Wish
from examples.foundation.quantization_advisor.show_steps import STEPS, advice

MODELS = read_models()

parser = argparse.ArgumentParser(prog="quantization_advisor", description=__doc__)
parser.add_argument("step", nargs="?", choices=STEPS, help="look at one step")
parser.add_argument("--model", choices=MODELS, help="advise for this model")
parser.add_argument("--ram", type=int, default=16, help="memory in GiB (16)")
parser.add_argument("--wish", type=Wish, choices=list(Wish), default=Wish.BALANCED)
parser.add_argument("--context", type=int, default=DEFAULT_CONTEXT, help="tokens (8192)")
given = parser.parse_args()

if given.model:
    print(advice(MODELS[given.model], given.ram, given.wish, given.context))
elif given.step:
    print(STEPS[given.step]())
else:
    print("\n\n".join(STEPS[step]() for step in ("side_by_side", "recommendations", "errors")))
