"""What the pages show: text as it comes, its times, the same chunks from every provider."""

import asyncio
import math
import os
import subprocess
import sys
from pathlib import Path

import pytest
from llmkit import (
    Chunk,
    ConnectionFailedError,
    Fault,
    Message,
    Profile,
    Reply,
    Script,
    ScriptExhaustedError,
    SimulatedChatModel,
    ToolCall,
    Usage,
    chat_model,
    with_retries,
)
from llmkit.recorded_telemetry import RecordedTelemetry
from llmkit.testing import ManualClock
from llmkit.wire import WireServer
from openai import AsyncOpenAI

from examples.foundation.streaming_responses import overhead
from examples.foundation.streaming_responses.every_provider import (
    PROVIDERS,
    describe,
    through_each_sdk,
)
from examples.foundation.streaming_responses.pace import QUESTION, SCRIPT, model_and_clock
from examples.foundation.streaming_responses.streaming_responses import print_reply
from examples.foundation.streaming_responses.timed_stream import TimedStream

PACE = Profile(time_to_first_token=2.0, tokens_per_second=4)


def slow_model(script: Script) -> tuple[SimulatedChatModel, ManualClock]:
    clock = ManualClock()
    return SimulatedChatModel(script=script, profile=PACE, sleep=clock.sleep), clock


# The main function


async def test_it_prints_the_text_and_both_times(capsys: pytest.CaptureFixture[str]) -> None:
    model, clock = slow_model(Script.of("One two three."))
    reply = await print_reply(model, "Count.", clock.now)
    # 2 s of reading and a quarter for each of three words; the end is a chunk of its own.
    assert capsys.readouterr().out == (
        "One two three.\n\nsimulated-1: first text after 2.25 s, the end after 3.00 s\n"
    )
    assert (reply.text, reply.finish_reason) == ("One two three.", "stop")


async def test_each_piece_is_out_before_the_next_is_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    seen: list[str] = []

    async def look_at_screen(_seconds: float) -> None:
        seen.append(capsys.readouterr().out)

    model = SimulatedChatModel(
        script=Script.of("One two."), profile=Profile(tokens_per_second=1), sleep=look_at_screen
    )
    await print_reply(model, "Count.", ManualClock().now)
    assert seen == ["", "One", " two."]


async def test_a_stream_that_breaks_leaves_what_was_printed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    script = Script.of(Reply("One two three.", fault=Fault("connection_cut", after_tokens=2)))
    model, clock = slow_model(script)
    with pytest.raises(ConnectionFailedError):
        await print_reply(model, "Count.", clock.now)
    assert capsys.readouterr().out == "One two"


async def test_a_break_before_the_first_chunk_is_retried(
    capsys: pytest.CaptureFixture[str],
) -> None:
    script = Script.of(Reply(fault=Fault("rate_limit", retry_after=0.001)), "Made it.")
    model, clock = slow_model(script)
    await print_reply(with_retries(model), "Hello", clock.now)
    assert capsys.readouterr().out.startswith("Made it.\n")


# The timed stream


@pytest.mark.parametrize(
    ("reply", "first", "total"),
    [
        (Reply("One"), 2.25, 2.5),
        (Reply("One two"), 2.25, 2.75),
        # Name, one piece of arguments and the end: three chunks, none with text.
        (Reply(tool_calls=(ToolCall("c1", "look_up"),)), math.inf, 2.75),
        (Reply(""), math.inf, 2.25),
    ],
)
async def test_first_is_the_time_of_the_first_text(
    reply: Reply, first: float, total: float
) -> None:
    model, clock = slow_model(Script.of(reply))
    async with TimedStream(model.stream([Message.user("Go")]), clock.now) as stream:
        async for _ in stream:
            pass
    assert stream.first == first
    assert stream.total == total


async def test_leaving_early_closes_the_stream() -> None:
    model, clock = slow_model(Script.of("One two three."))
    chunks = model.stream([Message.user("Count.")])
    async with TimedStream(chunks, clock.now) as stream:
        async for _ in stream:
            break
    assert await anext(chunks, None) is None
    assert stream.total == 2.25


async def test_streams_at_the_same_time_do_not_mix() -> None:
    script = Script((Reply("a b c", when="letters"), Reply("1 2 3", when="numbers")))
    model = SimulatedChatModel(script=script)

    async def read(question: str) -> str:
        text = ""
        async with TimedStream(model.stream([Message.user(question)]), lambda: 0.0) as stream:
            async for chunk in stream:
                text += chunk.text
                await asyncio.sleep(0)
        return text

    numbers, letters = await asyncio.gather(read("numbers"), read("letters"))
    assert (numbers, letters) == ("1 2 3", "a b c")


# The same chunks from every provider


async def test_every_provider_gives_the_same_texts_reason_and_usage() -> None:
    received = await through_each_sdk(SCRIPT, QUESTION)
    assert tuple(received) == PROVIDERS
    told = {"".join(chunk.text for chunk in chunks) for chunks in received.values()}
    assert told == {SCRIPT.replies[0].text}
    assert len({describe(chunks) for chunks in received.values()}) == 1


@pytest.mark.parametrize(
    ("chunks", "description"),
    [
        ([], "0 pieces, no reason, no usage"),
        ([Chunk("a"), Chunk("b"), Chunk(finish_reason="length")], "2 pieces, length, no usage"),
        (
            [Chunk("a", finish_reason="stop", usage=Usage(3, 1))],
            "1 pieces, stop, 3 tokens in, 1 out",
        ),
    ],
)
def test_a_stream_is_described(chunks: list[Chunk], description: str) -> None:
    assert describe(chunks) == description


@pytest.mark.parametrize("provider", PROVIDERS)
async def test_print_reply_works_with_each_sdk(
    provider: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with WireServer(Script.of("One two three.")) as server:
        base_url = server.base_url(provider)
        async with chat_model(provider, api_key="wire", base_url=base_url) as model:
            reply = await print_reply(model, "Count.", ManualClock().now)
    assert reply.provider == provider
    assert capsys.readouterr().out.startswith("One two three.\n")


async def test_an_error_of_the_provider_arrives_as_an_error_of_the_library() -> None:
    with WireServer(
        Script.of(Reply("One two.", fault=Fault("connection_cut", after_tokens=1)))
    ) as s:
        async with chat_model("openai", api_key="wire", base_url=s.base_url("openai")) as model:
            with pytest.raises(ConnectionFailedError):
                await print_reply(model, "Count.", ManualClock().now)


async def test_the_wait_for_the_first_chunk_is_reported() -> None:
    recorded = RecordedTelemetry()
    model, clock = slow_model(Script.of("Hello."))
    await print_reply(recorded.watch(model), "Hi", clock.now)
    (span,) = recorded.spans()
    assert span.attributes is not None
    assert any("time_to_first_chunk" in name for name in span.attributes)


# Which model and which clock


@pytest.mark.parametrize("live", [False, True])
async def test_the_simulated_model_waits_only_when_live(
    live: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LLMKIT_PROVIDER", raising=False)
    model, now = model_and_clock(live=live)
    before = now()
    async with TimedStream(model.stream([Message.user(QUESTION)]), now) as stream:
        async for chunk in stream:
            if chunk.text:
                break
    assert stream.first == pytest.approx(0.42, abs=0.2 if live else 1e-9)
    assert now() - before >= stream.first


def test_a_real_provider_is_timed_by_the_real_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LLMKIT_PROVIDER", "ollama")
    model, now = model_and_clock(live=False)
    assert model.provider == "ollama"
    assert now() > 0.0


# What the library adds


async def test_the_library_adds_far_less_than_100_ms_to_the_first_token() -> None:
    assert await overhead.in_memory_ms(repeats=50) < 100
    alone, wrapped = await overhead.over_http_ms(repeats=10)
    assert wrapped - alone < 100


async def test_the_measure_to_compare_with_asks_the_same() -> None:
    with WireServer(overhead.ENDLESS) as server:
        async with AsyncOpenAI(api_key="wire", base_url=server.base_url("openai")) as client:
            assert 0 < await overhead.first_token_of_sdk(client) < 60
        (request,) = server.requests
    assert request.body["messages"] == [{"role": "user", "content": QUESTION}]
    assert request.body["stream"] is True


async def test_a_failed_call_is_no_measurement() -> None:
    with pytest.raises(ScriptExhaustedError):
        await overhead.first_token(SimulatedChatModel(script=Script()))


async def test_the_report_names_all_three(capsys: pytest.CaptureFixture[str]) -> None:
    await overhead.main(repeats=2)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in lines] == [
        "library in memory",
        "openai SDK alone, HTTP",
        "library around it, HTTP",
    ]


# The program


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    root = Path(__file__).resolve().parents[3]
    path = os.pathsep.join([str(root), str(root / "examples")])
    return subprocess.run(
        [sys.executable, "-m", "examples.foundation.streaming_responses", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": path, "PYTHONUTF8": "1", **variables},
    )


def test_the_program_prints_what_was_recorded() -> None:
    done = run()
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == Path(__file__).with_name("expected.txt").read_text(encoding="utf-8")


def test_a_wrong_set_up_is_one_line_that_names_the_remedy() -> None:
    done = run(LLMKIT_PROVIDER="olama")
    assert done.returncode == 1
    assert "did you mean 'ollama'?" in done.stderr
    assert len(done.stderr.splitlines()) == 1
