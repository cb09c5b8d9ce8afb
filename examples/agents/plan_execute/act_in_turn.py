"""ReAct in its smallest form, as what planning is compared with.

It has no limits but one and no memory of what it asked. The example `agents/react_agent` has the
whole agent; here the two ways must share their tools, and what counts them.
"""

import json

from llmkit import ChatModel, Message
from llmkit.tools import Toolset

from examples.agents.plan_execute.progress import Done, Failed
from examples.agents.plan_execute.tool_caller import ToolCaller

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
    tools = toolset.specifications()
    conversation = [Message.system(INSTRUCTIONS), Message.user(task)]
    for _ in range(rounds):
        reply = await model.complete(conversation, tools=tools)
        if not reply.message.tool_calls:
            return reply.text
        conversation.append(reply.message)
        for call in reply.message.tool_calls:
            content = json.dumps(_told(await caller.call(call)))
            conversation.append(Message.tool(content, tool_call_id=call.id))
    return None


def _told(outcome: Done | Failed) -> object:
    match outcome:
        case Done(value):
            return value
        case Failed(_, sentence):
            return {"error": sentence}
