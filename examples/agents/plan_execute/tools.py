"""Describe a function once, for the planner that names it and for the executor that calls it."""

from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from llmkit import LLMKitError
from pydantic import BaseModel, JsonValue

Arguments = TypeVar("Arguments", bound=BaseModel)


class ToolError(LLMKitError):
    """A tool cannot do what it was asked, now or later; the planner is told why.

    Args:
        tool_name: The tool.
        detail: A sentence for the planner, which it can act on.
    """

    code = "tool"
    sentence = "the tool could not do it"

    def __init__(self, tool_name: str, detail: str) -> None:
        self.tool_name = tool_name
        super().__init__(f"tool.{tool_name}", detail)


class TemporaryToolError(ToolError):
    """A tool could not do it this time; the same call may work in a moment."""

    code = "tool_temporary"
    sentence = "the tool could not do it for now"


@dataclass(frozen=True, slots=True)
class ToolFunction(Generic[Arguments]):
    """A function that a plan may name."""

    name: str
    """The name that plans call it by."""
    description: str
    """When to use it and what it returns: a plan refers to the fields of its result."""
    arguments: type[Arguments]
    """What it takes: the source of the schema, and the check on what the model wrote."""
    run: Callable[[Arguments], Awaitable[JsonValue]]
    """Does the work."""

    async def call(self, arguments: Mapping[str, JsonValue]) -> JsonValue:
        """Check the arguments and run the function.

        Raises:
            pydantic.ValidationError: The arguments do not fit the schema.
        """
        return await self.run(self.arguments.model_validate(arguments))


class Toolset:
    """The tools of one agent.

    Args:
        tools: The tools, each with a name of its own.
    """

    def __init__(self, tools: Sequence[ToolFunction[Any]]) -> None:
        self._tools = {tool.name: tool for tool in tools}

    def __contains__(self, name: str) -> bool:
        return name in self._tools

    def __iter__(self) -> Iterator[ToolFunction[Any]]:
        return iter(self._tools.values())

    def __getitem__(self, name: str) -> ToolFunction[Any]:
        if name not in self._tools:
            raise ToolError(name, self.unknown(name))
        return self._tools[name]

    def unknown(self, name: str) -> str:
        """Return a sentence about a tool that there is not, from which one can choose again."""
        return f"there is no tool {name}; there are: {', '.join(self._tools)}"

    def argument_problems(self, name: str, given: Collection[str]) -> list[str]:
        """Return what is wrong with the names of arguments; their values are not known yet.

        Args:
            name: The tool.
            given: The names of the arguments in a plan.
        """
        fields = self[name].arguments.model_fields
        missing = [key for key, field in fields.items() if field.is_required() and key not in given]
        unknown = [key for key in given if key not in fields]
        return [f"{name} needs the argument {key}" for key in missing] + [
            f"{name} has no argument {key}" for key in unknown
        ]
