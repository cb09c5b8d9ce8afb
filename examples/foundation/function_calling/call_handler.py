"""Run the calls that a model asked for, and give every one of them an answer."""

import asyncio
import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from llmkit import InvalidToolArgumentsError, Message, Tool, ToolCall
from pydantic import ValidationError

from examples.foundation.function_calling.kitchen import ToolError
from examples.foundation.function_calling.tool_schema import ToolDefinitionError, tool_of


@dataclass(frozen=True, slots=True)
class ToolResult:
    """What came of one call."""

    call: ToolCall
    """The call."""
    content: str
    """JSON for the model: the result, or an object with `error`."""
    failed: bool = False
    """Whether it is an error; one of the two wire formats says so in a field of its own."""

    def message(self) -> Message:
        """Return the result as a turn of the conversation, tied to its call by the id."""
        return Message.tool(self.content, tool_call_id=self.call.id)


class Toolbox:
    """The functions that a model may call.

    Args:
        *functions: Functions with a docstring and types.
        timeout: Seconds that one call may take. A plain function cannot be stopped in its thread:
            it goes on, and only its result is given up.
        logger: Where mistakes of our own functions are written.

    Raises:
        ToolDefinitionError: A function cannot be a tool, or two have the same name.
    """

    def __init__(
        self,
        *functions: Callable[..., Any],
        timeout: float = 10.0,
        logger: logging.Logger | None = None,
    ) -> None:
        self._tools = {tool.name: tool for tool in map(tool_of, functions)}
        if len(self._tools) < len(functions):
            raise ToolDefinitionError("toolbox", "two functions have the same name")
        self._timeout = timeout
        self._logger = logger or logging.getLogger("toolbox")

    def specifications(self) -> list[Tool]:
        """Return what the model is told of each function."""
        return [tool.specification() for tool in self._tools.values()]

    async def answer(self, calls: Sequence[ToolCall]) -> list[ToolResult]:
        """Run the calls at the same time, and return a result for each, in their order."""
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(self._answer_one(call)) for call in calls]
        return [task.result() for task in tasks]

    async def _answer_one(self, call: ToolCall) -> ToolResult:
        try:
            return ToolResult(call, await self._run(call))
        except Exception as error:
            # An exception here would cancel the other calls, and end a conversation that the
            # model can often save: it is told, and may try again.
            sentence = sentence_for_model(error)
            if sentence == FAILED:
                self._logger.error("the tool %s failed", call.name, exc_info=error)
            return ToolResult(call, json.dumps({"error": sentence}), failed=True)

    async def _run(self, call: ToolCall) -> str:
        if call.name not in self._tools:
            known = ", ".join(self._tools)
            raise ToolError(call.name, f"there is no tool {call.name}; there are: {known}")
        arguments = call.parsed()
        async with asyncio.timeout(self._timeout):
            return await self._tools[call.name].run(arguments)


FAILED = "the tool failed; do not ask for it again with these arguments"
"""All that a model hears of a mistake of ours: a trace could tell it what is nobody's business."""


def sentence_for_model(error: Exception) -> str:
    """Return what a model should read of an error: what it can act on, and nothing else."""
    match error:
        case ToolError():
            return error.detail
        case InvalidToolArgumentsError():
            return f"the arguments are not a JSON object: {error.detail}"
        case ValidationError():
            return "; ".join(
                f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}"
                for problem in error.errors(include_url=False)
            )
        case TimeoutError():
            return "the tool took too long; do not ask for it again"
        case _:
            return FAILED
