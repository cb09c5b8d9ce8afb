import asyncio
from pathlib import Path
from typing import Any

import pytest
import stamina
from llmkit.errors import (
    AuthenticationError,
    ContextLengthError,
    LLMKitError,
    ModelNotFoundError,
    RetriesExhaustedError,
)
from llmkit.recorded_telemetry import RecordedTelemetry
from llmkit.semantic_attributes import ERROR_TYPE, operation_duration
from llmkit.simulated_time import run_in_simulated_time

from examples.reliability.batch_processing.batch_processing import (
    Batch,
    BatchAbortedError,
    Outcome,
    Progress,
)


async def takes_a_second(item: int) -> str:
    await asyncio.sleep(1.0)
    return f"item {item}"


def failing_with(error: LLMKitError, *, at: int) -> Any:
    async def work(item: int) -> str:
        if item == at:
            raise error
        return await takes_a_second(item)

    return work


def test_every_item_has_one_outcome_and_knows_its_own_result() -> None:
    outcomes = run_in_simulated_time(Batch(takes_a_second, workers=7).run(range(100)))
    assert {each.item: each.text for each in outcomes} == {n: f"item {n}" for n in range(100)}


@pytest.mark.parametrize(
    ("items", "workers", "seconds"), [(10, 1, 10), (10, 2, 5), (10, 3, 4), (10, 10, 1), (3, 50, 1)]
)
def test_the_time_is_that_of_the_busiest_worker(items: int, workers: int, seconds: int) -> None:
    last: list[Progress] = []
    batch = Batch(takes_a_second, workers=workers, on_progress=last.append)
    run_in_simulated_time(batch.run(range(items)))
    assert last[-1].seconds == pytest.approx(seconds)
    assert last[-1].per_second == pytest.approx(items / seconds)


async def test_never_more_items_are_in_work_than_there_are_workers() -> None:
    in_work, most = 0, 0

    async def work(item: int) -> str:
        nonlocal in_work, most
        in_work += 1
        most = max(most, in_work)
        await asyncio.sleep(0.001 * (item % 3))
        in_work -= 1
        return ""

    await Batch(work, workers=4).run(range(50))
    assert most == 4


def test_a_slow_item_holds_up_its_own_worker_only() -> None:
    async def work(item: int) -> str:
        await asyncio.sleep(100.0 if item == 0 else 1.0)
        return ""

    outcomes = run_in_simulated_time(Batch(work, workers=2).run(range(50)))
    assert outcomes[-1].item == 0
    assert [each.item for each in outcomes[:-1]] == list(range(1, 50))


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (ContextLengthError("x"), Outcome(3, code="context_length", final=True)),
        (RetriesExhaustedError("x", 4), Outcome(3, code="retries_exhausted", final=False)),
    ],
)
def test_an_item_that_fails_does_not_stop_the_others(
    error: LLMKitError, outcome: Outcome[int]
) -> None:
    progress: list[Progress] = []
    batch = Batch(failing_with(error, at=3), workers=2, on_progress=progress.append)
    outcomes = run_in_simulated_time(batch.run(range(10)))
    assert [each for each in outcomes if not each.succeeded] == [outcome]
    assert (progress[-1].finished, progress[-1].failed) == (10, 1)


@pytest.mark.parametrize(
    "error", [AuthenticationError("x"), ModelNotFoundError("x"), BatchAbortedError("x")]
)
def test_what_would_fail_for_every_item_ends_the_batch(error: LLMKitError) -> None:
    saved: list[Outcome[int]] = []
    batch = Batch(failing_with(error, at=6), workers=2, on_outcome=saved.append)
    with pytest.raises(BatchAbortedError, match="6 of 1000 items were finished") as raised:
        run_in_simulated_time(batch.run(range(1000)))
    assert raised.value.cause is error
    assert sorted(each.item for each in saved) == [0, 1, 2, 3, 4, 5]


def test_a_mistake_in_the_work_is_not_taken_for_a_failed_item() -> None:
    async def work(item: int) -> str:
        return "" if item else str(1 // item)

    with pytest.raises(BatchAbortedError) as raised:
        run_in_simulated_time(Batch(work, workers=2).run([1, 0]))
    assert isinstance(raised.value.cause, ZeroDivisionError)


def test_nothing_to_do_is_done_at_once() -> None:
    assert run_in_simulated_time(Batch(takes_a_second, workers=3).run([])) == []


def test_a_pool_without_workers_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1 worker, not 0"):
        Batch(takes_a_second, workers=0)


def test_a_progress_without_time_has_no_rate() -> None:
    assert Progress(total=1, finished=1, failed=0, seconds=0.0).per_second == 0.0


def test_the_metrics_count_items_by_the_code_of_their_error() -> None:
    recorded = RecordedTelemetry()
    work = failing_with(ContextLengthError("x"), at=3)
    run_in_simulated_time(
        Batch(work, workers=2, telemetry=recorded.telemetry("batch")).run(range(10))
    )
    counts = {
        (point.attributes or {}).get(ERROR_TYPE): point.count
        for point in recorded.histograms(operation_duration("batch"))
    }
    assert counts == {None: 9, "context_length": 1}


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert not stamina.is_testing(), "the waits are part of what is tested here"
