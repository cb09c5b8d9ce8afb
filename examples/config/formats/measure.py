"""Time how long loading takes, for each format: `python -m examples.config.formats.measure`."""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace

from examples.config.formats.load_settings import load
from examples.config.formats.places import PLACES


def milliseconds(work: Callable[[], object], *, rounds: int) -> list[float]:
    """Return how long each of several rounds took, sorted."""
    taken = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - started))
    return sorted(taken)


def main(rounds: int = 200) -> None:
    """Print the median and the range, without the slowest and the quickest twentieth."""
    for file in ("app.toml", "app.yaml", "app.json"):
        inputs = replace(PLACES["laptop"], file=file)
        taken = milliseconds(lambda inputs=inputs: load(inputs), rounds=rounds)  # type: ignore[misc]
        low, high = taken[rounds // 20], taken[-rounds // 20 - 1]
        print(f"{file}  {statistics.median(taken):.2f} ms ({low:.2f} to {high:.2f})")


if __name__ == "__main__":
    main()
