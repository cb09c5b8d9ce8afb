import dataclasses

import pytest

from llmkit import Completion, InvalidToolArgumentsError, Message, Tool, ToolCall, Usage
from llmkit.testing import plain_image


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [('{"a": 1}', {"a": 1}), ("{}", {}), ("", {}), ('{"é": [null]}', {"é": [None]})],
)
def test_arguments_are_parsed(arguments: str, expected: dict[str, object]) -> None:
    assert ToolCall("c", "f", arguments).parsed() == expected


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [('{"a": ', "Expecting value"), ("[1]", "it is a list"), ('"text"', "it is a str")],
)
def test_arguments_that_are_no_object_are_refused(arguments: str, reason: str) -> None:
    with pytest.raises(InvalidToolArgumentsError, match=reason) as caught:
        ToolCall("c", "weather", arguments).parsed()
    assert (caught.value.tool_name, caught.value.arguments) == ("weather", arguments)


def test_each_role_has_a_constructor() -> None:
    call = ToolCall("c", "f")
    assert Message.system("s") == Message("system", "s")
    assert Message.user("u") == Message("user", "u")
    assert Message.assistant("a", tool_calls=[call]) == Message("assistant", "a", (call,))
    assert Message.tool("r", tool_call_id="c") == Message("tool", "r", (), "c")


def test_images_go_with_the_user_and_change_nothing_else() -> None:
    image = plain_image()
    assert Message.user("u", images=[image]) == Message("user", "u", images=(image,))
    assert Message.user("u").images == ()
    assert Message.user("u", images=[image]) != Message.user("u")


def test_usage_adds_up() -> None:
    total = sum([Usage(1, 2), Usage(10, 20)], Usage())
    assert (total, total.total_tokens) == (Usage(11, 22), 33)


def test_a_completion_tells_its_text() -> None:
    reply = Completion(Message.assistant("hi"), "stop", Usage(), "m", "p")
    assert reply.text == "hi"


def test_messages_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Message.user("x").content = "y"  # type: ignore[misc]


def test_a_tool_without_parameters_takes_none() -> None:
    assert Tool("now", "Tell the time.").parameters == {"type": "object", "properties": {}}
