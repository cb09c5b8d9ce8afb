"""Send one conversation through the SDK of each provider, and keep the request that arrives."""

import json
from collections.abc import Mapping
from typing import Any

from llmkit import Message, Script, chat_model
from llmkit.wire import WireRequest, WireServer

from examples.llms.wire_formats.conversation import BOOK, CONVERSATION, DISTANCE

PROVIDERS = ("openai", "anthropic", "ollama")
HEADERS = ("authorization", "x-api-key", "anthropic-version")
"""The headers that say who asks and in which version of a format; the rest is the same or idle."""


async def sent_to(provider: str) -> WireRequest:
    """Return the request that the SDK of a provider makes of the conversation.

    Args:
        provider: One of `PROVIDERS`.
    """
    with WireServer(Script.of("Oslo is farther.")) as server:
        base_url = server.base_url(provider)
        async with chat_model(provider, api_key="the-key", base_url=base_url) as model:
            await model.complete(
                CONVERSATION, tools=[DISTANCE], temperature=0.0, max_output_tokens=50, stop=["."]
            )
        return server.requests[0]


async def schema_sent_to(provider: str) -> dict[str, Any]:
    """Return the schema of `BOOK` as the SDK of a provider sends it.

    Args:
        provider: One of `PROVIDERS`.
    """
    with WireServer(Script.of("Done.")) as server:
        base_url = server.base_url(provider)
        async with chat_model(provider, api_key="the-key", base_url=base_url) as model:
            await model.complete([Message.user("Two seats, please.")], tools=[BOOK])
        tool: dict[str, Any] = server.requests[0].body["tools"][0]
    schema: dict[str, Any] = tool.get("input_schema") or tool["function"]["parameters"]
    return schema


def head_of(request: WireRequest) -> str:
    """Return where a request goes and which headers tell the server who asks."""
    told = [f"{name}: {request.headers[name]}" for name in HEADERS if name in request.headers]
    return "\n".join([f"POST {request.path}", *(told or ["(no header for a key)"])])


def body_of(body: Mapping[str, Any]) -> str:
    """Return a body as JSON, with a line for each field and for each part of a list."""
    return "\n".join(line for name, value in body.items() for line in _lines(name, value))


def _lines(name: str, value: Any) -> list[str]:
    if isinstance(value, list) and any(isinstance(part, dict) for part in value):
        return [f"{name}:", *(line for part in value for line in _part(part))]
    return [f"{name}: {json.dumps(value)}"]


def _part(part: Mapping[str, Any]) -> list[str]:
    """Break up a turn that has blocks or calls, which would be too long for a line."""
    for inner in ("content", "tool_calls"):
        blocks = part.get(inner)
        if isinstance(blocks, list) and len(blocks) > 1:
            rest = {name: value for name, value in part.items() if name != inner}
            return [
                f"  {json.dumps(rest)} {inner}:",
                *(f"    {json.dumps(block)}" for block in blocks),
            ]
    return [f"  {json.dumps(part)}"]
