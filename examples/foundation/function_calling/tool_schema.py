"""Describe a typed Python function to a model, and check what it writes against the types."""

import asyncio
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, get_type_hints

from llmkit import Tool
from llmkit.tools import ToolDefinitionError, ToolFunction
from pydantic import BaseModel, ConfigDict, create_model
from pydantic.json_schema import GenerateJsonSchema


@dataclass(frozen=True, slots=True)
class TypedFunction(ToolFunction[BaseModel]):
    """A tool whose arguments are the parameters of a function; made by `tool_of`."""

    def specification(self) -> Tool:
        """Return the tool as the model is told of it, without titles."""
        schema = self.arguments.model_json_schema(schema_generator=_WithoutTitles)
        schema.pop("title", None)
        return Tool(self.name, self.description, schema)


def tool_of(function: Callable[..., Any]) -> TypedFunction:
    """Return a function as a tool: its name, the start of its docstring, and its types.

    A plain function runs in a thread, so that one which blocks holds up nothing else.

    Args:
        function: A function with a docstring, plain or asynchronous, whose parameters all have a
            type.

    Raises:
        ToolDefinitionError: The docstring or a type is missing, or it takes a parameter that has
            no name of its own.
    """
    description = (inspect.getdoc(function) or "").split("\n\n")[0].replace("\n", " ")
    if not description:
        raise ToolDefinitionError(_operation(function), "it has no docstring to choose it by")

    async def run(checked: BaseModel) -> object:
        given = dict(checked)
        if inspect.iscoroutinefunction(function):
            return await function(**given)
        return await asyncio.to_thread(function, **given)

    return TypedFunction(function.__name__, description, arguments_of(function), run)


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
