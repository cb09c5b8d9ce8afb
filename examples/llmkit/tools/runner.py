"""Run the tools that a model asked for, all at once, and turn every failure into an answer."""

import asyncio
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import JsonValue, ValidationError

from llmkit import semantic_attributes as names
from llmkit.errors import InvalidToolArgumentsError
from llmkit.messages import Message, ToolCall
from llmkit.telemetry import Telemetry, error_type
from llmkit.tools.toolset import ToolError, Toolset


@dataclass(frozen=True, slots=True)
class ToolResult:
    """What came of one tool call."""

    call: ToolCall
    """The call."""
    content: str
    """JSON for the model: the result, or an object with `error`."""
    failure: str | None = None
    """The kind of failure, for logs and metrics; None if it went well."""

    @classmethod
    def failed(cls, call: ToolCall, sentence: str, kind: str) -> "ToolResult":
        """Return the result of a call that did not work.

        Args:
            call: The call.
            sentence: What the model is told.
            kind: The kind of failure, for logs and metrics.
        """
        return cls(call, json.dumps({"error": sentence}), kind)

    def message(self) -> Message:
        """Return the result as a turn of the conversation, tied to its call by the id."""
        return Message.tool(self.content, tool_call_id=self.call.id)


class ToolRunner:
    """Run tool calls, and report each as a span and as a count.

    Args:
        toolset: The tools.
        telemetry: Where to report.
        seconds: How long each call may take. A thread that a tool has started cannot be stopped:
            it goes on, and only its result is given up.
        at_once: How many calls may run at the same time.
        logger: Where mistakes of our own tools are written, of which a model hears nothing.
    """

    def __init__(
        self,
        toolset: Toolset,
        *,
        telemetry: Telemetry,
        seconds: float = 10.0,
        at_once: int = 8,
        logger: logging.Logger | None = None,
    ) -> None:
        self._toolset = toolset
        self._telemetry = telemetry
        self._seconds = seconds
        self._gate = asyncio.Semaphore(at_once)
        self._logger = logger or logging.getLogger("llmkit.tools")
        self._calls = telemetry.meter.create_counter(
            names.tool_calls(telemetry.package), unit="{call}", description="Tool calls by outcome."
        )

    async def run(self, calls: Sequence[ToolCall]) -> list[ToolResult]:
        """Return what came of each call, in the order of the calls."""
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(self._result_of(call)) for call in calls]
        return [task.result() for task in tasks]

    async def _result_of(self, call: ToolCall) -> ToolResult:
        try:
            return ToolResult(call, json.dumps(await self.value_of(call)))
        except Exception as error:
            # One failed call must not cancel its neighbours in the task group, nor end the
            # conversation: we tell the model, which can mend its arguments or tell the user.
            return ToolResult.failed(call, sentence_for_model(error), error_type(error))

    async def value_of(self, call: ToolCall) -> JsonValue:
        """Run one call and return what the tool returned; for callers that see to failures.

        Args:
            call: The call.

        Raises:
            ToolError: The tool could not do it, or there is no such tool.
            InvalidToolArgumentsError: The arguments are not a JSON object.
            pydantic.ValidationError: The arguments do not fit the schema.
            TimeoutError: It took too long.
            Exception: Whatever else the tool raises, which is then a mistake of ours.
        """
        try:
            async with self._gate:
                value = await self._run_one(call)
        except Exception as error:
            self._count(call, error_type(error))
            if sentence_for_model(error) == FAILED:
                self._logger.error("the tool %s failed", call.name, exc_info=error)
            raise
        self._count(call, "ok")
        return value

    async def _run_one(self, call: ToolCall) -> JsonValue:
        attributes = {
            names.GEN_AI_OPERATION_NAME: "execute_tool",
            names.GEN_AI_TOOL_NAME: call.name,
            names.GEN_AI_TOOL_CALL_ID: call.id,
        }
        with self._telemetry.operation(
            "execute_tool", attributes, span_name=f"execute_tool {call.name}"
        ):
            tool = self._toolset[call.name]
            arguments = call.parsed()
            async with asyncio.timeout(self._seconds):
                return await tool.call(arguments)

    def _count(self, call: ToolCall, outcome: str) -> None:
        # A model can make up names without end, and each would be a time series of its own.
        name = call.name if call.name in self._toolset else "unknown"
        self._calls.add(1, {names.GEN_AI_TOOL_NAME: name, names.OUTCOME: outcome})


FAILED = "the tool failed; do not ask for it again with these arguments"
"""All that a model hears of a mistake of ours: a trace could tell it what is nobody's business."""


def sentence_for_model(error: Exception) -> str:
    """Return what a model should know of an error: enough to act on, nothing from our insides."""
    match error:
        case ToolError():
            return error.detail
        case InvalidToolArgumentsError():
            return f"the arguments are not a JSON object: {error.detail}"
        case ValidationError():
            return "; ".join(problem_lines(error))
        case TimeoutError():
            return "the tool took too long; do not ask for it again"
        case _:
            return FAILED


def problem_lines(error: ValidationError) -> list[str]:
    """Return what is wrong with each field, without the input: `servings: Field required`."""
    return [
        f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}"
        for problem in error.errors(include_url=False)
    ]
