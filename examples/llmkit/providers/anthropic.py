"""Anthropic's messages through its SDK."""

import json
import os
from collections.abc import AsyncGenerator
from json import JSONDecodeError

from llmkit.chat_request import ChatRequest
from llmkit.errors import (
    ConnectionFailedError,
    MalformedReplyError,
    MissingCredentialsError,
    MissingDependencyError,
    ProviderError,
    RequestTimeoutError,
)
from llmkit.messages import (
    Chunk,
    Completion,
    FinishReason,
    Message,
    ToolCall,
    ToolCallDelta,
    Usage,
)
from llmkit.providers.adapter import AdapterChatModel
from llmkit.providers.anthropic_request import request_parameters
from llmkit.providers.status import error_for_status, retry_after_seconds

try:
    import anthropic
    import httpx2
    from anthropic import types
except ImportError as error:
    raise MissingDependencyError("anthropic", "anthropic", "llms") from error

KEY_VARIABLE = "ANTHROPIC_API_KEY"

# An error within a stream comes with the status 200 of the stream; its type says what it is.
_STATUS_OF_TYPE = {
    "authentication_error": 401,
    "invalid_request_error": 400,
    "not_found_error": 404,
    "rate_limit_error": 429,
}


class AnthropicChatModel(AdapterChatModel):
    """A model of Anthropic.

    Args:
        model: The name of the model.
        api_key: The key; None stands for `ANTHROPIC_API_KEY`.
        base_url: The server; None stands for `ANTHROPIC_BASE_URL` or Anthropic itself.

    Raises:
        MissingCredentialsError: There is no key.
    """

    provider = "anthropic"

    def __init__(
        self, model: str, *, api_key: str | None = None, base_url: str | None = None
    ) -> None:
        super().__init__(model)
        if not (api_key or os.environ.get(KEY_VARIABLE)):
            raise MissingCredentialsError("anthropic", KEY_VARIABLE)
        self._client = anthropic.AsyncAnthropic(api_key=api_key, base_url=base_url, max_retries=0)

    async def aclose(self) -> None:
        """Close the connections of the SDK."""
        await self._client.close()

    async def _complete(self, request: ChatRequest) -> Completion:
        reply = await self._client.messages.create(**request_parameters(self.model, request))
        if not isinstance(reply, types.Message) or reply.stop_reason is None:
            raise MalformedReplyError("anthropic.complete", "it is not a message")
        text = "".join(block.text for block in reply.content if block.type == "text")
        calls = [
            ToolCall(block.id, block.name, json.dumps(block.input))
            for block in reply.content
            if block.type == "tool_use"
        ]
        message = Message.assistant(text, tool_calls=calls)
        usage = Usage(_input_tokens(reply.usage), reply.usage.output_tokens)
        reason = _finish_reason(reply.stop_reason)
        return Completion(message, reason, usage, str(reply.model), self.provider)

    async def _chunks(self, request: ChatRequest) -> AsyncGenerator[Chunk, None]:
        parameters = request_parameters(self.model, request) | {"stream": True}
        reader = _EventReader()
        async with await self._client.messages.create(**parameters) as events:
            async for event in events:
                if chunk := reader.chunk(event):
                    yield chunk

    def _translate(self, error: Exception, operation: str) -> ProviderError | None:
        match error:
            case anthropic.APITimeoutError() | httpx2.TimeoutException():
                return RequestTimeoutError(operation, str(error))
            case anthropic.APIConnectionError() | httpx2.TransportError():
                return ConnectionFailedError(operation, str(error))
            case anthropic.APIResponseValidationError() | JSONDecodeError():
                return MalformedReplyError(operation, str(error))
            case anthropic.APIStatusError():
                return error_for_status(
                    _status(error),
                    operation,
                    error.message,
                    retry_after=retry_after_seconds(error.response.headers),
                )
        return None


class _EventReader:
    """Turn the events of one stream into chunks.

    Anthropic numbers blocks (text and tools together) and tells input tokens at the start and
    output tokens at the end, so reading it takes a memory.
    """

    def __init__(self) -> None:
        self._input_tokens = 0
        self._call_of_block: dict[int, int] = {}

    def chunk(self, event: types.RawMessageStreamEvent) -> Chunk | None:
        match event:
            case types.RawMessageStartEvent():
                self._input_tokens = _input_tokens(event.message.usage)
            case types.RawContentBlockStartEvent(content_block=types.ToolUseBlock() as block):
                index = self._call_of_block.setdefault(event.index, len(self._call_of_block))
                return Chunk(tool_calls=(ToolCallDelta(index, block.id, block.name),))
            case types.RawContentBlockDeltaEvent(delta=types.TextDelta() as delta):
                return Chunk(text=delta.text)
            case types.RawContentBlockDeltaEvent(delta=types.InputJSONDelta() as delta):
                index = self._call_of_block[event.index]
                return Chunk(tool_calls=(ToolCallDelta(index, arguments=delta.partial_json),))
            case types.RawMessageDeltaEvent(delta=types.raw_message_delta_event.Delta() as delta):
                usage = Usage(self._input_tokens, event.usage.output_tokens)
                reason = _finish_reason(delta.stop_reason) if delta.stop_reason else None
                return Chunk(finish_reason=reason, usage=usage)
        return None


def _finish_reason(reason: types.StopReason) -> FinishReason:
    match reason:
        case "max_tokens" | "model_context_window_exceeded":
            return "length"
        case "tool_use":
            return "tool_calls"
        case "refusal":
            return "content_filter"
        case _:
            return "stop"


def _input_tokens(usage: types.Usage) -> int:
    # Tokens from or for the prompt cache are counted apart, but they were sent all the same.
    cached = (usage.cache_creation_input_tokens or 0) + (usage.cache_read_input_tokens or 0)
    return usage.input_tokens + cached


def _status(error: anthropic.APIStatusError) -> int:
    if error.status_code >= 400:
        return error.status_code
    body = error.body if isinstance(error.body, dict) else {}
    inner = body.get("error")
    kind = inner.get("type") if isinstance(inner, dict) else None
    return _STATUS_OF_TYPE.get(str(kind), 500)
