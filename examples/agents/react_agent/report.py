"""Write a run, its spans and the ways to stop as text."""

from collections.abc import Iterator, Sequence

from llmkit.recorded_telemetry import RecordedTelemetry, span_lines
from llmkit.semantic_attributes import ERROR_TYPE, STOP_REASON
from llmkit.tools import in_short
from opentelemetry.sdk.trace import ReadableSpan

from examples.agents.react_agent.executor import AgentExecutor, Finished, Step
from examples.agents.react_agent.hut import hut_tools
from examples.agents.react_agent.react_agent import ReactAgent
from examples.agents.react_agent.scripted import TASK, open_model
from examples.agents.react_agent.ways_to_stop import cases, run_case


async def traced_run() -> tuple[Finished, Sequence[ReadableSpan]]:
    """Run the task of this example once; return what happened and the spans of it."""
    recorded = RecordedTelemetry()
    tools = hut_tools()
    async with open_model() as model:
        agent = ReactAgent(recorded.watch(model), tools.specifications())
        executor = AgentExecutor(agent, tools, telemetry=recorded.telemetry("react_agent"))
        finished = await executor.run(TASK)
    return finished, recorded.spans()


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
        yield f"   acts: {seen.call.name} {in_short(seen.call.arguments)}"
        yield f"   sees: {in_short(seen.content)}"


def tree_lines(spans: Sequence[ReadableSpan]) -> Iterator[str]:
    """Yield the spans of a run as a tree, with why it stopped and what failed."""
    return span_lines(spans, (STOP_REASON, ERROR_TYPE))


async def stop_lines() -> list[str]:
    """Return a line for each way to stop: the model, the code and the sentence."""
    lines = []
    for name, case in cases().items():
        finished = await run_case(case)
        lines.append(f"{name:15} {finished.stop.code:14} {finished.stop}")
    return lines
