"""Print a conversation while it happens."""

from collections.abc import AsyncIterator

from llmkit.tools import ToolResult, in_short

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
                print(f"  {call.name}({in_short(call.arguments)}) -> {in_short(content)}")
            case Finished(_, rounds, usage):
                print(f"\n[{rounds} rounds, {usage.total_tokens} tokens]")
