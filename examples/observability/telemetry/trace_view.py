"""Print a trace as a tree, and a line of a log as columns."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from llmkit import semantic_attributes as names

from examples.observability.telemetry.finished_span import FinishedSpan

SHOWN = (
    names.ERROR_TYPE,
    names.GEN_AI_USAGE_INPUT_TOKENS,
    names.GEN_AI_USAGE_OUTPUT_TOKENS,
)
"""The attributes that a line has room for."""


def tree(spans: Sequence[FinishedSpan]) -> list[str]:
    """Return a line for each span, indented below its parent.

    A span whose parent is missing stands at the margin: that is how a broken trace looks.
    """
    known = {span.span_id for span in spans}
    ordered = sorted(spans, key=lambda span: span.start_ns)
    roots = [span for span in ordered if span.parent_id not in known]
    return [line for root in roots for line in _below(root, ordered, 0)]


def _below(span: FinishedSpan, spans: Sequence[FinishedSpan], depth: int) -> Iterator[str]:
    noted = [f"{name}={span.attributes[name]}" for name in SHOWN if name in span.attributes]
    label = f"{'  ' * depth}{span.name}"
    yield f"{span.service:10} {label:34} {' '.join(noted)} {span.milliseconds:.1f} ms"
    for each in spans:
        if each.parent_id == span.span_id:
            yield from _below(each, spans, depth + 1)


def columns(line: Mapping[str, Any]) -> str:
    """Return the fields of an event that join it with others."""
    return (
        f"{line['service']:10} {line['event']:18} {line['request_id']} "
        f"trace {line['trace_id']} span {line['span_id']}"
    )
