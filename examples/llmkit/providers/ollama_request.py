"""A request in the words of Ollama's chat."""

from collections.abc import Sequence
from typing import Any

from llmkit.chat_request import ChatRequest
from llmkit.messages import Message
from llmkit.providers.tool_arguments import sendable_arguments


def request_parameters(model: str, request: ChatRequest) -> dict[str, Any]:
    """Return the keyword arguments of the SDK for a request.

    The SDK keeps only the type, items, description and enum of each parameter of a tool, so
    deeper schemas do not reach the model.

    Args:
        model: The name of the model.
        request: What to ask.
    """
    parameters: dict[str, Any] = {"model": model, "messages": _messages(request.messages)}
    if request.tools:
        parameters["tools"] = [
            {
                "type": "function",
                "function": {
                    "name": tool.name,
                    "description": tool.description,
                    "parameters": dict(tool.parameters),
                },
            }
            for tool in request.tools
        ]
    if options := _options(request):
        parameters["options"] = options
    return parameters


def _options(request: ChatRequest) -> dict[str, Any]:
    options: dict[str, Any] = {}
    if request.temperature is not None:
        options["temperature"] = request.temperature
    if request.max_output_tokens is not None:
        options["num_predict"] = request.max_output_tokens
    if request.stop:
        options["stop"] = list(request.stop)
    return options


def _messages(messages: Sequence[Message]) -> list[dict[str, Any]]:
    # Ollama has no ids for tool calls: a result names its tool instead. Ids may come again in a
    # later turn, so the names are learned while walking.
    names: dict[str, str] = {}
    turns = []
    for message in messages:
        names |= {call.id: call.name for call in message.tool_calls}
        turns.append(_message(message, names))
    return turns


def _message(message: Message, names: dict[str, str]) -> dict[str, Any]:
    if message.role == "tool":
        name = names.get(message.tool_call_id or "", "")
        return {"role": "tool", "tool_name": name, "content": message.content}
    calls = [
        {"function": {"name": call.name, "arguments": sendable_arguments(call)}}
        for call in message.tool_calls
    ]
    turn: dict[str, Any] = {"role": message.role, "content": message.content}
    if message.images:
        # Bytes, which the SDK encodes; a text it would take for the name of a file.
        turn["images"] = [image.data for image in message.images]
    return turn | {"tool_calls": calls} if calls else turn
