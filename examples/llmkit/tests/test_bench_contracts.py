"""The contracts of the benchmark: who may be a runner, and what a stored result looks like."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from llmkit import ChatModel, Profile, SimulatedChatModel
from llmkit.bench.analysis import compare, regressions, summarise
from llmkit.bench.environment import Environment
from llmkit.bench.profiler import FunctionCost, ResourceUse
from llmkit.bench.results import (
    FORMAT,
    BenchmarkResult,
    CallResult,
    read_results,
    write_results,
)
from llmkit.bench.runner import BenchmarkRunner, Runner
from llmkit.bench.workload import Workload
from llmkit.simulated_time import run_in_simulated_time

WORKLOAD = Workload(name="short", prompts=("Hi",), calls=6)

STORED_FORMAT_1: Mapping[str, Any] = {
    "format": 1,
    "label": "a model",
    "provider": "simulated",
    "model": "simulated-1",
    "workload": {
        "name": "short",
        "prompts": ["Hi"],
        "system": "",
        "calls": 2,
        "warm_up": 1,
        "concurrency": 1,
        "rate": None,
        "stream": True,
        "max_output_tokens": None,
        "timeout": 60.0,
    },
    "calls": [
        {
            "scheduled": 0.0,
            "started": 0.0,
            "first": 0.5,
            "ended": 1.5,
            "input_tokens": 3,
            "output_tokens": 11,
            "chunks": 11,
            "longest_gap": 0.1,
            "error": "",
        },
        {
            "scheduled": 1.5,
            "started": 1.5,
            "first": None,
            "ended": 1.6,
            "input_tokens": 0,
            "output_tokens": 0,
            "chunks": 0,
            "longest_gap": 0.0,
            "error": "unavailable",
        },
    ],
    "use": {
        "wall_seconds": 1.6,
        "processor_seconds": 0.2,
        "peak_bytes": None,
        "functions": [{"name": "a.py:f", "calls": 2, "own_seconds": 0.1}],
    },
    "environment": {
        "system": "Linux 6.1",
        "processor": "x86_64",
        "cores": 2,
        "memory_bytes": 8000000000,
        "python": "CPython 3.11.7",
        "packages": {"pydantic": "2.14.0"},
    },
}
"""A result as it was written when the format got its number. Never edit it: add another."""


class RepeatingRunner:
    """A runner that makes no call, as one that asks machines elsewhere might look from here."""

    def __init__(self, calls: tuple[CallResult, ...], environment: Environment) -> None:
        self._calls = calls
        self._environment = environment

    async def run(
        self, model: ChatModel, workload: Workload, *, label: str = ""
    ) -> BenchmarkResult:
        """Return the calls that it was given; see `Runner.run`."""
        return BenchmarkResult(
            label=label or model.model,
            provider=model.provider,
            model=model.model,
            workload=workload,
            calls=self._calls,
            environment=self._environment,
        )


def seen(runner: Runner) -> BenchmarkResult:
    model = SimulatedChatModel(profile=Profile(time_to_first_token=0.4, spread=0.3))
    return run_in_simulated_time(runner.run(model, WORKLOAD, label="x"))


@pytest.mark.parametrize("other", [False, True], ids=["this process", "another runner"])
def test_all_that_follows_takes_the_result_of_any_runner(other: bool, tmp_path: Path) -> None:
    own = seen(BenchmarkRunner())
    result = seen(RepeatingRunner(own.calls, own.environment)) if other else own
    assert (result.label, result.workload, len(result.calls)) == ("x", WORKLOAD, 6)
    assert summarise(result).latency == summarise(own).latency
    assert {one.verdict for one in compare(result, own)} == {"no difference shown"}
    assert regressions(result, own) == []
    write_results({"x": result}, tmp_path)
    assert read_results(tmp_path) == {"x": result}


def test_a_runner_that_forgets_calls_is_found() -> None:
    own = seen(BenchmarkRunner())
    with pytest.raises(ValueError, match="5 calls were measured, and 6 wanted"):
        seen(RepeatingRunner(own.calls[1:], own.environment))


def test_a_result_of_the_first_format_is_read_and_written_as_it_was() -> None:
    result = BenchmarkResult.model_validate(STORED_FORMAT_1)
    assert result.model_dump(mode="json") == STORED_FORMAT_1
    assert result.errors == {"unavailable": 1}


@pytest.mark.parametrize(
    ("model", "stored"),
    [
        (BenchmarkResult, STORED_FORMAT_1),
        (Workload, STORED_FORMAT_1["workload"]),
        (CallResult, STORED_FORMAT_1["calls"][0]),
        (ResourceUse, STORED_FORMAT_1["use"]),
        (FunctionCost, STORED_FORMAT_1["use"]["functions"][0]),
        (Environment, STORED_FORMAT_1["environment"]),
    ],
)
def test_a_field_that_comes_or_goes_needs_a_new_format(
    model: type[BaseModel], stored: Mapping[str, Any]
) -> None:
    schema = model.model_json_schema()
    assert STORED_FORMAT_1["format"] == FORMAT
    assert set(schema["properties"]) == set(stored)
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize("number", [0, FORMAT + 1])
def test_a_result_of_another_format_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="format"):
        BenchmarkResult.model_validate({**STORED_FORMAT_1, "format": number})
