"""Describe a function once, for the model that asks for it and for the code that calls it."""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from llmkit import LLMKitError, Tool
from pydantic import BaseModel

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


class UnknownToolError(ToolError):
    """A model asked for a tool that does not exist."""

    code = "unknown_tool"
    sentence = "there is no such tool"


@dataclass(frozen=True, slots=True)
class ToolFunction(Generic[Arguments]):
    """A function that a model may ask for."""

    name: str
    """The name the model calls it by."""
    description: str
    """When to use it, in words for the model."""
    arguments: type[Arguments]
    """What it takes: the source of the schema, and the check on what the model wrote."""
    run: Callable[[Arguments], Awaitable[object]]
    """Does the work; what it returns must be something that JSON can hold."""
    repeatable: bool = False
    """Whether the same call may be answered otherwise later, as when one asks for the time."""

    def specification(self) -> Tool:
        """Return the tool as the model is told of it."""
        return Tool(self.name, self.description, self.arguments.model_json_schema())

    async def call(self, arguments: Mapping[str, Any]) -> str:
        """Check the arguments, run the function and return its result as JSON.

        Raises:
            pydantic.ValidationError: The arguments do not fit the schema.
        """
        return json.dumps(await self.run(self.arguments.model_validate(arguments)))


class Toolset:
    """The tools of one agent.

    Args:
        tools: The tools, each with a name of its own.
    """

    def __init__(self, tools: Sequence[ToolFunction[Any]]) -> None:
        self._tools = {tool.name: tool for tool in tools}

    def specifications(self) -> list[Tool]:
        """Return what the model is told of each tool."""
        return [tool.specification() for tool in self._tools.values()]

    def __contains__(self, name: str) -> bool:
        return name in self._tools

    def __getitem__(self, name: str) -> ToolFunction[Any]:
        # Models do invent names; the sentence lets them choose again.
        if name not in self._tools:
            known = ", ".join(self._tools)
            raise UnknownToolError(name, f"there is no tool {name}; there are: {known}")
        return self._tools[name]
