"""Run an agent within a time, and report each run with the reason why it ended."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from llmkit import semantic_attributes as names
from llmkit.agents.stop_reasons import ModelFailed, OutOfTime, StopReason
from llmkit.errors import ProviderError
from llmkit.telemetry import Telemetry

Reason = TypeVar("Reason", bound=StopReason)


class AgentRuns:
    """The runs of one agent: a span for each, and a count by stop reason.

    Args:
        agent: The agent's name.
        telemetry: Where to report.
        seconds: How long each run may take, model and tools together.
    """

    def __init__(self, agent: str, *, telemetry: Telemetry, seconds: float) -> None:
        self._agent = agent
        self._telemetry = telemetry
        self._seconds = seconds
        self._runs = telemetry.meter.create_counter(
            names.agent_runs(telemetry.package),
            unit="{run}",
            description="Runs of an agent by stop reason.",
        )

    async def run(
        self, work: Callable[[], Coroutine[Any, Any, Reason]]
    ) -> Reason | OutOfTime | ModelFailed:
        """Do the work of one run; return why it ended, which may be the time or the model.

        Args:
            work: Works until there is a reason to stop; cancelled when the time is up.

        Raises:
            ConfigurationError: The set-up is wrong; that is no end of a run but a mistake of ours.
            Exception: Whatever else the work raises; a timeout that is not ours is one.
        """
        attributes = {
            names.GEN_AI_OPERATION_NAME: "invoke_agent",
            names.GEN_AI_AGENT_NAME: self._agent,
        }
        with self._telemetry.operation(
            "invoke_agent", attributes, span_name=f"invoke_agent {self._agent}"
        ) as span:
            stop = await self._within_time(work)
            span.set_attribute(names.STOP_REASON, stop.code)
            self._runs.add(1, {names.GEN_AI_AGENT_NAME: self._agent, names.STOP_REASON: stop.code})
        return stop

    async def _within_time(
        self, work: Callable[[], Coroutine[Any, Any, Reason]]
    ) -> Reason | OutOfTime | ModelFailed:
        try:
            async with asyncio.timeout(self._seconds) as deadline:
                return await work()
        except TimeoutError:
            # Only our own deadline is an end of the run; any other is a mistake to be seen.
            if deadline.expired():
                return OutOfTime(self._seconds)
            raise
        except ProviderError as error:
            return ModelFailed(error)
