"""Print every step, or one: `python -m examples.reliability.response_cache keys`."""

import argparse
import os

# Before numpy is loaded, which reads it then: of short texts, one thread makes vectors quickest.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

from examples.reliability.response_cache.means import Means
from examples.reliability.response_cache.redis_server import redis_for_this_run
from examples.reliability.response_cache.steps import STEPS

parser = argparse.ArgumentParser(prog="response_cache", description=__doc__)
parser.add_argument("step", nargs="?", choices=STEPS)
chosen = parser.parse_args().step
with redis_for_this_run() as url:
    means = Means(url)
    for name in [chosen] if chosen else STEPS:
        said = STEPS[name](means)
        print(said if chosen else f"== {name}\n{said}\n")
