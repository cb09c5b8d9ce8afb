"""What the example prints: figures of one model, what load does to them, and what became slower."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from llmkit.bench.reports import summary_table
from llmkit.bench.runner import BenchmarkRunner

from examples.benchmarking.runner.load import under_loads
from examples.benchmarking.runner.runner import PACE, SHORT, first_benchmark, model_to_measure
from examples.benchmarking.runner.watch import watch

SLOWER = replace(PACE, time_to_first_token=PACE.time_to_first_token * 1.5)
"""The same model after a release that made its first token come later."""


async def show_first() -> None:
    """Print the figures of one model."""
    summary = await first_benchmark(model_to_measure())
    print(f"{SHORT.name}, {SHORT.concurrency} callers")
    print(summary_table([summary]).text(), end="\n\n")
    for name, wait in summary.time_to_first_token.items():
        print(f"first token, {name}: {wait} s")
    print(f"tokens: {summary.input_tokens} in, {summary.output_tokens} out")
    failed = ", ".join(f"{count} {code}" for code, count in summary.result.errors.items())
    print(f"failed: {failed}\n")


async def show_loads() -> None:
    """Print what patient callers hide."""
    print(f"{'load':18}  reply, median   reply, 95 %  calls a second")
    for name, one in (await under_loads()).items():
        median, high = one.latency["p50"].value, one.latency["p95"].value
        print(f"{name:18}  {median:11.2f} s  {high:10.2f} s  {one.calls_per_second:14.2f}")
    print()


async def show_watch() -> None:
    """Print what a slower release looks like beside the recorded run."""
    with TemporaryDirectory(dir=Path.cwd()) as parent:
        folder = Path(parent, "baseline")
        for seed, profile, update in ((0, PACE, True), (1, PACE, False), (1, SLOWER, False)):
            model = model_to_measure(seed=seed, profile=profile)
            result = await BenchmarkRunner().run(model, SHORT)
            code = watch(result, folder, allowed=0.10, update=update)
            print(f"exit code {code}")
