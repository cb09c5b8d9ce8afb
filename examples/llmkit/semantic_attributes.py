"""The names of spans' attributes and of metrics, in this one place.

The `gen_ai.*` names are those of the OpenTelemetry conventions for generative AI. Those are not
stable yet: a rename there is a change of a line here.
"""

ERROR_TYPE = "error.type"

GEN_AI_EMBEDDINGS_DIMENSION_COUNT = "gen_ai.embeddings.dimension.count"
GEN_AI_AGENT_NAME = "gen_ai.agent.name"
GEN_AI_OPERATION_NAME = "gen_ai.operation.name"
GEN_AI_PROVIDER_NAME = "gen_ai.provider.name"
GEN_AI_REQUEST_MAX_TOKENS = "gen_ai.request.max_tokens"
GEN_AI_REQUEST_MODEL = "gen_ai.request.model"
GEN_AI_REQUEST_STREAM = "gen_ai.request.stream"
GEN_AI_REQUEST_TEMPERATURE = "gen_ai.request.temperature"
GEN_AI_RESPONSE_FINISH_REASONS = "gen_ai.response.finish_reasons"
GEN_AI_RESPONSE_MODEL = "gen_ai.response.model"
GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK = "gen_ai.response.time_to_first_chunk"
GEN_AI_TOKEN_TYPE = "gen_ai.token.type"  # noqa: S105  # a token of text
GEN_AI_TOOL_CALL_ID = "gen_ai.tool.call.id"
GEN_AI_TOOL_NAME = "gen_ai.tool.name"
GEN_AI_USAGE_INPUT_TOKENS = "gen_ai.usage.input_tokens"
GEN_AI_USAGE_OUTPUT_TOKENS = "gen_ai.usage.output_tokens"

GEN_AI_CLIENT_OPERATION_DURATION = "gen_ai.client.operation.duration"
"""Histogram, seconds."""
GEN_AI_CLIENT_TIME_TO_FIRST_CHUNK = "gen_ai.client.operation.time_to_first_chunk"
"""Histogram, seconds."""
GEN_AI_CLIENT_TOKEN_USAGE = "gen_ai.client.token.usage"  # noqa: S105  # likewise
"""Histogram, tokens, by `GEN_AI_TOKEN_TYPE`: input or output."""

BENCH_WORKLOAD = "llmkit.bench.workload"
"""The workload of a benchmark, on its span and its metrics."""
BENCH_LATENCY = "llmkit.bench.latency_seconds"
"""Histogram, seconds."""
BENCH_FAILURES = "llmkit.bench.failures"
"""Counter, calls, by `ERROR_TYPE`."""

REQUEST_IMAGE_BYTES = "llmkit.request.image_bytes"
"""All images of a call together, in bytes; the conventions have no name for it."""
REQUEST_IMAGE_COUNT = "llmkit.request.image_count"
"""Images of a call; absent when there are none."""
EMBEDDINGS_TEXTS = "llmkit.embeddings.texts"
"""How many texts were embedded at once, on the span."""

OPERATION_NAME = "llmkit.operation.name"
"""What was done, on the durations that `operation_duration` names."""


OUTCOME = "llmkit.outcome"
"""What came of a tool call or another piece of work: `ok`, or the kind of failure."""
STOP_REASON = "llmkit.agent.stop_reason"
"""Why the run of an agent ended: the code of its stop reason, on its span and its count."""


def operation_duration(package: str) -> str:
    """Return the name of the histogram of a package's durations, in seconds.

    Args:
        package: The part of the system that was at work, for example `rag`.
    """
    return f"llmkit.{package}.operation_duration_seconds"


def tool_calls(package: str) -> str:
    """Return the name of the counter of a package's tool calls, by tool and `OUTCOME`.

    Args:
        package: The part of the system whose telemetry counts them.
    """
    return f"llmkit.{package}.tool_calls"


def agent_runs(package: str) -> str:
    """Return the name of the counter of a package's runs of agents, by `STOP_REASON`.

    Args:
        package: The part of the system whose telemetry counts them.
    """
    return f"llmkit.{package}.agent_runs"
