"""A conversation of three questions, to see how a prompt grows."""

from llmkit import Message, Tool, ToolCall

DISTANCE = Tool(
    "distance",
    "Look up the distance to a city.",
    {"type": "object", "properties": {"to": {"type": "string"}}, "required": ["to"]},
)
TODAY = "26 Jul 2024"
INSTRUCTIONS = Message.system("Be brief.")

CALL = ToolCall("call00001", "distance", '{"to": "Rome"}')
ROUND = (
    INSTRUCTIONS,
    Message.user("How far is it?"),
    Message.assistant(tool_calls=[CALL]),
    Message.tool("1180 km", tool_call_id=CALL.id),
    Message.assistant("1,180 km."),
    Message.user("And back?"),
)
"""A round with a tool, and the next question."""

PROMPTS = (ROUND[:2], ROUND, (*ROUND, Message.assistant("The same."), Message.user("Sure?")))
"""What the model reads at each of the three questions."""
