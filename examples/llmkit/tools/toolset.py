"""Describe a function once, for the model that asks for it and for the code that calls it."""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, JsonValue
from pydantic_core import to_jsonable_python

from llmkit.errors import ConfigurationError, LLMKitError
from llmkit.messages import Tool

Arguments = TypeVar("Arguments", bound=BaseModel)


class ToolError(LLMKitError):
    """A tool cannot do what it was asked; the model is told why.

    Args:
        tool_name: The tool.
        detail: A sentence for the model, which it can act on.
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


class UnknownToolError(ToolError):
    """A model asked for a tool that does not exist."""

    code = "unknown_tool"
    sentence = "there is no such tool"


class ToolDefinitionError(ConfigurationError):
    """A function cannot be offered to a model as it is written."""

    code = "tool_definition"
    sentence = "the function cannot be a tool"


@dataclass(frozen=True, slots=True)
class ToolFunction(Generic[Arguments]):
    """A function that a model may ask for."""

    name: str
    """The name the model calls it by."""
    description: str
    """When to use it and what it returns, in words for the model."""
    arguments: type[Arguments]
    """What it takes: the source of the schema, and the check on what the model wrote."""
    run: Callable[[Arguments], Awaitable[object]]
    """Does the work; what it returns must be something that Pydantic can turn into JSON."""
    repeatable: bool = False
    """Whether the same call may be answered otherwise later, as when one asks for the time."""

    def specification(self) -> Tool:
        """Return the tool as the model is told of it."""
        return Tool(self.name, self.description, self.arguments.model_json_schema())

    async def call(self, arguments: Mapping[str, Any]) -> JsonValue:
        """Check the arguments, run the function and return its result as a JSON value.

        Args:
            arguments: What the model wants to pass, by the names of the fields.

        Raises:
            pydantic.ValidationError: The arguments do not fit the schema.
            pydantic_core.PydanticSerializationError: The result is nothing that JSON can hold.
        """
        value: JsonValue = to_jsonable_python(
            await self.run(self.arguments.model_validate(arguments))
        )
        return value


class Toolset:
    """The tools of one agent or conversation.

    Args:
        tools: The tools, each with a name of its own.

    Raises:
        ToolDefinitionError: Two tools have the same name.
    """

    def __init__(self, tools: Sequence[ToolFunction[Any]]) -> None:
        self._tools = {tool.name: tool for tool in tools}
        if len(self._tools) < len(tools):
            names = [tool.name for tool in tools]
            twice = sorted({name for name in names if names.count(name) > 1})
            raise ToolDefinitionError("toolset", f"more than one is called {', '.join(twice)}")

    def specifications(self) -> list[Tool]:
        """Return what the model is told of each tool."""
        return [tool.specification() for tool in self]

    def __iter__(self) -> Iterator[ToolFunction[Any]]:
        return iter(self._tools.values())

    def __contains__(self, name: str) -> bool:
        return name in self._tools

    def __getitem__(self, name: str) -> ToolFunction[Any]:
        # Models do invent names; the sentence lets them choose again.
        if name not in self._tools:
            known = ", ".join(self._tools)
            raise UnknownToolError(name, f"there is no tool {name}; there are: {known}")
        return self._tools[name]
