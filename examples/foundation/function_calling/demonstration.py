"""What the example prints: a conversation, calls that go wrong, and both wire formats."""

import json
import logging
import os
from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import Any

from anthropic import AsyncAnthropic
from llmkit import Message, Script, ToolCall, chat_model
from llmkit.tools import TooManyRoundsError
from llmkit.wire import WireServer
from openai import AsyncOpenAI

from examples.foundation.function_calling import with_anthropic, with_openai
from examples.foundation.function_calling.call_handler import Toolbox
from examples.foundation.function_calling.function_calling import ask
from examples.foundation.function_calling.kitchen import (
    convert_temperature,
    divide_dough,
    scale_recipe,
)
from examples.foundation.function_calling.stand_in import QUESTION, never_stops, the_script
from examples.foundation.function_calling.tool_schema import tool_of

WRONG_CALLS = {
    "a sound call": ToolCall("call_1", "scale_recipe", '{"dish": "risotto", "servings": 4}'),
    "JSON that is cut": ToolCall("call_2", "scale_recipe", '{"dish": "risotto", '),
    "no object": ToolCall("call_3", "scale_recipe", '"risotto"'),
    "an unknown tool": ToolCall("call_4", "order_pizza", "{}"),
    "a wrong type": ToolCall("call_5", "scale_recipe", '{"dish": "risotto", "servings": "four"}'),
    "out of bounds": ToolCall("call_6", "scale_recipe", '{"dish": "risotto", "servings": 0}'),
    "an invented field": ToolCall("call_7", "scale_recipe", '{"dish": "risotto", "vegan": true}'),
    "an unknown dish": ToolCall("call_8", "scale_recipe", '{"dish": "ramen"}'),
    "a mistake of ours": ToolCall("call_9", "divide_dough", '{"grams": 900, "pieces": 0}'),
}
"""Calls as models make them; all but the first lead to an error that the model reads."""


def kitchen(logger: logging.Logger | None = None) -> Toolbox:
    """Return the functions of the example as a toolbox."""
    return Toolbox(scale_recipe, convert_temperature, divide_dough, logger=logger)


async def schema() -> str:
    """Return what a model is told of the first function."""
    tool = tool_of(scale_recipe).specification()
    told = {"name": tool.name, "description": tool.description, "parameters": tool.parameters}
    return json.dumps(told, indent=2)


async def conversation() -> str:
    """Return every turn of a conversation in which a call is mended."""
    async with chat_model(os.environ.get("LLMKIT_PROVIDER"), script=the_script()) as model:
        answer = await ask(model, kitchen(), [QUESTION])
    turns = "\n".join(line for message in answer.conversation for line in _lines(message))
    return f"{turns}\n({answer.rounds} rounds)"


async def errors() -> str:
    """Return what a model hears of calls that go wrong, and what our own log holds."""
    logger, kept = logging.Logger("toolbox"), _Kept()
    logger.addHandler(kept)
    results = await kitchen(logger).answer(list(WRONG_CALLS.values()))
    answered = zip(WRONG_CALLS, results, strict=True)
    rows = [f"{name:18} {result.content}" for name, result in answered]
    try:
        script = Script(otherwise=never_stops)
        await ask(chat_model("simulated", script=script), kitchen(), [QUESTION], rounds=4)
    except TooManyRoundsError as error:
        rows += ["", f"a model that never stops: {error}"]
    return "\n".join([*rows, *(f"in our log: {line}" for line in kept.lines)])


async def openai() -> str:
    """Return a tool, a call and its result as they went over the wire in OpenAI's format."""
    with WireServer(the_script()) as server:
        base_url = server.base_url("openai")
        async with AsyncOpenAI(api_key="wire", base_url=base_url) as client:
            await with_openai.ask(client, kitchen(), QUESTION.content, model="any")
        body = server.requests[-1].body
    asked, result = body["messages"][1], body["messages"][2]
    return _shown({"tool": body["tools"][0], "call": asked["tool_calls"][0], "result": result})


async def anthropic() -> str:
    """Return the same in Anthropic's format."""
    with WireServer(the_script()) as server:
        base_url = server.base_url("anthropic")
        async with AsyncAnthropic(api_key="wire", base_url=base_url) as client:
            await with_anthropic.ask(client, kitchen(), QUESTION.content, model="any")
        body = server.requests[-1].body
    asked, results = body["messages"][1], body["messages"][2]
    # A turn is kept around the result, for it belongs to the user here.
    result = {**results, "content": results["content"][:1]}
    return _shown({"tool": body["tools"][0], "call": asked["content"][0], "result": result})


STEPS: Mapping[str, Callable[[], Awaitable[str]]] = MappingProxyType(
    {
        "schema": schema,
        "conversation": conversation,
        "errors": errors,
        "openai": openai,
        "anthropic": anthropic,
    }
)
"""The name of each step, as the command line takes it."""


class _Kept(logging.Handler):
    """Keep a line for each record: the message, and the error behind it."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        self.lines.append(f"{record.getMessage()}: {error!r}")


def _lines(message: Message) -> list[str]:
    calls = [f"asks      {call.name} {call.arguments}" for call in message.tool_calls]
    speaker = {"user": "user", "assistant": "model", "tool": "result"}[message.role]
    return [*calls, *([f"{speaker:9} {message.content}"] if message.content else [])]


def _shown(parts: dict[str, Any]) -> str:
    """Return JSON with the schema left out, which is the same in both formats."""
    return "\n".join(
        f"{name}: {json.dumps(_without_schema(part), indent=2)}" for name, part in parts.items()
    )


def _without_schema(value: Any) -> Any:
    match value:
        case dict():
            return {
                key: "..." if key in ("parameters", "input_schema") else _without_schema(part)
                for key, part in value.items()
            }
        case list():
            return [_without_schema(part) for part in value]
        case _:
            return value
