"""What the program and its steps print is what is recorded beside them."""

from contextlib import closing
from pathlib import Path

import pytest
from llmkit import Message, Script, SimulatedChatModel, ToolCall
from llmkit.testing import run_program
from llmkit.wire import WireServer

from examples.llms.streaming_tool_calls.connect import answer_from_results, open_model
from examples.llms.streaming_tool_calls.report import print_events
from examples.llms.streaming_tool_calls.shop import Shop, shop_tools
from examples.llms.streaming_tool_calls.show_steps import STEPS
from examples.llms.streaming_tool_calls.streaming_tool_calls import StreamingToolChat

HERE = Path(__file__).parent


def recorded(name: str) -> str:
    """Return what is recorded in a file of this folder, for a test to compare with."""
    return (HERE / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("step", STEPS)
async def test_what_the_guide_shows_of_a_step_is_what_it_gives(
    step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LLMKIT_PROVIDER", raising=False)
    assert await STEPS[step]() == recorded(f"step_{step}.txt").rstrip("\n")


@pytest.mark.parametrize(
    ("arguments", "name"), [([], "expected.txt"), (["fragments"], "step_fragments.txt")]
)
def test_the_program_prints_what_is_recorded(
    arguments: list[str], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LLMKIT_PROVIDER", raising=False)
    assert run_program("examples.llms.streaming_tool_calls", *arguments) == recorded(name)


async def test_arguments_that_are_no_json_are_printed_as_they_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    script = Script.of(ToolCall("call_1", "find_order", "A-1001"), "Sorry.")
    with closing(Shop()) as shop:
        chat = StreamingToolChat(SimulatedChatModel(script=script), shop_tools(shop))
        await print_events(chat.ask([Message.user("Where is A-1001?")]))
    assert "find_order(A-1001) -> the arguments are not" in capsys.readouterr().out


async def test_the_environment_chooses_the_provider(monkeypatch: pytest.MonkeyPatch) -> None:
    with WireServer(Script.of("Hello.")) as server:
        for name, value in server.environment().items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("LLMKIT_PROVIDER", "anthropic")
        async with open_model() as model:
            reply = await model.complete([Message.user("Hello?")])
    assert (reply.provider, reply.text) == ("anthropic", "Hello.")


def test_a_result_of_an_unknown_kind_is_said_so() -> None:
    reply = answer_from_results([Message.tool('{"weight": 3}', tool_call_id="c")])
    assert reply.text == "I do not understand {'weight': 3}."
