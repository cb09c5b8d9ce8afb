"""Several models, the same questions: who is right, and how fast."""

import sys

import pytest
from llmkit import Profile, Script, SimulatedChatModel
from llmkit.testing import ManualClock, run_program
from llmkit.wire import WireServer

from examples.foundation.quantization_advisor.compare_answers import (
    QUESTIONS,
    Question,
    Score,
    main,
    score,
)

RIGHT = Script.of("391", "It is December.", "apple, fig, pear", "No.")
WRONG = Script.of("381", "November", "fig, apple, pear", "Yes.")


@pytest.mark.parametrize(("script", "right"), [(RIGHT, 4), (WRONG, 0)])
async def test_right_answers_are_counted(script: Script, right: int) -> None:
    clock = ManualClock()
    model = SimulatedChatModel("a", script=script, profile=Profile(latency=1), sleep=clock.sleep)
    did = await score(model, QUESTIONS, clock.now)
    assert (did.right, did.asked) == (right, 4)


async def test_speed_is_tokens_by_time() -> None:
    clock = ManualClock()
    pace = Profile(tokens_per_second=10)
    model = SimulatedChatModel(script=Script.of("one two"), profile=pace, sleep=clock.sleep)
    did = await score(model, [Question("Count.", "two")], clock.now)
    assert did == Score("simulated-1", 1, 1, did.tokens_per_second)
    assert did.tokens_per_second == pytest.approx(10.0)


async def test_every_question_is_asked_alone_and_without_chance() -> None:
    model = SimulatedChatModel(script=RIGHT)
    await score(model, QUESTIONS)
    assert [len(request.messages) for request in model.requests] == [1] * 4
    assert {request.temperature for request in model.requests} == {0.0}


def ollama_at(server: WireServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in server.environment().items():
        monkeypatch.setenv(name, value)


async def test_each_model_is_asked_of_ollama_by_its_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with WireServer(Script(RIGHT.replies + WRONG.replies)) as server:
        ollama_at(server, monkeypatch)
        await main(["qwen3:8b-q8_0", "qwen3:8b-q4_K_M"])
        asked = [request.body["model"] for request in server.requests]
    assert asked == ["qwen3:8b-q8_0"] * 4 + ["qwen3:8b-q4_K_M"] * 4
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("qwen3:8b-q8_0            4/4")
    assert second.startswith("qwen3:8b-q4_K_M          0/4")


def test_it_is_a_program(monkeypatch: pytest.MonkeyPatch) -> None:
    with WireServer(RIGHT) as server:
        ollama_at(server, monkeypatch)
        name = "examples.foundation.quantization_advisor.compare_answers"
        monkeypatch.delitem(sys.modules, name)
        printed = run_program(name, "a-model")
    assert "4/4" in printed
