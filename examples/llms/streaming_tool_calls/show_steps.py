"""Look into single steps of the conversation: what travels, what is put together, what runs."""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import closing
from types import MappingProxyType

from llmkit import ToolCall, chat_model
from llmkit.telemetry import Telemetry
from llmkit.tools import ToolRunner
from llmkit.wire import WireRequest, WireServer

from examples.llms.streaming_tool_calls.assemble import StreamedReply
from examples.llms.streaming_tool_calls.connect import CONVERSATION, open_model, the_script
from examples.llms.streaming_tool_calls.shop import Shop, shop_tools
from examples.llms.streaming_tool_calls.streaming_tool_calls import StreamingToolChat
from examples.llms.streaming_tool_calls.trace_report import trace

HARD_CALLS = (
    ToolCall("call_1", "find_order", '{"order_id": "A-1002"}'),
    ToolCall("call_2", "find_order", '{"order_id": "1002"}'),
    ToolCall("call_3", "find_order", '{"order_id": '),
    ToolCall("call_4", "cancel_order", '{"order_id": "A-1002"}'),
)
"""One call that works, and three of the kinds that models get wrong."""


async def stream() -> str:
    """Return the pieces of text as they come, one a line."""
    async with open_model() as model:
        return "\n".join(
            [repr(chunk.text) async for chunk in model.stream(CONVERSATION) if chunk.text]
        )


async def specification() -> str:
    """Return what the model is told of the first tool."""
    with closing(Shop()) as shop:
        tool = shop_tools(shop).specifications()[0]
    shown = {"name": tool.name, "description": tool.description, "parameters": tool.parameters}
    return json.dumps(shown, indent=2)


async def request() -> str:
    """Return the outline of the first request as it went over the wire."""
    body = (await _requests())[0].body
    names = ", ".join(tool["function"]["name"] for tool in body["tools"])
    settings = {key: body[key] for key in ("model", "stream", "stream_options")}
    lines = [f"{key}: {json.dumps(value)}" for key, value in settings.items()]
    return "\n".join([*lines, f"tools: {names}", f"messages: {len(body['messages'])}"])


async def fragments() -> str:
    """Return the fragments of tool calls as they come, then the calls they make."""
    reply = StreamedReply()
    lines = []
    async with open_model() as model:
        async for chunk in model.stream(CONVERSATION):
            reply.add(chunk)
            lines += [
                f"{delta.index}  {delta.id or '-':6}  {delta.name or '-':11}  {delta.arguments!r}"
                for delta in chunk.tool_calls
            ]
    calls = [f"{call.id}: {call.name} {call.arguments}" for call in reply.message().tool_calls]
    return "\n".join([*lines, "", *calls])


async def results() -> str:
    """Return what becomes of one good call and of three bad ones."""
    with closing(Shop()) as shop:
        runner = ToolRunner(shop_tools(shop), telemetry=Telemetry("tool_chat"))
        finished = await runner.run(HARD_CALLS)
    return "\n".join(f"{result.call.id}: {result.content}" for result in finished)


async def turns() -> str:
    """Return the turns that the second request carries."""
    second = (await _requests())[1].body["messages"]
    return "\n".join(
        f"{turn['role']:9}  {turn.get('tool_call_id') or _ids(turn) or turn['content'][:50]}"
        for turn in second
    )


STEPS: Mapping[str, Callable[[], Awaitable[str]]] = MappingProxyType(
    {
        "stream": stream,
        "specification": specification,
        "request": request,
        "fragments": fragments,
        "results": results,
        "turns": turns,
        "trace": trace,
    }
)
"""The name of each step, as the command line takes it."""


async def _requests() -> Sequence[WireRequest]:
    """Return the requests of one whole conversation."""
    with WireServer(the_script()) as server, closing(Shop()) as shop:
        base_url = server.base_url("openai")
        async with chat_model("openai", api_key="wire", base_url=base_url) as model:
            async for _ in StreamingToolChat(model, shop_tools(shop)).ask(CONVERSATION):
                pass
        return server.requests


def _ids(turn: Mapping[str, Sequence[Mapping[str, str]]]) -> str:
    return ", ".join(f"asks for {call['id']}" for call in turn.get("tool_calls", ()))
