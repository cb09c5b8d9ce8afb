"""Run the tools that a model asked for, all at once, and turn every failure into an answer."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass

from llmkit import InvalidToolArgumentsError, Message, ToolCall
from llmkit.semantic_attributes import GEN_AI_TOOL_CALL_ID, GEN_AI_TOOL_NAME
from llmkit.telemetry import Telemetry, error_type
from pydantic import ValidationError

from examples.llms.streaming_tool_calls.toolset import ToolError, Toolset


@dataclass(frozen=True, slots=True)
class ToolResult:
    """What came of one tool call."""

    call: ToolCall
    """The call."""
    content: str
    """JSON for the model: the result, or an object with `error`."""
    failure: str | None = None
    """The kind of failure, for logs and metrics; None if it went well."""

    def message(self) -> Message:
        """Return the result as a turn of the conversation."""
        return Message.tool(self.content, tool_call_id=self.call.id)


class ToolRunner:
    """Run tool calls.

    Args:
        toolset: The tools.
        telemetry: Where to report.
        timeout: Seconds that each call may take.
        at_once: How many calls may run at the same time.
    """

    def __init__(
        self, toolset: Toolset, *, telemetry: Telemetry, timeout: float = 10.0, at_once: int = 8
    ) -> None:
        self._toolset = toolset
        self._telemetry = telemetry
        self._timeout = timeout
        self._gate = asyncio.Semaphore(at_once)
        self._calls = telemetry.meter.create_counter(
            "llmkit.tool_chat.tool_calls", unit="{call}", description="Tool calls by outcome."
        )

    async def run(self, calls: Sequence[ToolCall]) -> list[ToolResult]:
        """Return the result of each call, in the order of the calls."""
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(self._result_of(call)) for call in calls]
        return [task.result() for task in tasks]

    async def _result_of(self, call: ToolCall) -> ToolResult:
        try:
            async with self._gate:
                result = ToolResult(call, await self._run_one(call))
        except Exception as error:
            # One failed call must not cancel its neighbours in the task group, nor end the
            # conversation: we tell the model, which can mend its arguments or tell the user.
            content = json.dumps({"error": sentence_for_model(error)})
            result = ToolResult(call, content, failure=error_type(error))
        self._count(result)
        return result

    async def _run_one(self, call: ToolCall) -> str:
        attributes = {GEN_AI_TOOL_NAME: call.name, GEN_AI_TOOL_CALL_ID: call.id}
        with self._telemetry.operation(
            "execute_tool", attributes, span_name=f"execute_tool {call.name}"
        ):
            tool = self._toolset[call.name]
            arguments = call.parsed()
            async with asyncio.timeout(self._timeout):
                return await tool.call(arguments)

    def _count(self, result: ToolResult) -> None:
        # A model can make up names without end, and each would be a time series of its own.
        name = result.call.name if result.call.name in self._toolset else "unknown"
        self._calls.add(1, {GEN_AI_TOOL_NAME: name, "outcome": result.failure or "ok"})


def sentence_for_model(error: Exception) -> str:
    """Return what a model should know of an error: enough to act on, nothing from our insides."""
    match error:
        case ToolError():
            return error.detail
        case InvalidToolArgumentsError():
            return f"the arguments are not a JSON object: {error.detail}"
        case ValidationError():
            return "; ".join(
                f"{'.'.join(str(part) for part in problem['loc'])}: {problem['msg']}"
                for problem in error.errors(include_url=False)
            )
        case TimeoutError():
            return "the tool took too long; do not ask for it again"
        case _:
            return "the tool failed for a reason that is not yours"
