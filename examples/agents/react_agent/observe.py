"""Act and observe: run the calls of one step, and turn whatever comes of them into text."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass

from llmkit import InvalidToolArgumentsError, Message, ToolCall
from llmkit.semantic_attributes import (
    GEN_AI_OPERATION_NAME,
    GEN_AI_TOOL_CALL_ID,
    GEN_AI_TOOL_NAME,
)
from llmkit.telemetry import Telemetry, error_type
from pydantic import ValidationError

from examples.agents.react_agent.tools import ToolError, Toolset

TOOL_CALLS = "llmkit.react_agent.tool_calls"
"""Counter of tool calls, by tool and outcome."""
OUTCOME = "llmkit.react_agent.outcome"
"""`ok`, or the kind of failure."""


@dataclass(frozen=True, slots=True)
class Observation:
    """What came of one tool call."""

    call: ToolCall
    """The call."""
    content: str
    """JSON for the model: the result, or an object with `error`."""
    failure: str | None = None
    """The kind of failure, for logs and metrics; None if it went well."""

    def message(self) -> Message:
        """Return the observation as a turn of the conversation."""
        return Message.tool(self.content, tool_call_id=self.call.id)


def failed(call: ToolCall, sentence: str, kind: str) -> Observation:
    """Return the observation of a call that did not work.

    Args:
        call: The call.
        sentence: What the model is told.
        kind: The kind of failure, for logs and metrics.
    """
    return Observation(call, json.dumps({"error": sentence}), kind)


class ToolRunner:
    """Run tool calls; a failure becomes an observation and never an exception.

    Args:
        toolset: The tools.
        telemetry: Where to report.
        seconds: How long each call may take.
        at_once: How many calls may run at the same time.
    """

    def __init__(
        self, toolset: Toolset, *, telemetry: Telemetry, seconds: float = 10.0, at_once: int = 8
    ) -> None:
        self._toolset = toolset
        self._telemetry = telemetry
        self._seconds = seconds
        self._gate = asyncio.Semaphore(at_once)
        self._calls = telemetry.meter.create_counter(
            TOOL_CALLS, unit="{call}", description="Tool calls by outcome."
        )

    async def run(self, calls: Sequence[ToolCall]) -> list[Observation]:
        """Return what came of each call, in the order of the calls."""
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(self._observe(call)) for call in calls]
        return [task.result() for task in tasks]

    async def _observe(self, call: ToolCall) -> Observation:
        try:
            async with self._gate:
                seen = Observation(call, await self._run_one(call))
        except Exception as error:
            # One failed call must not cancel its neighbours in the task group, nor end the run:
            # the model can mend its arguments, try something else or tell the user.
            seen = failed(call, sentence_for_model(error), error_type(error))
        # A model can make up names without end, and each would be a time series of its own.
        name = call.name if call.name in self._toolset else "unknown"
        self._calls.add(1, {GEN_AI_TOOL_NAME: name, OUTCOME: seen.failure or "ok"})
        return seen

    async def _run_one(self, call: ToolCall) -> str:
        attributes = {
            GEN_AI_OPERATION_NAME: "execute_tool",
            GEN_AI_TOOL_NAME: call.name,
            GEN_AI_TOOL_CALL_ID: call.id,
        }
        with self._telemetry.operation(
            "execute_tool", attributes, span_name=f"execute_tool {call.name}"
        ):
            tool = self._toolset[call.name]
            arguments = call.parsed()
            async with asyncio.timeout(self._seconds):
                return await tool.call(arguments)


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
            return "the tool took too long"
        case _:
            return "the tool failed for a reason that is not yours"
