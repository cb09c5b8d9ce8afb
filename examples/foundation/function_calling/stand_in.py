"""What answers when no provider is chosen: a few rules that make the mistakes of a model.

It is no model. Its first reply is fixed and has a wrong type in it; what it says after that is made
from the results that reach it, so it can only know what the functions really returned.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from llmkit import Message, Reply, Script, ToolCall

QUESTION = Message.user("I bake pancakes for six, in an oven that shows Fahrenheit: is 350 hot?")

FIRST = Reply(
    tool_calls=(
        ToolCall("call_1", "scale_recipe", '{"dish": "pancakes", "servings": "six"}'),
        ToolCall("call_2", "convert_temperature", '{"degrees": 350, "to": "celsius"}'),
    )
)


def the_script() -> Script:
    """Return the first reply, and what makes those that follow."""
    return Script(replies=(FIRST,), otherwise=next_reply)


def next_reply(messages: Sequence[Message]) -> Reply:
    """Mend the call that failed last, or answer from what the functions returned."""
    *_, last = messages
    results = list(_results(messages))
    if last.role == "tool" and not any("flour" in result for result in results):
        mended = ToolCall("call_3", "scale_recipe", '{"dish": "pancakes", "servings": 6}')
        return Reply(tool_calls=(mended,))
    return Reply(" ".join(_sentence(result) for result in results if "error" not in result))


def never_stops(messages: Sequence[Message]) -> Reply:
    """Ask for the same look-up again and again, each time under a new id."""
    call = ToolCall(f"call_{len(messages)}", "scale_recipe", '{"dish": "risotto"}')
    return Reply(tool_calls=(call,))


def _results(messages: Sequence[Message]) -> Iterator[dict[str, Any]]:
    return (json.loads(message.content) for message in messages if message.role == "tool")


def _sentence(result: dict[str, Any]) -> str:
    if "degrees" in result:
        return f"Your oven is at {result['degrees']} degrees {result['scale']}."
    return "Take " + ", ".join(f"{amount} {name}" for name, amount in result.items()) + "."
