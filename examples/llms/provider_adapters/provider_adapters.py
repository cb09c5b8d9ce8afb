"""Hold one conversation with any provider; nothing here knows which one it is."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from llmkit import ChatModel, Completion, Message, Reply, Script, Tool, ToolCall, collect

DAYS_BETWEEN = Tool(
    "days_between",
    "Count the days from one date to another.",
    {
        "type": "object",
        "properties": {
            "start": {"type": "string", "description": "ISO date"},
            "end": {"type": "string", "description": "ISO date"},
        },
        "required": ["start", "end"],
    },
)

QUESTION = (
    Message.system("Count with the tool, never in your head."),
    Message.user("How many days are there from 2026-03-01 to 2026-12-24?"),
)


@dataclass(frozen=True, slots=True)
class Conversation:
    """Both replies of a model, in the same words whoever gave them."""

    request: Completion
    """The reply that asks for the tool; it came whole."""
    answer: Completion
    """The reply that uses the result; it was streamed."""


async def converse(model: ChatModel) -> Conversation:
    """Ask the question, run the tool that the model asks for, and stream the answer."""
    messages = list(QUESTION)
    request = await model.complete(messages, tools=[DAYS_BETWEEN])
    messages.append(request.message)
    messages += [
        Message.tool(days_between(call), tool_call_id=call.id)
        for call in request.message.tool_calls
    ]
    chunks = model.stream(messages, tools=[DAYS_BETWEEN])
    answer = await collect(chunks, provider=model.provider, model=model.model)
    return Conversation(request, answer)


def days_between(call: ToolCall) -> str:
    """Run the tool."""
    arguments = call.parsed()
    span = date.fromisoformat(arguments["end"]) - date.fromisoformat(arguments["start"])
    return json.dumps({"days": span.days})


def the_script() -> Script:
    """Return what the wire server answers: a tool call, then a sentence with its result."""
    call = ToolCall("call_0", "days_between", '{"start": "2026-03-01", "end": "2026-12-24"}')
    return Script(replies=(Reply(tool_calls=(call,)),), otherwise=_sentence)


def _sentence(messages: Sequence[Message]) -> Reply:
    return Reply(f"It is {json.loads(messages[-1].content)['days']} days.")
