"""A request in the words of OpenAI's chat completions."""

from collections.abc import Sequence
from typing import Any

from llmkit.chat_request import ChatRequest
from llmkit.messages import Message, Tool


def request_parameters(model: str, request: ChatRequest) -> dict[str, Any]:
    """Return the keyword arguments of the SDK for a request.

    Args:
        model: The name of the model.
        request: What to ask.
    """
    parameters: dict[str, Any] = {
        "model": model,
        "messages": [_message(message) for message in request.messages],
    }
    if request.tools:
        parameters["tools"] = _tools(request.tools)
    if request.temperature is not None:
        parameters["temperature"] = request.temperature
    if request.max_output_tokens is not None:
        parameters["max_completion_tokens"] = request.max_output_tokens
    if request.stop:
        parameters["stop"] = list(request.stop)
    return parameters


def _message(message: Message) -> dict[str, Any]:
    if message.role == "tool":
        return {"role": "tool", "tool_call_id": message.tool_call_id, "content": message.content}
    if message.images:
        return {"role": message.role, "content": _parts(message)}
    if not message.tool_calls:
        return {"role": message.role, "content": message.content}
    calls = [
        {
            "id": call.id,
            "type": "function",
            "function": {"name": call.name, "arguments": call.arguments},
        }
        for call in message.tool_calls
    ]
    return {"role": message.role, "content": message.content or None, "tool_calls": calls}


def _parts(message: Message) -> list[dict[str, Any]]:
    images = [
        {"type": "image_url", "image_url": {"url": image.data_url()}} for image in message.images
    ]
    text = [{"type": "text", "text": message.content}] if message.content else []
    return [*images, *text]


def _tools(tools: Sequence[Tool]) -> list[dict[str, Any]]:
    return [
        {
            "type": "function",
            "function": {
                "name": tool.name,
                "description": tool.description,
                "parameters": dict(tool.parameters),
            },
        }
        for tool in tools
    ]
