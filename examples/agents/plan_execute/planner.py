"""Make plans: what a planner is, and one that asks a model and refuses what would not work."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Protocol

from llmkit import ChatModel, Completion, InvalidToolArgumentsError, LLMKitError, Message, Tool
from llmkit.tools import Toolset, problem_lines
from pydantic import JsonValue, ValidationError

from examples.agents.plan_execute.plan import Plan, PlanRejectedError, check_plan
from examples.agents.plan_execute.progress import Progress

PLAN_INSTRUCTIONS = (
    "Make a plan for the goal and hand it in with submit_plan. Each step calls one of the tools "
    "below. Where a step needs what another finds out, refer to it as $id.field. Steps that do "
    "not need each other run at the same time. Do not plan again what is done, and do not repeat "
    "a call that failed for good.\nTools:\n"
)
"""What the model is told before the list of tools."""

ANSWER_INSTRUCTIONS = "Answer the question from the results. Use nothing that is not in them."
"""What the model is told when the plan is done."""

SUBMIT_PLAN = Tool("submit_plan", "Hand in the plan.", Plan.model_json_schema())
"""The only tool that the planning model has; its arguments are the plan."""


class Planner(Protocol):
    """Makes plans; it neither runs nor counts anything."""

    async def plan(self, goal: str, progress: Progress) -> Plan:
        """Return the next plan for a goal.

        Args:
            goal: What is to be reached.
            progress: What was done and what failed; empty for the first plan.

        Raises:
            PlanRejectedError: No plan came about that can be carried out.
            ProviderError: The planner asks a model, and the call failed.
        """
        ...


class ModelPlanner(Planner):
    """Ask a model for a plan, and tell it what is wrong with one that cannot work.

    Args:
        model: The model to ask.
        toolset: The tools that a plan may name.
        attempts: How many plans to read, until one can be carried out.
        seconds: How long to wait for each.
    """

    def __init__(
        self, model: ChatModel, toolset: Toolset, *, attempts: int = 2, seconds: float = 60.0
    ) -> None:
        self._model = model
        self._toolset = toolset
        self._attempts = attempts
        self._seconds = seconds

    async def plan(self, goal: str, progress: Progress) -> Plan:
        """Return the next plan for a goal; see `Planner.plan`."""
        conversation = [
            Message.system(PLAN_INSTRUCTIONS + describe_tools(self._toolset)),
            Message.user(describe_work(goal, progress)),
        ]
        refused = PlanRejectedError(["no attempt is allowed"])
        for _ in range(self._attempts):
            reply = await self._model.complete(
                conversation, tools=[SUBMIT_PLAN], timeout=self._seconds
            )
            try:
                plan = read_plan(reply)
                check_plan(plan, self._toolset, done=progress.done)
            except PlanRejectedError as error:
                refused = error
                conversation += _refusal(reply, error)
            else:
                return plan
        raise refused


def read_plan(reply: Completion) -> Plan:
    """Return the plan in a reply.

    Raises:
        PlanRejectedError: There is none, or it is not one.
    """
    calls = [call for call in reply.message.tool_calls if call.name == SUBMIT_PLAN.name]
    if not calls:
        raise PlanRejectedError(["no plan was handed in; call submit_plan"])
    try:
        return Plan.model_validate(calls[0].parsed())
    except InvalidToolArgumentsError as error:
        raise PlanRejectedError([f"the plan is not a JSON object: {error.detail}"]) from error
    except ValidationError as error:
        raise PlanRejectedError(problem_lines(error)) from error


def _refusal(reply: Completion, error: PlanRejectedError) -> list[Message]:
    """Return the model's turn and what is wrong with it; every call needs a result."""
    problems = json.dumps({"problems": error.problems})
    calls = reply.message.tool_calls
    results = [Message.tool(problems, tool_call_id=call.id) for call in calls]
    return [reply.message, *(results or [Message.user(problems)])]


def describe_tools(toolset: Toolset) -> str:
    """Return the tools as text: if they were offered as tools, the model would call them."""
    return "\n".join(
        f"{tool.name}: {tool.description} {json.dumps(tool.arguments.model_json_schema())}"
        for tool in toolset
    )


def describe_work(goal: str, progress: Progress) -> str:
    """Return the goal, and what was done and what failed if there was a plan before."""
    lines = [f"Goal: {goal}"]
    if progress.done:
        lines.append(f"Done: {json.dumps(progress.done)}")
    for name, failed in progress.failures.items():
        facts = {key: asdict(failed)[key] for key in ("sentence", "temporary", "asked")}
        lines.append(f"Failed: {name}: {json.dumps(facts)}")
    return "\n".join(lines)


class AnswerCutError(LLMKitError):
    """The answer ended before it was complete."""

    code = "answer_cut"
    sentence = "the answer was cut"


class ModelAnswerer:
    """Ask a model for the answer, once the results are there.

    Args:
        model: The model to ask; it may be a smaller one than the planner's.
        seconds: How long to wait.
    """

    def __init__(self, model: ChatModel, *, seconds: float = 60.0) -> None:
        self._model = model
        self._seconds = seconds

    async def answer(self, goal: str, results: Mapping[str, JsonValue]) -> str:
        """Return the answer.

        Raises:
            AnswerCutError: It was cut, or there was none.
            ProviderError: The call failed.
        """
        conversation: Sequence[Message] = (
            Message.system(ANSWER_INSTRUCTIONS),
            Message.user(f"Question: {goal}\nResults: {json.dumps(results)}"),
        )
        reply = await self._model.complete(conversation, timeout=self._seconds)
        if reply.finish_reason != "stop" or not reply.text.strip():
            raise AnswerCutError("plan_execute.answer", reply.finish_reason)
        return reply.text
