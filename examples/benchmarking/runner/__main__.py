"""Measure a model. A simulated one runs in simulated time, with the same figures each time."""

import asyncio
import os

from llmkit.factory import PROVIDER_VARIABLE
from llmkit.simulated_time import run_in_simulated_time

from examples.benchmarking.runner.demonstration import show_first, show_loads, show_watch

if __name__ == "__main__":
    if os.environ.get(PROVIDER_VARIABLE, "simulated") == "simulated":
        for show in (show_first, show_loads, show_watch):
            run_in_simulated_time(show())
    else:
        # A real provider takes its own time, and costs money: the first part is enough.
        asyncio.run(show_first())
