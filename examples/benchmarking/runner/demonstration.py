"""What the example prints, step by step: a workload, a first run, four loads, and a watch."""

from collections.abc import Callable, Coroutine, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any

from llmkit.bench.reports import summary_table
from llmkit.bench.runner import BenchmarkRunner
from llmkit.bench.workload import Workload
from pydantic import ValidationError

from examples.benchmarking.runner.load import under_loads
from examples.benchmarking.runner.runner import PACE, SHORT, first_benchmark, model_to_measure
from examples.benchmarking.runner.watch import watch

SLOWER = replace(PACE, time_to_first_token=PACE.time_to_first_token * 1.5)
"""The same model after a release that made its first token come later."""
MISTAKES: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {
        "no prompts": {"prompts": ()},
        "a name for no file": {"name": "Short questions!"},
        "callers and a rate": {"concurrency": 4, "rate": 2.0},
        "three mistakes": {"calls": 0, "rate": -1.0, "timeout": 0},
    }
)
"""What somebody could write into a workload, and what makes no sense."""


async def show_workload() -> str:
    """Return a workload as a result keeps it, and what is said of those that make no sense."""
    return "\n".join((SHORT.model_dump_json(indent=1), "", *_refusals()))


def _refusals() -> Iterator[str]:
    """Yield a line for each mistake of each workload."""
    for name, changes in MISTAKES.items():
        try:
            Workload.model_validate({**SHORT.model_dump(), **changes})
        except ValidationError as error:
            for one in error.errors():
                field = ".".join(map(str, one["loc"])) or "workload"
                yield f"{name:20}{field}: {one['msg'].removeprefix('Value error, ')}"


async def show_first() -> str:
    """Return the figures of one model."""
    summary = await first_benchmark(model_to_measure())
    failed = ", ".join(f"{count} {code}" for code, count in summary.result.errors.items())
    waits = (f"first token, {name}: {wait} s" for name, wait in summary.time_to_first_token.items())
    return "\n".join(
        (
            f"{SHORT.name}, {SHORT.concurrency} callers",
            summary_table([summary]).text(),
            "",
            *waits,
            f"tokens: {summary.input_tokens} in, {summary.output_tokens} out",
            f"failed: {failed or 'none'}",
        )
    )


async def show_loads() -> str:
    """Return what patient callers hide."""
    lines = [f"{'load':18}  reply, median   reply, 95 %  calls a second"]
    for name, one in (await under_loads()).items():
        median, high = one.latency["p50"].value, one.latency["p95"].value
        lines.append(f"{name:18}  {median:11.2f} s  {high:10.2f} s  {one.calls_per_second:14.2f}")
    return "\n".join(lines)


async def show_watch() -> str:
    """Return what a slower release looks like beside the recorded run."""
    lines = []
    with TemporaryDirectory(dir=Path.cwd()) as parent:
        folder = Path(parent, "baseline")
        for seed, profile, update in ((0, PACE, True), (1, PACE, False), (1, SLOWER, False)):
            model = model_to_measure(seed=seed, profile=profile)
            result = await BenchmarkRunner().run(model, SHORT)
            verdict = watch(result, folder, allowed=0.10, update=update)
            lines += [*verdict.lines, f"exit code {verdict.exit_code}"]
    return "\n".join(lines)


STEPS: Mapping[str, Callable[[], Coroutine[Any, Any, str]]] = MappingProxyType(
    {
        "workload": show_workload,
        "first": show_first,
        "loads": show_loads,
        "watch": show_watch,
    }
)
"""The name of each step, as the command line takes it."""
