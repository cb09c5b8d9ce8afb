"""A whole adapter in one file: the protocol of llmkit over the SDK of Anthropic."""

from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import contextmanager
from json import JSONDecodeError
from typing import Unpack

import anthropic
import httpx2
from anthropic import types
from llmkit import (
    CallOptions,
    ChatModel,
    ChatRequest,
    Chunk,
    Completion,
    ConnectionFailedError,
    MalformedReplyError,
    Message,
    RequestTimeoutError,
    ToolCallDelta,
    Usage,
)
from llmkit.providers.status import error_for_status, retry_after_seconds

from examples.llms.provider_adapters.message_conversion import (
    finish_reason,
    from_anthropic,
    to_anthropic,
)


class SmallAnthropicModel(ChatModel):
    """A model of Anthropic.

    Args:
        model: The name of the model.
        client: The SDK's client; it should make no retries, so that one place decides on them.
    """

    provider = "anthropic"

    def __init__(self, model: str, client: anthropic.AsyncAnthropic) -> None:
        self.model = model
        self._client = client

    async def complete(
        self, messages: Sequence[Message], **options: Unpack[CallOptions]
    ) -> Completion:
        """Return the whole reply; see `ChatModel.complete`."""
        request = ChatRequest.of(messages, options)
        with translated_errors("anthropic.complete"):
            reply = await self._client.with_options(timeout=request.timeout).messages.create(
                **to_anthropic(self.model, request)
            )
        if not isinstance(reply, types.Message):
            # The SDK returns the bare text of an answer that is not JSON, such as a proxy's page.
            raise MalformedReplyError("anthropic.complete", "it is not a message")
        return from_anthropic(reply)

    async def stream(
        self, messages: Sequence[Message], **options: Unpack[CallOptions]
    ) -> AsyncGenerator[Chunk, None]:
        """Yield the reply piece by piece; see `ChatModel.stream`."""
        request = ChatRequest.of(messages, options)
        body = to_anthropic(self.model, request) | {"stream": True}
        reader = EventReader()
        client = self._client.with_options(timeout=request.timeout)
        with translated_errors("anthropic.stream"):
            async with await client.messages.create(**body) as events:
                async for event in events:
                    if chunk := reader.chunk(event):
                        yield chunk

    async def aclose(self) -> None:
        """Close the connections of the SDK."""
        await self._client.close()


class EventReader:
    """Turn the events of one stream into chunks."""

    def __init__(self) -> None:
        self._input_tokens = 0
        self._call_of_block: dict[int, int] = {}

    def chunk(self, event: types.RawMessageStreamEvent) -> Chunk | None:
        """Return the chunk that an event stands for, if any."""
        match event:
            case types.RawMessageStartEvent():
                # Input tokens come first and output tokens last; callers get both at once.
                self._input_tokens = event.message.usage.input_tokens
            case types.RawContentBlockStartEvent(content_block=types.ToolUseBlock() as block):
                # Blocks are numbered with the text among them; tool calls count from 0.
                number = self._call_of_block.setdefault(event.index, len(self._call_of_block))
                return Chunk(tool_calls=(ToolCallDelta(number, block.id, block.name),))
            case types.RawContentBlockDeltaEvent(delta=types.TextDelta() as delta):
                return Chunk(delta.text)
            case types.RawContentBlockDeltaEvent(delta=types.InputJSONDelta() as delta):
                number = self._call_of_block[event.index]
                return Chunk(tool_calls=(ToolCallDelta(number, arguments=delta.partial_json),))
            case types.RawMessageDeltaEvent():
                usage = Usage(self._input_tokens, event.usage.output_tokens)
                return Chunk(finish_reason=finish_reason(event.delta.stop_reason), usage=usage)
        return None


@contextmanager
def translated_errors(operation: str) -> Iterator[None]:
    """Raise the errors of the SDK as those of llmkit, so that callers know one tree."""
    try:
        yield
    except (anthropic.APITimeoutError, httpx2.TimeoutException) as error:
        raise RequestTimeoutError(operation, str(error)) from error
    except (anthropic.APIConnectionError, httpx2.TransportError) as error:
        # Once a stream runs, the SDK lets the errors of its HTTP library through.
        raise ConnectionFailedError(operation, str(error)) from error
    except JSONDecodeError as error:
        raise MalformedReplyError(operation, str(error)) from error
    except anthropic.APIStatusError as error:
        # An error within a stream carries the status of the stream, which is 200.
        raise error_for_status(
            error.status_code if error.status_code >= 400 else 500,
            operation,
            error.message,
            retry_after=retry_after_seconds(error.response.headers),
        ) from error
