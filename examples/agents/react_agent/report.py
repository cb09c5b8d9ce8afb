"""Write a run, its spans and the ways to stop as text."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence

from llmkit.instrumented import instrumented
from llmkit.telemetry import Telemetry
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from examples.agents.react_agent.executor import STOP_REASON, AgentExecutor, Finished, Step
from examples.agents.react_agent.hut import hut_tools
from examples.agents.react_agent.react_agent import ReactAgent
from examples.agents.react_agent.scripted import TASK, open_model
from examples.agents.react_agent.ways_to_stop import cases, run_case


async def traced_run() -> tuple[Finished, Sequence[ReadableSpan]]:
    """Run the task of this example once; return what happened and the spans of it."""
    exporter = InMemorySpanExporter()
    tracer_provider = TracerProvider()
    tracer_provider.add_span_processor(SimpleSpanProcessor(exporter))
    meter_provider = MeterProvider()
    telemetry = Telemetry(
        "react_agent", tracer_provider=tracer_provider, meter_provider=meter_provider
    )
    tools = hut_tools()
    async with open_model() as model:
        watched = instrumented(
            model, tracer_provider=tracer_provider, meter_provider=meter_provider
        )
        agent = ReactAgent(watched, tools.specifications())
        finished = await AgentExecutor(agent, tools, telemetry=telemetry).run(TASK)
    return finished, exporter.get_finished_spans()


def run_lines(finished: Finished) -> Iterator[str]:
    """Yield what was thought, done and seen in each step, and how the run ended."""
    for number, step in enumerate(finished.steps, start=1):
        yield from _step_lines(number, step)
    calls = sum(len(step.observations) for step in finished.steps)
    yield f"stopped: {finished.stop.code}"
    yield f"{len(finished.steps)} steps, {calls} tool calls, {finished.usage.total_tokens} tokens"


def _step_lines(number: int, step: Step) -> Iterator[str]:
    label = "thinks" if step.decision.calls else "answers"
    yield f"{number}. {label}: {step.decision.text}"
    for seen in step.observations:
        yield f"   acts: {seen.call.name} {_shown(seen.call.arguments)}"
        yield f"   sees: {_shown(seen.content)}"


def _shown(text: str) -> str:
    """Return the values of a JSON object; text that is none, as a model may write, as it is."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError:
        return text
    return ", ".join(str(part) for part in value.values()) if isinstance(value, dict) else text


def span_lines(spans: Sequence[ReadableSpan]) -> Iterator[str]:
    """Yield a line for each span, indented below its parent, in the order they began."""
    children: dict[int | None, list[ReadableSpan]] = defaultdict(list)
    for span in sorted(spans, key=lambda each: each.start_time or 0):
        children[span.parent.span_id if span.parent else None].append(span)

    def below(parent: int | None, depth: int) -> Iterator[str]:
        for span in children[parent]:
            attributes = span.attributes or {}
            notes = [f"{key}={attributes[key]!s}" for key in _NOTED if key in attributes]
            yield "  ".join(["  " * depth + span.name, *notes])
            yield from below(span.context.span_id, depth + 1)

    return below(None, 0)


_NOTED = (STOP_REASON, "error.type")


async def stop_lines() -> list[str]:
    """Return a line for each way to stop: the model, the code and the sentence."""
    lines = []
    for name, case in cases().items():
        finished = await run_case(case)
        lines.append(f"{name:15} {finished.stop.code:14} {finished.stop}")
    return lines
