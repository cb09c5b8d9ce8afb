"""ReAct in its smallest form, as what planning is compared with.

It has no limits but one and no memory of what it asked. The example `agents/react_agent` has the
whole agent; here the two ways must share their tools, and what counts them.
"""

import json

from llmkit import ChatModel, InvalidToolArgumentsError, Message, Tool, ToolCall

from examples.agents.plan_execute.progress import Done, Failed
from examples.agents.plan_execute.tool_caller import ToolCaller
from examples.agents.plan_execute.tools import Toolset

INSTRUCTIONS = (
    "Work on the task step by step. Look facts up with tools; never guess. When a tool reports an "
    "error, do something else. When you know the answer, give it without calling a tool."
)
"""What the model is told of the way to work."""


async def act_in_turn(
    model: ChatModel, toolset: Toolset, caller: ToolCaller, task: str, *, rounds: int = 10
) -> str | None:
    """Let a model call tools until it answers; return the answer, or None if it gave none.

    Args:
        model: The model to ask.
        toolset: What it is told of the tools.
        caller: Calls them.
        task: What to do.
        rounds: How many replies to read.
    """
    tools = offered(toolset)
    conversation = [Message.system(INSTRUCTIONS), Message.user(task)]
    for _ in range(rounds):
        reply = await model.complete(conversation, tools=tools)
        if not reply.message.tool_calls:
            return reply.text
        conversation.append(reply.message)
        for call in reply.message.tool_calls:
            content = json.dumps(await _result(caller, call))
            conversation.append(Message.tool(content, tool_call_id=call.id))
    return None


def offered(toolset: Toolset) -> list[Tool]:
    """Return the tools as a model is told of those that it may call."""
    return [
        Tool(tool.name, tool.description, tool.arguments.model_json_schema()) for tool in toolset
    ]


async def _result(caller: ToolCaller, call: ToolCall) -> object:
    try:
        outcome = await caller.call(call.name, call.parsed(), label=call.id)
    except InvalidToolArgumentsError as error:
        return {"error": error.detail}
    match outcome:
        case Done(value):
            return value
        case Failed(_, sentence):
            return {"error": sentence}
