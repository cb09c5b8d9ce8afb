"""Open the model to talk to: a real one if the environment names it, else the wire server."""

import json
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from llmkit import ChatModel, Message, Reply, Script, ToolCall, chat_model
from llmkit.wire import WireServer

CONVERSATION = (
    Message.system("You answer questions about orders and stock. Look things up, never guess."),
    Message.user("Where are my orders A-1001 and A-1071, and do you have KET-BLUE?"),
)


@asynccontextmanager
async def open_model() -> AsyncIterator[ChatModel]:
    """Yield a model of `LLMKIT_PROVIDER`, or OpenAI's SDK in front of a server on this machine."""
    if provider := os.environ.get("LLMKIT_PROVIDER"):
        async with chat_model(provider) as model:
            yield model
    else:
        with WireServer(the_script()) as server:
            base_url = server.base_url("openai")
            async with chat_model("openai", api_key="wire", base_url=base_url) as model:
                yield model


def the_script() -> Script:
    """Return what the server answers: a fixed first reply, then one made from the results."""
    asks_for_tools = Reply(
        "Let me look that up.",
        tool_calls=(
            ToolCall("call_1", "find_order", '{"order_id": "A-1001"}'),
            ToolCall("call_2", "find_order", '{"order_id": "A-1071"}'),
            ToolCall("call_3", "stock_level", '{"sku": "KET-BLUE"}'),
        ),
    )
    return Script(replies=(asks_for_tools,), otherwise=answer_from_results)


def answer_from_results(messages: Sequence[Message]) -> Reply:
    """Say what the tools have found, so that the answer depends on what really ran."""
    results = [json.loads(message.content) for message in messages if message.role == "tool"]
    return Reply("\n".join(_sentence(result) for result in results))


def _sentence(result: dict[str, object]) -> str:
    match result:
        case {"order_id": order, "item": item, "status": status, "expected": date}:
            return f"Order {order} ({item}): {status}, expected {date}."
        case {"item": item, "pieces": pieces}:
            return f"{pieces} pieces of the {item} are in stock."
        case {"error": reason}:
            return f"I could not find one thing: {reason}."
        case _:
            return f"I do not understand {result}."
