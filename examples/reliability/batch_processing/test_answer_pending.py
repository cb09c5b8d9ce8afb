import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from llmkit import (
    Fault,
    Reply,
    RetryPolicy,
    Script,
    SimulatedChatModel,
    chat_model,
    with_retries,
)
from llmkit.errors import AuthenticationError, MalformedReplyError
from llmkit.wire import WireServer

from examples.reliability.batch_processing.answer_pending import answer_pending
from examples.reliability.batch_processing.batch_processing import BatchAbortedError
from examples.reliability.batch_processing.command import main
from examples.reliability.batch_processing.journal import Entry, Journal
from examples.reliability.batch_processing.measure import main as measure_main
from examples.reliability.batch_processing.measure import measure
from examples.reliability.batch_processing.sizing import try_workers
from examples.reliability.batch_processing.tickets import (
    answer_ticket,
    make_tickets,
)

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[2]


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_second_run_asks_only_for_what_may_still_succeed(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.jsonl")
    for entry in (
        Entry("T-0001", "Hello.", "ok", final=True),
        Entry("T-0002", "", "content_filter", final=True),
        Entry("T-0003", "", "retries_exhausted", final=False),
    ):
        journal.append(entry)
    model = SimulatedChatModel(script=Script(otherwise=lambda _: Reply("Hello.")))
    outcomes = asyncio.run(answer_pending(make_tickets(4), model, journal, workers=2))
    assert [each.item.id for each in outcomes] == ["T-0003", "T-0004"]
    assert {each.code for each in journal.entries().values()} == {"ok", "content_filter"}


def test_a_run_with_a_wrong_key_stops_early_and_keeps_what_it_has(tmp_path: Path) -> None:
    replies = (Reply("Hello.", times=5), Reply(fault=Fault("authentication"), times=None))
    model = SimulatedChatModel(script=Script(replies))
    journal = Journal(tmp_path / "journal.jsonl", flush_every=100)
    with pytest.raises(BatchAbortedError) as raised:
        asyncio.run(answer_pending(make_tickets(1000), model, journal, workers=2))
    assert isinstance(raised.value.cause, AuthenticationError)
    assert len(journal.entries()) == 5
    assert len(model.requests) <= 7


async def test_a_draft_that_was_cut_off_is_not_an_answer() -> None:
    model = SimulatedChatModel(script=Script.of(Reply("Hel", finish_reason="length")))
    with pytest.raises(MalformedReplyError, match="ended with 'length'"):
        await answer_ticket(model, make_tickets(1)[0])


async def test_the_same_pool_works_with_an_official_sdk(tmp_path: Path) -> None:
    replies = (
        Reply(when="[T-0003]", fault=Fault("rate_limit", retry_after=0.01)),
        Reply(when="[T-0005]", fault=Fault("context_length"), times=None),
    )
    script = Script(replies, otherwise=lambda messages: Reply(f"Re: {messages[-1].content[:8]}"))
    with WireServer(script) as server:
        sdk = chat_model("openai", api_key="wire", base_url=server.base_url("openai"))
        journal = Journal(tmp_path / "journal.jsonl")
        async with with_retries(sdk, RetryPolicy(first_wait=0.01, jitter=0)) as model:
            await answer_pending(make_tickets(10), model, journal, workers=4)
        assert len(server.requests) == 11
    entries = journal.entries()
    assert entries["T-0003"].text == "Re: [T-0003]"
    assert [each.id for each in entries.values() if each.code != "ok"] == ["T-0005"]


def test_tickets_are_the_same_for_the_same_seed() -> None:
    assert make_tickets(50) == make_tickets(50)
    assert make_tickets(50) != make_tickets(50, seed=8)


def test_more_workers_than_the_account_allows_make_failures_and_not_speed() -> None:
    tickets = make_tickets(300)
    few, enough, many = (try_workers(tickets, each, per_second=12) for each in (4, 12, 48))
    assert (few.refused, enough.refused) == (0, 0)
    assert enough.answered_per_second(300) > 2.5 * few.answered_per_second(300)
    assert many.failed > 10 * enough.failed
    assert many.answered_per_second(300) < 1.5 * enough.answered_per_second(300)


def test_the_pool_is_at_least_three_times_as_fast_as_one_by_one_in_real_time() -> None:
    one, eight = measure(60, 1, speed=100), measure(60, 8, speed=100)
    assert one.answered == eight.answered == 60
    assert one.seconds / eight.seconds >= 3


def test_the_measurement_prints_a_line_for_each_number_of_workers(
    capsys: pytest.CaptureFixture[str],
) -> None:
    measure_main(["--tickets", "20", "--speed", "200", "--workers", "1", "5"])
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("  1 workers")
    assert "20 answered" in second


def test_the_program_prints_what_is_recorded(capsys: pytest.CaptureFixture[str]) -> None:
    main()
    assert capsys.readouterr().out == (FOLDER / "expected.txt").read_text("utf-8")


def test_in_real_time_and_with_a_real_sdk_the_program_does_the_two_passes(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with WireServer(Script(otherwise=lambda _: Reply("Hello."))) as server:
        for name, value in server.environment().items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("LLMKIT_PROVIDER", "openai")
        main(["--tickets", "12", "--workers", "4"])
    assert "12 answered, 0 failed" in capsys.readouterr().out


def test_a_killed_run_is_taken_up_where_it_was(tmp_path: Path) -> None:
    arguments = [sys.executable, "-m", "examples.reliability.batch_processing"]
    arguments += ["--tickets", "100", "--workers", "30", "--journal", "journal.jsonl"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    path = tmp_path / "journal.jsonl"
    with subprocess.Popen([*arguments, "--real-time"], env=environment, cwd=tmp_path) as process:
        while not (path.exists() and path.read_bytes().count(b"\n") >= 20):
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    before = Journal(path).entries()
    assert 20 <= len(before) < 100
    subprocess.run(arguments, env=environment, cwd=tmp_path, check=True)
    after = Journal(path).entries()
    assert len(after) == 100
    assert {key: after[key] for key in before} == before
