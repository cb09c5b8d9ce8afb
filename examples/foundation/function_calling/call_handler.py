"""Run the calls that a model asked for, and give every one of them an answer."""

import logging
from collections.abc import Callable, Sequence
from typing import Any

from llmkit import Tool, ToolCall
from llmkit.telemetry import Telemetry
from llmkit.tools import ToolResult, ToolRunner, Toolset

from examples.foundation.function_calling.tool_schema import tool_of


class Toolbox:
    """The functions that a model may call, over the runner of `llmkit`.

    Args:
        *functions: Functions with a docstring and types.
        seconds: How long one call may take. A plain function cannot be stopped in its thread: it
            goes on, and only its result is given up.
        logger: Where mistakes of our own functions are written; None stands for that of `llmkit`.

    Raises:
        ToolDefinitionError: A function cannot be a tool, or two have the same name.
    """

    def __init__(
        self,
        *functions: Callable[..., Any],
        seconds: float = 10.0,
        logger: logging.Logger | None = None,
    ) -> None:
        self._tools = Toolset([tool_of(function) for function in functions])
        self._runner = ToolRunner(
            self._tools, telemetry=Telemetry("function_calling"), seconds=seconds, logger=logger
        )

    def specifications(self) -> list[Tool]:
        """Return what the model is told of each function."""
        return self._tools.specifications()

    async def answer(self, calls: Sequence[ToolCall]) -> list[ToolResult]:
        """Run the calls at the same time, and return a result for each, in their order."""
        return await self._runner.run(calls)
