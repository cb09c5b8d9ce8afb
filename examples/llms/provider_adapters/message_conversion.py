"""Say a conversation in Anthropic's words and read its replies: the core of every adapter."""

import json
from itertools import groupby
from typing import Any

from anthropic import types
from llmkit import ChatRequest, Completion, FinishReason, Image, Message, Tool, ToolCall, Usage

# The format wants a limit in every request; llmkit leaves it open.
MAX_TOKENS = 4096


def to_anthropic(model: str, request: ChatRequest) -> dict[str, Any]:
    """Return a request as the keyword arguments of the SDK."""
    body: dict[str, Any] = {
        "model": model,
        "max_tokens": request.max_output_tokens or MAX_TOKENS,
        "messages": turns(request.messages),
    }
    # Instructions are no turn here; they stand beside the conversation.
    if system := [message.content for message in request.messages if message.role == "system"]:
        body["system"] = "\n\n".join(system)
    if request.tools:
        body["tools"] = [tool_definition(tool) for tool in request.tools]
    if request.stop:
        body["stop_sequences"] = list(request.stop)
    if request.temperature is not None:
        # No longer an argument of the SDK, but the API takes it for models that still have it.
        body["extra_body"] = {"temperature": request.temperature}
    return body


def turns(messages: tuple[Message, ...]) -> list[dict[str, Any]]:
    """Return the turns; the results of one round of tool calls make one turn of the user."""
    spoken = [message for message in messages if message.role != "system"]
    return [
        {"role": role, "content": [block for message in side for block in blocks(message)]}
        for role, side in groupby(
            spoken, key=lambda message: "assistant" if message.role == "assistant" else "user"
        )
    ]


def blocks(message: Message) -> list[dict[str, Any]]:
    """Return what one message becomes within a turn."""
    if message.role == "tool":
        result = {"tool_use_id": message.tool_call_id, "content": message.content}
        return [{"type": "tool_result", **result}]
    # A block of empty text is refused, so a message that only calls tools has none.
    text = [{"type": "text", "text": message.content}] if message.content else []
    calls = [
        {"type": "tool_use", "id": call.id, "name": call.name, "input": call.parsed()}
        for call in message.tool_calls
    ]
    return [*(image_block(image) for image in message.images), *text, *calls]


def image_block(image: Image) -> dict[str, Any]:
    """Return an image; the format wants its bytes as text, in base64."""
    source = {"type": "base64", "media_type": image.media_type, "data": image.base64()}
    return {"type": "image", "source": source}


def tool_definition(tool: Tool) -> dict[str, Any]:
    """Return a tool; only the name of the schema's field differs from the other formats."""
    return {
        "name": tool.name,
        "description": tool.description,
        "input_schema": dict(tool.parameters),
    }


def from_anthropic(reply: types.Message) -> Completion:
    """Return a reply in the words of llmkit."""
    text = "".join(block.text for block in reply.content if block.type == "text")
    calls = [
        ToolCall(block.id, block.name, json.dumps(block.input))
        for block in reply.content
        if block.type == "tool_use"
    ]
    return Completion(
        message=Message.assistant(text, tool_calls=calls),
        finish_reason=finish_reason(reply.stop_reason),
        usage=Usage(reply.usage.input_tokens, reply.usage.output_tokens),
        model=str(reply.model),
        provider="anthropic",
    )


def finish_reason(reason: str | None) -> FinishReason:
    """Return one of the four reasons that callers know, whatever new ones are sent."""
    match reason:
        case "tool_use":
            return "tool_calls"
        case "max_tokens" | "model_context_window_exceeded":
            return "length"
        case "refusal":
            return "content_filter"
        case _:
            return "stop"
