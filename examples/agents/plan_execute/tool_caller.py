"""Call one tool: within a time, again if the failure is temporary, and never with an exception."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from llmkit import ToolCall
from llmkit.telemetry import Telemetry, error_type
from llmkit.tools import TemporaryToolError, ToolRunner, Toolset, sentence_for_model, signature
from pydantic import JsonValue

from examples.agents.plan_execute.plan import Step
from examples.agents.plan_execute.progress import Done, Failed
from examples.agents.plan_execute.references import UnresolvedReferenceError, resolve


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
        self._limits = limits or CallLimits()
        self._sleep = sleep
        # The runner's room is taken by an attempt and not by the wait after it.
        self._runner = ToolRunner(
            toolset,
            telemetry=telemetry,
            seconds=self._limits.seconds,
            at_once=self._limits.at_once,
        )

    async def run_step(self, step: Step, results: Mapping[str, JsonValue]) -> Done | Failed:
        """Fill in what a step refers to, and call its tool.

        Args:
            step: The step.
            results: The results of the steps before it.
        """
        try:
            call = call_of(step, results)
        except UnresolvedReferenceError as error:
            return Failed(error.code, error.detail)
        return await self.call(call)

    async def call(self, call: ToolCall) -> Done | Failed:
        """Call a tool, again and again while its failure is temporary and attempts are left.

        Args:
            call: The call.
        """
        for attempt in range(1, self._limits.attempts + 1):
            outcome = await self._attempt(call)
            if isinstance(outcome, Done) or not outcome.temporary:
                break
            if attempt < self._limits.attempts:
                await self._sleep(self._limits.first_wait * 2 ** (attempt - 1))
        return replace(outcome, attempts=attempt)

    async def _attempt(self, call: ToolCall) -> Done | Failed:
        try:
            return Done(await self._runner.value_of(call))
        except Exception as error:
            # One failed step must not cancel its neighbours: what it means is for the planner.
            return Failed(
                error_type(error),
                sentence_for_model(error),
                temporary=isinstance(error, TemporaryToolError),
                asked=signature(call),
            )


def call_of(step: Step, results: Mapping[str, JsonValue]) -> ToolCall:
    """Return the call that a step stands for; its id is that of the step.

    Args:
        step: The step.
        results: What its arguments may refer to, by the id of the step that found it.

    Raises:
        UnresolvedReferenceError: There is no such result or no such field in it.
    """
    arguments = {key: resolve(each, results) for key, each in step.arguments.items()}
    return ToolCall(step.id, step.tool, json.dumps(arguments))
