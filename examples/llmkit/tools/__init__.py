"""Functions that a model may ask for: described once, checked, run side by side, errors as text."""

from llmkit.tools.rounds import ReplyCutError, TooManyRoundsError, trusted_calls
from llmkit.tools.runner import (
    FAILED,
    ToolResult,
    ToolRunner,
    problem_lines,
    sentence_for_model,
)
from llmkit.tools.short_form import in_short
from llmkit.tools.signature import signature
from llmkit.tools.toolset import (
    TemporaryToolError,
    ToolDefinitionError,
    ToolError,
    ToolFunction,
    Toolset,
    UnknownToolError,
)

__all__ = [
    "FAILED",
    "ReplyCutError",
    "TemporaryToolError",
    "TooManyRoundsError",
    "ToolDefinitionError",
    "ToolError",
    "ToolFunction",
    "ToolResult",
    "ToolRunner",
    "Toolset",
    "UnknownToolError",
    "in_short",
    "problem_lines",
    "sentence_for_model",
    "signature",
    "trusted_calls",
]
