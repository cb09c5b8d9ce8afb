"""Record the spans and the counter of one conversation, and write them as text."""

from collections.abc import Iterator
from contextlib import closing

from llmkit.recorded_telemetry import RecordedTelemetry, span_lines
from llmkit.semantic_attributes import GEN_AI_TOOL_NAME, OUTCOME, tool_calls

from examples.llms.streaming_tool_calls.connect import CONVERSATION, open_model
from examples.llms.streaming_tool_calls.shop import Shop, shop_tools
from examples.llms.streaming_tool_calls.streaming_tool_calls import StreamingToolChat


async def trace() -> str:
    """Return the tree of spans of one conversation and how often each tool was called."""
    recorded = RecordedTelemetry()
    with closing(Shop()) as shop:
        async with open_model() as model:
            chat = StreamingToolChat(
                model,
                shop_tools(shop),
                tracer_provider=recorded.tracer_provider,
                meter_provider=recorded.meter_provider,
            )
            async for _ in chat.ask(CONVERSATION):
                pass
    # The tools end in any order, and so are counted; the lines are sorted to read the same.
    return "\n".join([*span_lines(recorded.spans()), "", *sorted(counter_lines(recorded))])


def counter_lines(recorded: RecordedTelemetry) -> Iterator[str]:
    """Yield a line for each tool and outcome that was counted."""
    for point in recorded.counts(tool_calls("tool_chat")):
        labels = point.attributes or {}
        tool, outcome = str(labels[GEN_AI_TOOL_NAME]), str(labels[OUTCOME])
        yield f"{tool} {outcome}: {point.value}"
