"""The conversation that is sent to everybody: a question, and one round of two tool calls."""

from llmkit import Message, Tool, ToolCall

DISTANCE = Tool(
    "distance",
    "Look up the distance to a city.",
    {"type": "object", "properties": {"to": {"type": "string"}}, "required": ["to"]},
)

CALLS = (
    ToolCall("call_a", "distance", '{"to": "Rome"}'),
    ToolCall("call_b", "distance", '{"to": "Oslo"}'),
)

CONVERSATION = (
    Message.system("Answer in one sentence."),
    Message.user("Is Rome or Oslo farther?"),
    Message.assistant(tool_calls=CALLS),
    Message.tool("1180 km", tool_call_id="call_a"),
    Message.tool("1640 km", tool_call_id="call_b"),
)
"""Five messages, and at one of the providers three turns beside the instructions."""

BOOK = Tool(
    "book",
    "Book seats.",
    {
        "type": "object",
        "properties": {
            "seats": {"type": "integer", "minimum": 1, "maximum": 6},
            "train": {"type": "object", "properties": {"number": {"type": "string"}}},
        },
        "required": ["seats"],
        "additionalProperties": False,
    },
)
"""A tool whose schema has bounds and an object within an object."""
