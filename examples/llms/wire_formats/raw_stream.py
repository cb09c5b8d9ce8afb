"""Read a stream without an SDK, to see the bytes that the SDKs read."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import httpx2
from llmkit import Message, Reply, Script, chat_model
from llmkit.wire import WireServer

from examples.llms.wire_formats.conversation import CALLS, DISTANCE

# Twice: once for the SDK, whose request is borrowed, and once for the bare client.
REPLY = Script((Reply("Let me look.", tool_calls=CALLS[:1], times=2),))
QUESTION = (Message.user("How far is Rome?"),)

ENVELOPE: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "openai": frozenset({"id", "object", "created", "model"}),
        "anthropic": frozenset(),
        "ollama": frozenset({"model", "created_at"}),
    }
)
"""Fields that come again in each event and say nothing new."""


async def raw_stream(provider: str) -> list[str]:
    """Return the lines of a streamed reply, as they came, without the fields of `ENVELOPE`.

    The request is the one that the SDK of the provider sends; it is sent again without the SDK.

    Args:
        provider: `openai`, `anthropic` or `ollama`.
    """
    with WireServer(REPLY) as server:
        base_url = server.base_url(provider)
        async with chat_model(provider, api_key="the-key", base_url=base_url) as model:
            async for _ in model.stream(QUESTION, tools=[DISTANCE], max_output_tokens=50):
                pass
        sent = server.requests[0]
        async with httpx2.AsyncClient() as client:
            reply = await client.post(server.url + sent.path, json=dict(sent.body))
    return [_shorter(line, ENVELOPE[provider]) for line in reply.text.splitlines() if line]


def _shorter(line: str, left_out: frozenset[str]) -> str:
    head, brace, rest = line.partition("{")
    if not brace:
        return line
    data: dict[str, Any] = json.loads(brace + rest)
    return head + json.dumps({name: part for name, part in data.items() if name not in left_out})
