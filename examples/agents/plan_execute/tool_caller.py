"""Call one tool: within a time, again if the failure is temporary, and never with an exception."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from llmkit.semantic_attributes import GEN_AI_OPERATION_NAME, GEN_AI_TOOL_NAME
from llmkit.telemetry import Telemetry, error_type
from pydantic import JsonValue, ValidationError

from examples.agents.plan_execute import names
from examples.agents.plan_execute.plan import Step
from examples.agents.plan_execute.progress import Asked, Done, Failed
from examples.agents.plan_execute.references import UnresolvedReferenceError, resolve
from examples.agents.plan_execute.tools import TemporaryToolError, ToolError, Toolset


@dataclass(frozen=True, slots=True)
class CallLimits:
    """What the call of a tool may take."""

    seconds: float = 10.0
    """How long each attempt may take."""
    attempts: int = 3
    """How many attempts there are while the failure is temporary."""
    first_wait: float = 0.2
    """Seconds before the second attempt; doubled before each further one."""
    at_once: int = 8
    """How many attempts run at the same time."""


class ToolCaller:
    """Call tools for an executor.

    Args:
        toolset: The tools.
        telemetry: Where to report.
        limits: What a call may take; None stands for the defaults.
        sleep: Awaited before another attempt; a test passes a clock that only counts.
    """

    def __init__(
        self,
        toolset: Toolset,
        *,
        telemetry: Telemetry,
        limits: CallLimits | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._toolset = toolset
        self._telemetry = telemetry
        self._limits = limits or CallLimits()
        self._sleep = sleep
        self._gate = asyncio.Semaphore(self._limits.at_once)
        self._calls = telemetry.meter.create_counter(
            names.TOOL_CALLS, unit="{call}", description="Attempts to call a tool by outcome."
        )

    async def run_step(self, step: Step, results: Mapping[str, JsonValue]) -> Done | Failed:
        """Fill in what a step refers to, and call its tool.

        Args:
            step: The step.
            results: The results of the steps before it.
        """
        try:
            arguments = {key: resolve(each, results) for key, each in step.arguments.items()}
        except UnresolvedReferenceError as error:
            return Failed(error.code, error.detail)
        return await self.call(step.tool, arguments, label=step.id)

    async def call(
        self, tool: str, arguments: Mapping[str, JsonValue], *, label: str
    ) -> Done | Failed:
        """Call a tool, again and again while its failure is temporary and attempts are left.

        Args:
            tool: The name of the tool.
            arguments: Its arguments.
            label: What the call is for, in traces.
        """
        for attempt in range(1, self._limits.attempts + 1):
            outcome = await self._attempt(tool, arguments, label)
            if isinstance(outcome, Done) or not outcome.temporary:
                break
            if attempt < self._limits.attempts:
                await self._sleep(self._limits.first_wait * 2 ** (attempt - 1))
        return replace(outcome, attempts=attempt)

    async def _attempt(
        self, tool: str, arguments: Mapping[str, JsonValue], label: str
    ) -> Done | Failed:
        outcome: Done | Failed
        try:
            # The gate is held for the attempt and not for the wait after it.
            async with self._gate:
                outcome = Done(await self._run(tool, arguments, label))
        except Exception as error:
            # One failed step must not cancel its neighbours: what it means is for the planner.
            outcome = Failed(
                error_type(error),
                sentence_for_planner(error),
                temporary=isinstance(error, TemporaryToolError),
                asked=signature(tool, arguments),
            )
        # A model can make up names without end, and each would be a time series of its own.
        name = tool if tool in self._toolset else "unknown"
        kind = "ok" if isinstance(outcome, Done) else outcome.kind
        self._calls.add(1, {GEN_AI_TOOL_NAME: name, names.OUTCOME: kind})
        return outcome

    async def _run(self, tool: str, arguments: Mapping[str, JsonValue], label: str) -> JsonValue:
        attributes = {
            GEN_AI_OPERATION_NAME: "execute_tool",
            GEN_AI_TOOL_NAME: tool,
            names.STEP: label,
        }
        with self._telemetry.operation(
            "execute_tool", attributes, span_name=f"execute_tool {tool}"
        ):
            async with asyncio.timeout(self._limits.seconds):
                return await self._toolset[tool].call(arguments)


def signature(tool: str, arguments: Mapping[str, JsonValue]) -> Asked:
    """Return what two equal calls have in common."""
    return tool, json.dumps(arguments, sort_keys=True)


def sentence_for_planner(error: Exception) -> str:
    """Return what a planner should know of an error: enough to plan anew, nothing from inside."""
    match error:
        case ToolError():
            return error.detail
        case ValidationError():
            return "; ".join(
                f"{'.'.join(str(part) for part in problem['loc'])}: {problem['msg']}"
                for problem in error.errors(include_url=False)
            )
        case TimeoutError():
            return "the tool took too long"
        case _:
            return "the tool failed for a reason that is not the plan's"
