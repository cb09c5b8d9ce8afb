"""Write plans, what came of them, and what was reported as text."""

import json
from collections.abc import Iterator, Sequence

from llmkit.recorded_telemetry import Point, span_lines
from llmkit.semantic_attributes import (
    ERROR_TYPE,
    GEN_AI_TOOL_CALL_ID,
    GEN_AI_TOOL_NAME,
    OPERATION_NAME,
    OUTCOME,
    STOP_REASON,
    operation_duration,
)
from opentelemetry.sdk.metrics.export import HistogramDataPoint, NumberDataPoint
from opentelemetry.sdk.trace import ReadableSpan

from examples.agents.plan_execute.build import PACKAGE, Figures
from examples.agents.plan_execute.plan import Plan
from examples.agents.plan_execute.plan_execute import Finished
from examples.agents.plan_execute.progress import Done, Failed, Outcome, Skipped


def plan_lines(plan: Plan) -> Iterator[str]:
    """Yield a line for each step in the order in which it can run, with what it waits for."""
    for step in plan.in_order():
        waits = f"  waits for {', '.join(sorted(step.needs))}" if step.needs else ""
        yield f"{step.id}: {step.tool} {json.dumps(step.arguments)}{waits}"


def run_lines(finished: Finished) -> Iterator[str]:
    """Yield every plan of a run with what came of it, and how the run ended."""
    for number, cycle in enumerate(finished.cycles, start=1):
        yield f"Plan {number}, {len(cycle.plan.steps)} steps:"
        for name, outcome in cycle.outcomes.items():
            yield f"  {name:10} {outcome_text(outcome)}"
    yield f"Stopped: {finished.stop.code}"
    yield str(finished.stop)


def outcome_text(outcome: Outcome) -> str:
    """Return what came of a step in a line."""
    match outcome:
        case Done(value, attempts):
            again = f" (attempt {attempts})" if attempts > 1 else ""
            return f"done{again}: {_values(value)}"
        case Failed(_, sentence):
            return f"failed: {sentence}"
        case Skipped(blocked_by):
            return f"skipped because of {', '.join(blocked_by)}"


def _values(value: object) -> str:
    parts = value.values() if isinstance(value, dict) else [value]
    return ", ".join(str(part) for part in parts)


def figure_line(figures: Figures) -> str:
    """Return in a line what a run took."""
    tokens = figures.input_tokens + figures.output_tokens
    return (
        f"{figures.cycles} plans, {figures.model_calls} model calls, {tokens} tokens, "
        f"{figures.tool_calls} tool calls"
    )


def tree_lines(spans: Sequence[ReadableSpan]) -> Iterator[str]:
    """Yield the spans of a run as a tree, with the step that each call is for and what failed."""
    return span_lines(spans, (GEN_AI_TOOL_CALL_ID, STOP_REASON, ERROR_TYPE))


def metric_lines(points: Sequence[tuple[str, Point]]) -> list[str]:
    """Return a line for each counter and duration of the agent; seconds vary and are left out."""
    lines = []
    for name, point in points:
        labels = point.attributes or {}
        kept = [str(labels[key]) for key in _LABELS if key in labels]
        if isinstance(point, NumberDataPoint):
            lines.append(f"{name} {' '.join(kept)}: {point.value}")
        elif isinstance(point, HistogramDataPoint) and name == operation_duration(PACKAGE):
            lines.append(f"{name} {' '.join(kept)}: {point.count} measured")
    return sorted(lines)


_LABELS = (GEN_AI_TOOL_NAME, OPERATION_NAME, OUTCOME, STOP_REASON, ERROR_TYPE)
