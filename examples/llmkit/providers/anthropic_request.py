"""A request in the words of Anthropic's messages."""

from itertools import groupby
from typing import Any

from llmkit.chat_request import ChatRequest
from llmkit.images import Image
from llmkit.messages import Message
from llmkit.providers.tool_arguments import sendable_arguments

DEFAULT_MAX_TOKENS = 4096
"""Anthropic wants a limit in every request; this one stands in when the caller sets none."""


def request_parameters(model: str, request: ChatRequest) -> dict[str, Any]:
    """Return the keyword arguments of the SDK for a request.

    Args:
        model: The name of the model.
        request: What to ask.
    """
    parameters: dict[str, Any] = {
        "model": model,
        "max_tokens": request.max_output_tokens or DEFAULT_MAX_TOKENS,
        "messages": _turns(request.messages),
    }
    if instructions := [m.content for m in request.messages if m.role == "system"]:
        parameters["system"] = "\n\n".join(instructions)
    if request.tools:
        parameters["tools"] = [
            {
                "name": tool.name,
                "description": tool.description,
                "input_schema": dict(tool.parameters),
            }
            for tool in request.tools
        ]
    if request.temperature is not None:
        # The SDK dropped this argument in 1.0 but the API takes it for models that still have it.
        parameters["extra_body"] = {"temperature": request.temperature}
    if request.stop:
        parameters["stop_sequences"] = list(request.stop)
    return parameters


def _turns(messages: tuple[Message, ...]) -> list[dict[str, Any]]:
    """Merge neighbours of one side: all results of one round of tool calls make one user turn."""
    spoken = [message for message in messages if message.role != "system"]
    return [
        {"role": role, "content": [block for message in turn for block in _blocks(message)]}
        for role, turn in groupby(spoken, key=_side)
    ]


def _side(message: Message) -> str:
    return "assistant" if message.role == "assistant" else "user"


def _blocks(message: Message) -> list[dict[str, Any]]:
    if message.role == "tool":
        return [
            {
                "type": "tool_result",
                "tool_use_id": message.tool_call_id,
                "content": message.content,
            }
        ]
    # The API refuses empty text blocks.
    text = [{"type": "text", "text": message.content}] if message.content else []
    calls = [
        {"type": "tool_use", "id": call.id, "name": call.name, "input": sendable_arguments(call)}
        for call in message.tool_calls
    ]
    return [*(_image(image) for image in message.images), *text, *calls]


def _image(image: Image) -> dict[str, Any]:
    source = {"type": "base64", "media_type": image.media_type, "data": image.base64()}
    return {"type": "image", "source": source}
