"""Carry out a plan: what an executor is, and one that runs steps as soon as they can run."""

import asyncio
from collections.abc import Mapping
from typing import Protocol

from pydantic import JsonValue

from examples.agents.plan_execute.plan import Plan, Step
from examples.agents.plan_execute.progress import Done, Outcome, Skipped
from examples.agents.plan_execute.tool_caller import ToolCaller


class PlanExecutor(Protocol):
    """Carries out plans; it neither makes nor changes them."""

    async def run(self, plan: Plan, done: Mapping[str, JsonValue]) -> Mapping[str, Outcome]:
        """Return what came of each step of a plan.

        A step that fails is an outcome and no exception, so that the planner can hear of it.

        Args:
            plan: A plan that was checked.
            done: Results of earlier plans, by the id of the step.
        """
        ...


class ConcurrentExecutor(PlanExecutor):
    """Begin each step when the last one that it needs is done.

    Args:
        caller: Calls the tools.
    """

    def __init__(self, caller: ToolCaller) -> None:
        self._caller = caller

    async def run(self, plan: Plan, done: Mapping[str, JsonValue]) -> Mapping[str, Outcome]:
        """Return what came of each step; see `PlanExecutor.run`."""
        tasks: dict[str, asyncio.Task[Outcome]] = {}
        async with asyncio.TaskGroup() as group:
            # In this order, the tasks that a step waits for are there before its own.
            for step in plan.in_order():
                waits = {name: tasks[name] for name in step.needs if name in tasks}
                tasks[step.id] = group.create_task(self._run_when_ready(step, waits, done))
        return {step.id: tasks[step.id].result() for step in plan.steps}

    async def _run_when_ready(
        self,
        step: Step,
        waits: Mapping[str, asyncio.Task[Outcome]],
        done: Mapping[str, JsonValue],
    ) -> Outcome:
        before = {name: await task for name, task in waits.items()}
        results = dict(done)
        for name, outcome in before.items():
            if isinstance(outcome, Done):
                results[name] = outcome.value
        blocked = tuple(sorted(name for name in before if name not in results))
        return Skipped(blocked) if blocked else await self._caller.run_step(step, results)


class OneByOneExecutor(PlanExecutor):
    """Run one step at a time, and nothing more after the first that fails.

    For tools that change something in the world: what has not begun need not be undone.

    Args:
        caller: Calls the tools.
    """

    def __init__(self, caller: ToolCaller) -> None:
        self._caller = caller

    async def run(self, plan: Plan, done: Mapping[str, JsonValue]) -> Mapping[str, Outcome]:
        """Return what came of each step; see `PlanExecutor.run`."""
        results = dict(done)
        outcomes: dict[str, Outcome] = {}
        failed: str | None = None
        for step in plan.in_order():
            if failed is not None:
                outcomes[step.id] = Skipped((failed,))
                continue
            outcomes[step.id] = outcome = await self._caller.run_step(step, results)
            if isinstance(outcome, Done):
                results[step.id] = outcome.value
            else:
                failed = step.id
        return outcomes
