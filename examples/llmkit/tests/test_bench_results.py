import csv
import io
import time
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from llmkit import Fault, Profile, Reply, Script, SimulatedChatModel
from llmkit.bench.analysis import compare, regressions, summarise
from llmkit.bench.charts import bar_chart, line_chart
from llmkit.bench.environment import this_environment
from llmkit.bench.profiler import Profiler
from llmkit.bench.reports import (
    Table,
    csv_of_calls,
    difference_table,
    environment_lines,
    html_page,
    summary_table,
)
from llmkit.bench.results import BenchmarkResult, CallResult, read_results, write_results
from llmkit.bench.runner import BenchmarkRunner
from llmkit.bench.statistics import Estimate
from llmkit.bench.workload import Workload
from llmkit.simulated_time import run_in_simulated_time

CALL: dict[str, Any] = {"scheduled": 1.0, "started": 2.0, "first": 2.5, "ended": 4.5}
WORDS = "one two three four five six seven eight nine ten"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"started": 0.5}, "due, begins and ends"),
        ({"ended": 1.9, "first": None}, "due, begins and ends"),
        ({"first": 1.5}, "between the begin and the end"),
        ({"first": 5.0}, "between the begin and the end"),
        ({"output_tokens": -1}, "greater than or equal to 0"),
        ({"scheduled": -0.1}, "greater than or equal to 0"),
        ({"price": 1}, "Extra inputs"),
    ],
)
def test_a_call_that_cannot_have_been_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        CallResult(**{**CALL, **changes})


def test_a_caller_waits_from_the_moment_when_the_call_was_due() -> None:
    call = CallResult(**CALL, output_tokens=5)
    assert (call.latency, call.time_to_first_token, call.tokens_per_second) == (3.5, 1.5, 2.0)
    assert CallResult(**CALL, output_tokens=1).tokens_per_second is None


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"name": "Two words"}, "pattern"),
        ({"prompts": ()}, "at least 1"),
        ({"calls": 0}, "greater than or equal to 1"),
        ({"rate": 2.0, "concurrency": 2}, "concurrency or rate"),
        ({"speed": 1}, "Extra inputs"),
    ],
)
def test_a_workload_that_makes_no_sense_is_refused(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Workload(**{"name": "short", "prompts": ("Hi",), **wrong})


def run(
    profile: Profile | None = None, *, calls: int = 120, failing: int = 0, seed: int = 0
) -> BenchmarkResult:
    profile = profile or Profile(
        latency=0.1, time_to_first_token=0.4, tokens_per_second=40, spread=0.4
    )
    faults = (Reply(fault=Fault("overloaded"), times=failing),) if failing else ()
    script = Script(faults, otherwise=lambda _: Reply(WORDS))
    model = SimulatedChatModel(script=script, profile=profile, seed=seed)
    workload = Workload(name="short", prompts=("Count.",), calls=calls, warm_up=0)
    return run_in_simulated_time(BenchmarkRunner().run(model, workload, label=f"seed {seed}"))


SLOW = Profile(latency=0.1, time_to_first_token=0.8, tokens_per_second=20, spread=0.4)


def test_a_result_is_the_same_after_it_was_written(tmp_path: Path) -> None:
    results = {"a": run(calls=5), "b": run(SLOW, calls=5, failing=2)}
    write_results(results, tmp_path / "new" / "folder")
    assert read_results(tmp_path / "new" / "folder") == results


@pytest.mark.parametrize(
    ("text", "message"),
    [("{}", "'odd.json' is no result"), ("no JSON", "Invalid JSON"), (None, "less than or equal")],
)
def test_a_file_that_is_no_result_is_named(tmp_path: Path, text: str | None, message: str) -> None:
    newer = run(calls=2).model_dump_json().replace('"format":1', '"format":2')
    (tmp_path / "odd.json").write_text(text or newer)
    with pytest.raises(ValueError, match=message):
        read_results(tmp_path)


def test_a_result_needs_all_of_its_calls() -> None:
    data = run(calls=3).model_dump()
    data["calls"] = data["calls"][:2]
    with pytest.raises(ValidationError, match="2 calls were measured, and 3 wanted"):
        BenchmarkResult.model_validate(data)


def test_a_summary_says_no_more_than_the_calls_can_tell() -> None:
    few, many = summarise(run(calls=20)), summarise(run(calls=120))
    assert list(few.latency) == ["p50"]
    assert list(many.latency) == ["p50", "p90", "p95"]
    assert many.latency["p50"].low < many.latency["p50"].value < many.latency["p50"].high
    assert many.latency["p95"].value > many.latency["p50"].value
    assert many.output_tokens == sum(call.output_tokens for call in many.result.calls)


def test_failures_are_counted_and_not_timed() -> None:
    summary = summarise(run(failing=30))
    assert summary.failed.value == 0.25
    assert summary.result.errors == {"unavailable": 30}
    assert summary.calls_per_second == pytest.approx(90 / summary.result.seconds)
    nothing = summarise(run(calls=4, failing=4))
    assert (nothing.latency, nothing.tokens_per_second, nothing.failed.value) == ({}, None, 1)


def test_a_slower_model_is_told_from_an_equal_one() -> None:
    base = run()
    slower = {one.metric: one.verdict for one in compare(run(SLOW, seed=1), base)}
    assert set(slower.values()) == {"worse"}
    assert {one.verdict for one in compare(base, run(SLOW, seed=1))} == {"better"}
    same = [one.verdict for at in range(20) for one in compare(run(seed=at + 1), run(seed=at + 50))]
    # At a level of 5 % for the three figures of a run together, two of 20 runs may be wrong.
    assert sum(verdict != "no difference shown" for verdict in same) <= 4


def test_only_what_became_worse_by_more_than_is_allowed_is_a_regression() -> None:
    base = run()
    assert [one.name for one in regressions(run(SLOW, seed=1), base)] == [
        *("latency", "time_to_first_token", "tokens_per_second"),
    ]
    assert regressions(run(SLOW, seed=1), base, allowed=2.0) == []
    assert regressions(run(seed=1), base) == []
    (failed,) = regressions(run(failing=30, seed=0), base)
    assert (failed.name, failed.detail) == ("failed", "25.0% of the calls, 0.0% before")


def test_runs_of_different_workloads_have_no_regression() -> None:
    with pytest.raises(ValueError, match="different workloads"):
        regressions(run(calls=10), run(calls=11))


def test_a_report_says_what_was_measured_and_where() -> None:
    summaries = [summarise(run()), summarise(run(SLOW, failing=30, seed=1))]
    table = summary_table(summaries).markdown()
    assert "Reply, 95 %" in table
    assert "Reply, 95 %" not in summary_table([summarise(run(calls=20))]).head
    assert table.count("\n") == 4
    assert "| seed 1 |" in table
    assert "25.0%" in table
    differences = {"seed 1": compare(summaries[1].result, summaries[0].result)}
    assert difference_table(differences).markdown().count("| worse |") == 3
    page = html_page("Two <models>", summaries)
    assert "<title>Two &lt;models&gt;</title>" in page
    assert "://" not in page.replace("http://www.w3.org/2000/svg", "")
    for line in environment_lines(this_environment()):
        assert line.split(",")[0] in page
    with pytest.raises(ValueError, match="nothing to report"):
        html_page("None", [])


def test_a_table_looks_the_same_in_every_form() -> None:
    table = Table(["Model", "Time"], [["a <b>", "1"], ["c", "22.5"]])
    assert table.text() == "Model  Time\na <b>     1\nc      22.5"
    assert table.html().count("<td>") == 4
    assert "a &lt;b&gt;" in table.html()


def test_calls_can_be_counted_by_others() -> None:
    result = run(calls=6, failing=2)
    rows = list(csv.DictReader(io.StringIO(csv_of_calls([result]))))
    assert [row["error"] for row in rows] == ["unavailable"] * 2 + [""] * 4
    assert [row["first"] == "" for row in rows] == [True] * 2 + [False] * 4
    assert [float(row["ended"]) for row in rows] == [call.ended for call in result.calls]


def test_charts_are_pictures_with_words_for_those_who_cannot_see() -> None:
    bars = bar_chart("Seconds", {"a & b": Estimate(2, 1, 3), "c": Estimate(0, 0, 0)})
    lines = line_chart("Seconds", "tokens", {"a": [(1, 1), (10, 2)], "b": [(1, 2), (10, 8)]})
    for chart, said in ((bars, "a & b: 2 (1 to 3)"), (lines, "b: 2 at 1, 8 at 10")):
        assert said in ET.fromstring(chart).attrib["aria-label"]
        assert "\n" not in chart
    with pytest.raises(ValueError, match="at least one bar"):
        bar_chart("None", {})
    with pytest.raises(ValueError, match="at least one point"):
        line_chart("None", "x", {})
    with pytest.raises(ValueError, match="told apart"):
        line_chart("Many", "x", {str(at): [(1, 1)] for at in range(6)})
    with pytest.raises(ValueError, match="no place for 0"):
        line_chart("Nothing", "x", {"a": [(0, 1)]})


def _busy(processor_seconds: float = 0.05) -> None:
    # By the processor's clock, for on a busy machine any block takes long.
    until = time.process_time() + processor_seconds
    while time.process_time() < until:
        sum(one * one for one in range(1000))


def test_a_profiler_says_where_time_and_memory_go() -> None:
    plain, deep = Profiler(), Profiler(memory=True, functions=8)
    with plain.measured():
        _busy()
    assert plain.use is not None
    assert plain.use.peak_bytes is None
    assert plain.use.functions == ()
    assert 0.05 <= plain.use.processor_seconds < 0.5
    assert plain.use.busy == plain.use.processor_seconds / plain.use.wall_seconds
    with deep.measured():
        held = bytearray(5_000_000)
        _busy()
    assert deep.use is not None
    assert deep.use.peak_bytes is not None
    assert len(held) <= deep.use.peak_bytes < 2 * len(held)
    assert any("_busy" in cost.name for cost in deep.use.functions)
    assert not any(cost.name.startswith("/") for cost in deep.use.functions)


def test_a_block_that_fails_was_measured_all_the_same() -> None:
    profiler = Profiler(memory=True)
    with pytest.raises(KeyError), profiler.measured():
        raise KeyError
    assert profiler.use is not None
