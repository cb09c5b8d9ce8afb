"""OpenAI's chat completions, and every server that speaks the same format, through its SDK."""

import os
from collections.abc import AsyncGenerator
from json import JSONDecodeError
from typing import Any

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
from llmkit.providers.openai_request import request_parameters
from llmkit.providers.status import error_for_status, retry_after_seconds

try:
    import httpx2
    import openai
    from openai.types import CompletionUsage
    from openai.types.chat import ChatCompletionChunk
except ImportError as error:
    raise MissingDependencyError("openai", "openai", "llms") from error

KEY_VARIABLE = "OPENAI_API_KEY"

# What an error within a stream amounts to; there is no status any more at that point.
_STATUS_OF_CODE = {"rate_limit_exceeded": 429, "invalid_request_error": 400}


class OpenAIChatModel(AdapterChatModel):
    """A model behind the chat completions format.

    Args:
        model: The name of the model.
        api_key: The key; None stands for `OPENAI_API_KEY`.
        base_url: The server; None stands for `OPENAI_BASE_URL` or OpenAI itself.

    Raises:
        MissingCredentialsError: There is no key.
    """

    provider = "openai"

    def __init__(
        self, model: str, *, api_key: str | None = None, base_url: str | None = None
    ) -> None:
        super().__init__(model)
        if not (api_key or os.environ.get(KEY_VARIABLE)):
            raise MissingCredentialsError("openai", KEY_VARIABLE)
        self._client = openai.AsyncOpenAI(api_key=api_key, base_url=base_url, max_retries=0)

    async def aclose(self) -> None:
        """Close the connections of the SDK."""
        await self._client.close()

    def _parameters(self, request: ChatRequest) -> dict[str, Any]:
        """Return what the SDK is called with; a server that takes more adds it here."""
        return request_parameters(self.model, request)

    async def _complete(self, request: ChatRequest) -> Completion:
        reply = await self._client.chat.completions.create(**self._parameters(request))
        if not isinstance(reply, openai.types.chat.ChatCompletion) or not reply.choices:
            raise MalformedReplyError("openai.complete", "it has no choices")
        choice = reply.choices[0]
        calls = [
            ToolCall(call.id, call.function.name, call.function.arguments)
            for call in choice.message.tool_calls or ()
            if call.type == "function"
        ]
        message = Message.assistant(choice.message.content or "", tool_calls=calls)
        reason = _finish_reason(choice.finish_reason)
        return Completion(message, reason, _usage(reply.usage), reply.model, self.provider)

    async def _chunks(self, request: ChatRequest) -> AsyncGenerator[Chunk, None]:
        parameters = self._parameters(request)
        # Without this option a stream tells no usage.
        parameters |= {"stream": True, "stream_options": {"include_usage": True}}
        async with await self._client.chat.completions.create(**parameters) as events:
            async for event in events:
                yield _chunk(event)

    def _translate(self, error: Exception, operation: str) -> ProviderError | None:
        match error:
            case openai.APITimeoutError() | httpx2.TimeoutException():
                return RequestTimeoutError(operation, str(error))
            case openai.APIConnectionError() | httpx2.TransportError():
                return ConnectionFailedError(operation, str(error))
            case openai.APIStatusError():
                return error_for_status(
                    error.status_code,
                    operation,
                    error.message,
                    code=error.code or "",
                    retry_after=retry_after_seconds(error.response.headers),
                )
            case openai.APIResponseValidationError() | JSONDecodeError():
                return MalformedReplyError(operation, str(error))
            case openai.APIError():
                status = _STATUS_OF_CODE.get(error.code or error.type or "", 500)
                return error_for_status(status, operation, error.message, code=error.code or "")
        return None


def _chunk(event: ChatCompletionChunk) -> Chunk:
    usage = _usage(event.usage) if event.usage else None
    if not event.choices:
        return Chunk(usage=usage)
    choice = event.choices[0]
    deltas = tuple(
        ToolCallDelta(
            call.index,
            call.id or "",
            (call.function.name or "") if call.function else "",
            (call.function.arguments or "") if call.function else "",
        )
        for call in choice.delta.tool_calls or ()
    )
    reason = _finish_reason(choice.finish_reason) if choice.finish_reason else None
    return Chunk(choice.delta.content or "", deltas, reason, usage)


def _finish_reason(reason: str) -> FinishReason:
    match reason:
        case "length" | "tool_calls" | "content_filter":
            return reason
        case _:
            return "stop"


def _usage(usage: CompletionUsage | None) -> Usage:
    return Usage(usage.prompt_tokens, usage.completion_tokens) if usage else Usage()
