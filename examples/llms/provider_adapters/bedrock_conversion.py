"""Say a conversation in the words of Amazon Bedrock's Converse API, and read its replies."""

import json
from collections.abc import Mapping
from dataclasses import replace
from itertools import groupby
from types import MappingProxyType
from typing import Any

from llmkit import (
    ChatRequest,
    Chunk,
    Completion,
    FinishReason,
    Image,
    MalformedReplyError,
    Message,
    ToolCall,
    ToolCallDelta,
    Usage,
)
from llmkit.providers.tool_arguments import sendable_arguments

FINISH_REASONS: Mapping[str, FinishReason] = MappingProxyType(
    {
        "content_filtered": "content_filter",
        "end_turn": "stop",
        "guardrail_intervened": "content_filter",
        "max_tokens": "length",
        "model_context_window_exceeded": "length",
        "stop_sequence": "stop",
        "tool_use": "tool_calls",
    }
)
# The model wrote something that Bedrock itself could not read; what is left of it is no reply.
MALFORMED = ("malformed_model_output", "malformed_tool_use")


def to_converse(model: str, request: ChatRequest) -> dict[str, Any]:
    """Return a request as the keyword arguments of boto3."""
    spoken = [message for message in request.messages if message.role != "system"]
    parameters: dict[str, Any] = {
        "modelId": model,
        # The results of one round of tool calls make one turn of the user.
        "messages": [
            {"role": role, "content": [block for message in side for block in blocks(message)]}
            for role, side in groupby(
                spoken, key=lambda one: "assistant" if one.role == "assistant" else "user"
            )
        ],
    }
    if system := [{"text": one.content} for one in request.messages if one.role == "system"]:
        parameters["system"] = system
    if request.tools:
        parameters["toolConfig"] = {
            "tools": [
                {
                    "toolSpec": {
                        "name": tool.name,
                        "description": tool.description,
                        "inputSchema": {"json": dict(tool.parameters)},
                    }
                }
                for tool in request.tools
            ]
        }
    if limits := inference_limits(request):
        parameters["inferenceConfig"] = limits
    return parameters


def inference_limits(request: ChatRequest) -> dict[str, Any]:
    """Return the options that were set; what was left open is not sent."""
    limits = {
        "maxTokens": request.max_output_tokens,
        "temperature": request.temperature,
        "stopSequences": list(request.stop) or None,
    }
    return {name: value for name, value in limits.items() if value is not None}


def blocks(message: Message) -> list[dict[str, Any]]:
    """Return the parts of a turn; arguments of tools are objects here, not text."""
    if message.role == "tool":
        result = {"toolUseId": message.tool_call_id, "content": [{"text": message.content}]}
        return [{"toolResult": result}]
    text = [{"text": message.content}] if message.content else []
    calls = [
        {"toolUse": {"toolUseId": call.id, "name": call.name, "input": sendable_arguments(call)}}
        for call in message.tool_calls
    ]
    return [*(image_block(image) for image in message.images), *text, *calls]


def image_block(image: Image) -> dict[str, Any]:
    """Return an image; boto3 takes its bytes as they are and encodes them itself."""
    kind = image.media_type.removeprefix("image/")
    return {"image": {"format": kind, "source": {"bytes": image.data}}}


def to_completion(reply: Mapping[str, Any], model: str, provider: str) -> Completion:
    """Read a whole reply."""
    parts = reply["output"]["message"]["content"]
    text = "".join(part.get("text", "") for part in parts)
    calls = tuple(
        ToolCall(use["toolUseId"], use["name"], json.dumps(use["input"]))
        for part in parts
        if (use := part.get("toolUse"))
    )
    message = Message.assistant(text, tool_calls=calls)
    reason = finish_reason_of(reply["stopReason"])
    return Completion(message, reason, usage_of(reply["usage"]), model, provider)


def to_chunk(event: Mapping[str, Any]) -> Chunk:
    """Read one event of a stream; most events fill one field of a chunk."""
    match event:
        case {"contentBlockDelta": {"delta": {"text": str(text)}}}:
            return Chunk(text)
        case {"contentBlockStart": {"contentBlockIndex": int(index), "start": {"toolUse": use}}}:
            return Chunk(tool_calls=(ToolCallDelta(index, use["toolUseId"], use["name"]),))
        case {"contentBlockDelta": {"contentBlockIndex": int(index), "delta": {"toolUse": use}}}:
            return Chunk(tool_calls=(ToolCallDelta(index, arguments=use["input"]),))
        case {"messageStop": {"stopReason": reason}}:
            return Chunk(finish_reason=finish_reason_of(reason))
        case {"metadata": {"usage": usage}}:
            return Chunk(usage=usage_of(usage))
    return Chunk()


def finish_reason_of(reason: str) -> FinishReason:
    """Read why a reply ended.

    Raises:
        MalformedReplyError: It ended because the model wrote what nobody can read.
    """
    if reason in MALFORMED:
        raise MalformedReplyError("bedrock.reply", f"the reply ended with {reason}")
    return FINISH_REASONS.get(reason, "stop")


class CallNumbers:
    """Number the tool calls of one stream from 0; Bedrock counts the blocks of text among them."""

    def __init__(self) -> None:
        self._call_of_block: dict[int, int] = {}

    def renumbered(self, chunk: Chunk) -> Chunk:
        """Return a chunk with the number of the call in place of that of the block."""
        if not chunk.tool_calls:
            return chunk
        calls = tuple(
            replace(one, index=self._call_of_block.setdefault(one.index, len(self._call_of_block)))
            for one in chunk.tool_calls
        )
        return replace(chunk, tool_calls=calls)


def usage_of(usage: Mapping[str, int]) -> Usage:
    """Read what a reply cost."""
    return Usage(usage["inputTokens"], usage["outputTokens"])
