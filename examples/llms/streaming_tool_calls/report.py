"""Print a conversation while it happens."""

import json
from collections.abc import AsyncIterator

from examples.llms.streaming_tool_calls.run_tools import ToolResult
from examples.llms.streaming_tool_calls.streaming_tool_calls import (
    Event,
    Finished,
    TextPiece,
    ToolsRequested,
)


async def print_events(events: AsyncIterator[Event]) -> None:
    """Print each event at once; a terminal shows the text as it grows."""
    async for event in events:
        match event:
            case TextPiece(text):
                print(text, end="", flush=True)
            case ToolsRequested(calls):
                print(f"\n[tool calls, run side by side: {len(calls)}]")
            case ToolResult(call, content):
                print(f"  {call.name}({_shown(call.arguments)}) -> {_shown(content)}")
            case Finished(_, rounds, usage):
                print(f"\n[{rounds} rounds, {usage.total_tokens} tokens]")


def _shown(text: str) -> str:
    """Return the values of a JSON object; text that is none, as a model may write, as it is."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError:
        return text
    return ", ".join(str(part) for part in value.values()) if isinstance(value, dict) else text
