"""The program as one starts it: the tour, the chatbot, another provider, a wrong set-up."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from llmkit.testing import run_program
from llmkit.wire import WireServer

from examples.foundation.basic_chat.stand_in import SCRIPT


def run(*arguments: str, typed: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
    root = Path(__file__).resolve().parents[3]
    path = os.pathsep.join([str(root), str(root / "examples")])
    return subprocess.run(
        [sys.executable, "-m", "examples.foundation.basic_chat", *arguments],
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": path, "PYTHONUTF8": "1", **variables},
    )


def test_the_tour_prints_what_was_recorded() -> None:
    done = run()
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == Path(__file__).with_name("expected.txt").read_text(encoding="utf-8")


def test_the_chatbot_answers_what_is_typed() -> None:
    done = run("--chat", typed="My name is Grace.\nWhat is my name?\n/quit\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "bot> Your name is Grace." in done.stdout


@pytest.mark.parametrize(
    ("arguments", "last"),
    [([], "I do not know your name"), (["--chat"], "Your name is Grace.")],
)
def test_the_program_chats_when_it_is_asked_to_and_else_makes_its_tour(
    arguments: list[str], last: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyboard = iter(["My name is Grace.", "What is my name?", "/quit"])
    monkeypatch.setattr("builtins.input", lambda _prompt: next(keyboard))
    printed = run_program("examples.foundation.basic_chat", *arguments)
    assert last in printed.splitlines()[-1]


def test_one_variable_changes_the_provider() -> None:
    with WireServer(SCRIPT) as server:
        done = run("--chat", typed="Hello\n", LLMKIT_PROVIDER="ollama", **server.environment())
        assert (done.returncode, done.stderr) == (0, "")
        assert [request.provider for request in server.requests] == ["ollama"]


@pytest.mark.parametrize(
    ("provider", "hint"),
    [("openai", "set OPENAI_API_KEY"), ("opnai", "did you mean 'openai'?")],
)
def test_a_wrong_set_up_is_one_line_that_names_the_remedy(provider: str, hint: str) -> None:
    done = run(LLMKIT_PROVIDER=provider)
    assert done.returncode == 1
    assert hint in done.stderr
    assert len(done.stderr.splitlines()) == 1
