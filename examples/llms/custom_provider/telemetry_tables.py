"""Write what calls reported as lines."""

from llmkit.recorded_telemetry import RecordedTelemetry, span_lines
from llmkit.semantic_attributes import (
    ERROR_TYPE,
    GEN_AI_CLIENT_TOKEN_USAGE,
    GEN_AI_PROVIDER_NAME,
    GEN_AI_TOKEN_TYPE,
    GEN_AI_USAGE_INPUT_TOKENS,
    GEN_AI_USAGE_OUTPUT_TOKENS,
    OPERATION_NAME,
    operation_duration,
)

NOTED = (
    GEN_AI_PROVIDER_NAME,
    GEN_AI_USAGE_INPUT_TOKENS,
    GEN_AI_USAGE_OUTPUT_TOKENS,
    ERROR_TYPE,
)


def telemetry_lines(recorded: RecordedTelemetry) -> list[str]:
    """Return a line for each span, then one for each series of the metrics, without times."""
    lines = list(span_lines(recorded.spans(), NOTED))
    for metric in (GEN_AI_CLIENT_TOKEN_USAGE, operation_duration("chat")):
        for point in recorded.histograms(metric):
            labels = point.attributes or {}
            noted = [
                f"{name}={labels[name]!s}"
                for name in (GEN_AI_TOKEN_TYPE, OPERATION_NAME, ERROR_TYPE)
                if name in labels
            ]
            tokens = f"sum {point.sum:g}" if metric == GEN_AI_CLIENT_TOKEN_USAGE else ""
            lines.append(
                "  ".join([metric, f"count {point.count}", *filter(None, [tokens]), *noted])
            )
    return lines


def values_of(recorded: RecordedTelemetry, metric: str) -> int:
    """Return how many values of a histogram were recorded."""
    return sum(point.count for point in recorded.histograms(metric))
