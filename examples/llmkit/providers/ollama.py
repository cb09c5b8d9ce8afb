"""Models on your own machine, served by Ollama, through its SDK."""

import json
from collections.abc import AsyncGenerator
from contextlib import aclosing
from json import JSONDecodeError

from llmkit.chat_request import ChatRequest
from llmkit.errors import (
    ConnectionFailedError,
    MalformedReplyError,
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
from llmkit.providers.ollama_request import request_parameters
from llmkit.providers.status import error_for_status, retry_after_seconds

try:
    import httpx
    import ollama
    import pydantic
except ImportError as error:
    raise MissingDependencyError("ollama", "ollama", "llms") from error


class OllamaChatModel(AdapterChatModel):
    """A model served by Ollama.

    Ollama sends each tool call whole and without an id, so ids are made up here (`call_0`, ...)
    and a stream has one fragment for each call.

    Args:
        model: The name of the model.
        base_url: The server; None stands for `OLLAMA_HOST` or this machine.
    """

    provider = "ollama"

    def __init__(self, model: str, *, base_url: str | None = None) -> None:
        super().__init__(model)
        self._client = ollama.AsyncClient(host=base_url)

    async def aclose(self) -> None:
        """Close the connections of the SDK."""
        await self._client.close()  # type: ignore[no-untyped-call]  # the SDK's gap

    async def _complete(self, request: ChatRequest) -> Completion:
        reply = await self._client.chat(**request_parameters(self.model, request))
        calls = [
            ToolCall(f"call_{index}", call.function.name, json.dumps(dict(call.function.arguments)))
            for index, call in enumerate(reply.message.tool_calls or ())
        ]
        message = Message.assistant(reply.message.content or "", tool_calls=calls)
        reason = _finish_reason(reply.done_reason, asks_for_tools=bool(calls))
        model = reply.model or self.model
        return Completion(message, reason, _usage(reply), model, self.provider)

    async def _chunks(self, request: ChatRequest) -> AsyncGenerator[Chunk, None]:
        parameters = request_parameters(self.model, request) | {"stream": True}
        calls = 0
        async with aclosing(await self._client.chat(**parameters)) as parts:
            async for part in parts:
                deltas = _deltas(part, first_index=calls)
                calls += len(deltas)
                yield Chunk(
                    part.message.content or "",
                    deltas,
                    _finish_reason(part.done_reason, asks_for_tools=calls > 0)
                    if part.done
                    else None,
                    _usage(part) if part.done else None,
                )

    def _translate(self, error: Exception, operation: str) -> ProviderError | None:
        match error:
            case httpx.TimeoutException():
                return RequestTimeoutError(operation, str(error))
            case ConnectionError() | httpx.TransportError():
                return ConnectionFailedError(operation, str(error))
            case ollama.ResponseError():
                # Within a stream there is no status; what Ollama reports there is its own failure.
                status = error.status_code if error.status_code >= 400 else 500
                return error_for_status(
                    status, operation, error.error, retry_after=_retry_after(error)
                )
            case JSONDecodeError() | pydantic.ValidationError():
                return MalformedReplyError(operation, str(error))
        return None


def _retry_after(error: ollama.ResponseError) -> float | None:
    # The SDK's error has no headers, but the one it was made from has.
    beneath = error.__context__
    if isinstance(beneath, httpx.HTTPStatusError):
        return retry_after_seconds(beneath.response.headers)
    return None


def _deltas(part: ollama.ChatResponse, *, first_index: int) -> tuple[ToolCallDelta, ...]:
    calls = enumerate(part.message.tool_calls or (), first_index)
    return tuple(
        ToolCallDelta(
            index, f"call_{index}", call.function.name, json.dumps(dict(call.function.arguments))
        )
        for index, call in calls
    )


def _finish_reason(reason: str | None, *, asks_for_tools: bool) -> FinishReason:
    if reason == "length":
        return "length"
    return "tool_calls" if asks_for_tools else "stop"


def _usage(reply: ollama.ChatResponse) -> Usage:
    return Usage(reply.prompt_eval_count or 0, reply.eval_count or 0)
