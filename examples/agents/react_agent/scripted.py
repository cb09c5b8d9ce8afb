"""What the simulated model says: fixed thoughts, and an answer made from what the tools found."""

import json
from collections.abc import Sequence

from llmkit import ChatModel, Message, Reply, Script, ToolCall, chat_model

TASK = "The spring has run dry and every bed is taken. For how many days does a full tank last?"


def open_model() -> ChatModel:
    """Return the model of `LLMKIT_PROVIDER`, or the simulated one with the script below."""
    return chat_model(script=the_script())


def the_script() -> Script:
    """Return four steps, one with a mistake in it, and the answer."""
    return Script(
        replies=(
            Reply(
                "I need to know how much water there is and who uses it.",
                (ToolCall("call_1", "search_notes", '{"words": "water tank litres"}'),),
            ),
            Reply(
                "Both notes matter, so I read both.",
                (
                    ToolCall("call_2", "read_note", '{"title": "Water supply"}'),
                    ToolCall("call_3", "read_note", '{"title": "Guest"}'),
                ),
            ),
            Reply(
                "One title was wrong; the error names the right one.",
                (ToolCall("call_4", "read_note", '{"title": "Guests"}'),),
            ),
            Reply(
                "The tank holds 3600 litres, and 24 guests use 15 litres each.",
                (ToolCall("call_5", "calculate", '{"expression": "3600 / (24 * 15)"}'),),
            ),
        ),
        otherwise=answer_from_result,
    )


def answer_from_result(messages: Sequence[Message]) -> Reply:
    """Say what the last tool has found, so that the answer depends on what really ran."""
    found = json.loads(messages[-1].content)
    if isinstance(found, float | int):
        return Reply(f"A full tank lasts {found:g} days.")
    return Reply(f"I cannot tell: {messages[-1].content}")
