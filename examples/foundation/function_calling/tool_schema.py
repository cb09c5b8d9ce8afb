"""Describe a typed Python function to a model, and check what it writes against the types."""

import asyncio
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, get_type_hints

from llmkit import ConfigurationError, Tool
from pydantic import BaseModel, ConfigDict, create_model
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import to_json


class ToolDefinitionError(ConfigurationError):
    """A function cannot be offered to a model as it is written."""

    code = "tool_definition"
    sentence = "the function cannot be a tool"


@dataclass(frozen=True, slots=True)
class FunctionTool:
    """A function that a model may ask for; made by `tool_of`."""

    function: Callable[..., Any]
    """Does the work; plain or asynchronous."""
    description: str
    """When to use it, in words for the model."""
    arguments: type[BaseModel]
    """A field for each parameter: the source of the schema, and the check."""

    @property
    def name(self) -> str:
        """The name the model calls it by."""
        return self.function.__name__

    def specification(self) -> Tool:
        """Return the tool as the model is told of it."""
        schema = self.arguments.model_json_schema(schema_generator=_WithoutTitles)
        schema.pop("title", None)
        return Tool(self.name, self.description, schema)

    async def run(self, arguments: dict[str, Any]) -> str:
        """Check the arguments, call the function and return its result as JSON.

        A plain function runs in a thread, so that one which blocks holds up nothing else.

        Args:
            arguments: What the model wants to pass, by the names of the parameters.

        Raises:
            pydantic.ValidationError: The arguments do not fit the types of the function.
        """
        checked = dict(self.arguments.model_validate(arguments))
        if inspect.iscoroutinefunction(self.function):
            result = await self.function(**checked)
        else:
            result = await asyncio.to_thread(self.function, **checked)
        return to_json(result).decode()


def tool_of(function: Callable[..., Any]) -> FunctionTool:
    """Return a function as a tool: its name, the start of its docstring, and its types.

    Args:
        function: A function with a docstring, whose parameters all have a type.

    Raises:
        ToolDefinitionError: The docstring or a type is missing, or it takes a parameter that has
            no name of its own.
    """
    description = (inspect.getdoc(function) or "").split("\n\n")[0].replace("\n", " ")
    if not description:
        raise ToolDefinitionError(_operation(function), "it has no docstring to choose it by")
    return FunctionTool(function, description, arguments_of(function))


def arguments_of(function: Callable[..., Any]) -> type[BaseModel]:
    """Return a model with a field for each parameter of a function.

    Args:
        function: A function whose parameters all have a type.

    Raises:
        ToolDefinitionError: A type is missing, or a parameter has no name of its own.
    """
    hints = get_type_hints(function, include_extras=True)
    fields: dict[str, Any] = {}
    for name, parameter in inspect.signature(function).parameters.items():
        if parameter.kind not in _NAMED:
            raise ToolDefinitionError(_operation(function), f"{parameter} cannot be named in JSON")
        if name not in hints:
            raise ToolDefinitionError(_operation(function), f"the parameter {name} has no type")
        required = parameter.default is parameter.empty
        fields[name] = (hints[name], ... if required else parameter.default)
    # An argument that the model made up is an error that it should hear of, not be dropped.
    return create_model(function.__name__, __config__=ConfigDict(extra="forbid"), **fields)


_NAMED = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)


class _WithoutTitles(GenerateJsonSchema):
    """Leave out titles such as `Servings` for `servings`: tokens that tell a model nothing."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002  # the base's name
        return False


def _operation(function: Callable[..., Any]) -> str:
    return f"tool_of.{function.__name__}"
