"""Record the spans and the counter of one conversation, and write them as text."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing

from llmkit.semantic_attributes import GEN_AI_TOOL_NAME
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader, MetricsData, NumberDataPoint
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from examples.llms.streaming_tool_calls.connect import CONVERSATION, open_model
from examples.llms.streaming_tool_calls.shop import Shop, shop_tools
from examples.llms.streaming_tool_calls.streaming_tool_calls import StreamingToolChat


async def trace() -> str:
    """Return the tree of spans of one conversation and how often each tool was called."""
    exporter = InMemorySpanExporter()
    tracer_provider = TracerProvider()
    tracer_provider.add_span_processor(SimpleSpanProcessor(exporter))
    reader = InMemoryMetricReader()
    meter_provider = MeterProvider([reader])
    with closing(Shop()) as shop:
        async with open_model() as model:
            chat = StreamingToolChat(
                model,
                shop_tools(shop),
                tracer_provider=tracer_provider,
                meter_provider=meter_provider,
            )
            async for _ in chat.ask(CONVERSATION):
                pass
    # The tools end in any order, and so are counted; the lines are sorted to read the same.
    counted = sorted(counter_lines(reader))
    lines = [*span_lines(exporter.get_finished_spans()), "", *counted]
    return "\n".join(lines)


def span_lines(spans: Sequence[ReadableSpan]) -> Iterator[str]:
    """Yield a line for each span, indented below its parent, in the order they began."""
    children: dict[int | None, list[ReadableSpan]] = defaultdict(list)
    for span in sorted(spans, key=lambda each: each.start_time or 0):
        children[span.parent.span_id if span.parent else None].append(span)

    def below(parent: int | None, depth: int) -> Iterator[str]:
        for span in children[parent]:
            failure = (span.attributes or {}).get("error.type")
            yield "  " * depth + span.name + (f"  error.type={failure}" if failure else "")
            yield from below(span.context.span_id, depth + 1)

    return below(None, 0)


def counter_lines(reader: InMemoryMetricReader) -> Iterator[str]:
    """Yield a line for each tool and outcome that was counted."""
    data = reader.get_metrics_data() or MetricsData([])
    metrics = [
        metric
        for resource in data.resource_metrics
        for scope in resource.scope_metrics
        for metric in scope.metrics
        if metric.name == "llmkit.tool_chat.tool_calls"
    ]
    for point in metrics[0].data.data_points if metrics else ():
        if isinstance(point, NumberDataPoint):
            labels = point.attributes or {}
            tool, outcome = str(labels[GEN_AI_TOOL_NAME]), str(labels["outcome"])
            yield f"{tool} {outcome}: {point.value}"
