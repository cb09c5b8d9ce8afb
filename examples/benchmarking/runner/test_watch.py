"""A run beside a recorded one: what is said, and what the exit code is."""

import json
from functools import cache
from pathlib import Path

import pytest
from llmkit import Fault, Profile, Reply, Script
from llmkit.bench.results import BenchmarkResult, read_results
from llmkit.bench.runner import BenchmarkRunner
from llmkit.simulated_time import run_in_simulated_time
from llmkit.wire.server import WireServer

from examples.benchmarking.runner.demonstration import SLOWER
from examples.benchmarking.runner.runner import PACE, SHORT, model_to_measure
from examples.benchmarking.runner.watch import main, watch

pytestmark = pytest.mark.benchmark


@cache
def run(profile: Profile = PACE, *, seed: int = 0, calls: int = 200) -> BenchmarkResult:
    workload = SHORT.model_copy(update={"calls": calls})
    model = model_to_measure(seed=seed, profile=profile)
    return run_in_simulated_time(BenchmarkRunner().run(model, workload))


def test_a_run_is_compared_with_the_recorded_one(tmp_path: Path) -> None:
    folder = tmp_path / "runs"
    nothing = watch(run(), folder, allowed=0.1, update=False)
    assert nothing.exit_code == 2
    assert "nothing in 'runs' to compare with" in nothing.lines[0]
    assert watch(run(), folder, allowed=0.1, update=True).exit_code == 0
    assert read_results(folder) == {SHORT.name: run()}
    equal = watch(run(seed=1), folder, allowed=0.1, update=False)
    assert equal.exit_code == 0
    assert equal.lines == ("short-questions: nothing became worse by more than 10%",)
    slower = watch(run(SLOWER, seed=1), folder, allowed=0.1, update=False)
    assert slower.exit_code == 1
    assert "time_to_first_token: " in slower.lines[0]
    assert read_results(folder) == {SHORT.name: run()}, "a run that is only compared is not kept"


def test_a_run_is_only_compared_with_one_of_the_same_workload(tmp_path: Path) -> None:
    watch(run(calls=20), tmp_path, allowed=0.1, update=True)
    with pytest.raises(ValueError, match="different workloads"):
        watch(run(calls=21), tmp_path, allowed=0.1, update=False)


def test_the_command_tells_a_wrong_comparison_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ["--baseline", str(tmp_path)]
    assert main([*place, "--calls", "20", "--update"]) == 0
    capsys.readouterr()
    assert main([*place, "--calls", "21"]) == 2
    assert capsys.readouterr().err.endswith("; record the run anew with --update\n")
    (tmp_path / "short-questions.json").write_text("{}", encoding="utf-8")
    assert main([*place, "--calls", "20"]) == 2
    assert "'short-questions.json' is no result of a benchmark" in capsys.readouterr().err


def test_the_command_refuses_a_run_without_calls(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["--baseline", str(tmp_path), "--calls", "0"])
    assert "--calls has to be 1 or more, not 0" in capsys.readouterr().err


def test_another_seed_is_another_day(tmp_path: Path) -> None:
    for seed in ("0", "1", "0"):
        folder = tmp_path / seed
        assert main(["--baseline", str(folder), "--calls", "20", "--seed", seed, "--update"]) == 0
    first, other = (read_results(tmp_path / seed)[SHORT.name].calls for seed in ("0", "1"))
    assert first != other
    assert first == run(calls=20).calls


def test_the_command_measures_an_sdk_over_http(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # One reply for ever, and one failure that comes once.
    script = Script((Reply(fault=Fault("overloaded")),), otherwise=lambda _: Reply("High and low."))
    with WireServer(script) as server:
        monkeypatch.setenv("LLMKIT_PROVIDER", "openai")
        for name, value in server.environment().items():
            monkeypatch.setenv(name, value)
        arguments = ["--baseline", str(tmp_path / "runs"), "--calls", "12"]
        assert main([*arguments, "--update"]) == 0
        assert main([*arguments, "--allowed", "50"]) == 0
    result = read_results(tmp_path / "runs")[SHORT.name]
    assert (result.provider, len(result.succeeded)) == ("openai", 12)
    assert "nothing became worse" in capsys.readouterr().out


def test_what_is_kept_is_json_that_anybody_can_read(tmp_path: Path) -> None:
    watch(run(calls=20), tmp_path, allowed=0.1, update=True)
    kept = json.loads((tmp_path / "short-questions.json").read_text(encoding="utf-8"))
    assert (kept["format"], kept["workload"]["calls"], len(kept["calls"])) == (1, 20, 20)
