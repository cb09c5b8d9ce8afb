"""A plan as data: steps, what they need from each other, and what is checked before one runs."""

from collections.abc import Collection, Iterator
from graphlib import CycleError, TopologicalSorter
from typing import Any

from llmkit import LLMKitError
from llmkit.tools import ToolFunction, Toolset, UnknownToolError
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from examples.agents.plan_execute.references import steps_referred_to


class PlanRejectedError(LLMKitError):
    """A plan cannot be carried out as it is.

    Args:
        problems: What is wrong, a sentence each.
    """

    code = "plan_rejected"
    sentence = "the plan cannot be carried out"

    def __init__(self, problems: Collection[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("plan.check", "; ".join(self.problems))


class Step(BaseModel):
    """One call of a tool."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$", description="Its own name, such as find_pads")
    tool: str = Field(description="The tool to call")
    arguments: dict[str, JsonValue] = Field(
        default_factory=dict,
        description="A value that another step finds is written $id.field, as in $find_pads.sku",
    )
    after: tuple[str, ...] = Field(
        default=(), description="Steps to wait for although no argument refers to them"
    )

    @property
    def needs(self) -> frozenset[str]:
        """The steps that must be done before this one."""
        return steps_referred_to(self.arguments) | frozenset(self.after)


class Plan(BaseModel):
    """Steps that together reach a goal, or come nearer to it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    steps: tuple[Step, ...] = Field(min_length=1, max_length=20)
    enough: bool = Field(
        default=True,
        description="Whether the results will be enough to answer; false if what they say decides "
        "what to do next, and another plan is needed then",
    )

    def in_order(self) -> Iterator[Step]:
        """Yield the steps, each after those of this plan that it needs.

        Raises:
            graphlib.CycleError: Some steps wait for each other.
        """
        by_id = {step.id: step for step in self.steps}
        graph = {step.id: sorted(step.needs & by_id.keys()) for step in self.steps}
        return (by_id[name] for name in TopologicalSorter(graph).static_order())


def check_plan(plan: Plan, toolset: Toolset, *, done: Collection[str] = ()) -> None:
    """Refuse a plan of which we can know beforehand that it will not work.

    Args:
        plan: The plan.
        toolset: The tools that it may name.
        done: The ids of steps whose results there are already.

    Raises:
        PlanRejectedError: With all problems at once, so that one answer can mend them all.
    """
    problems = [*_name_problems(plan, done), *_tool_problems(plan, toolset)]
    try:
        list(plan.in_order())
    except CycleError as error:
        problems.append(f"these steps wait for each other: {', '.join(error.args[1][1:])}")
    if problems:
        raise PlanRejectedError(problems)


def _name_problems(plan: Plan, done: Collection[str]) -> Iterator[str]:
    ids = [step.id for step in plan.steps]
    for name in dict.fromkeys(ids):
        if ids.count(name) > 1:
            yield f"{ids.count(name)} steps are called {name}"
        if name in done:
            yield f"{name} is done; refer to its result and do not plan it again"
    for step in plan.steps:
        for name in sorted(step.needs - set(ids) - set(done)):
            yield f"{step.id} needs {name}, and there is no such step"


def _tool_problems(plan: Plan, toolset: Toolset) -> Iterator[str]:
    for step in plan.steps:
        try:
            tool = toolset[step.tool]
        except UnknownToolError as error:
            yield f"{step.id}: {error.detail}"
        else:
            yield from (f"{step.id}: {each}" for each in _argument_problems(tool, step.arguments))


def _argument_problems(tool: ToolFunction[Any], given: Collection[str]) -> Iterator[str]:
    """Yield what is wrong with the names of arguments; their values are not known yet."""
    fields = tool.arguments.model_fields
    for key, field in fields.items():
        if field.is_required() and key not in given:
            yield f"{tool.name} needs the argument {key}"
    for key in given:
        if key not in fields:
            yield f"{tool.name} has no argument {key}"
