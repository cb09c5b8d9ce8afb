"""Report every call to a model as a span and as metrics, with the names the field agreed on."""

import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Unpack

from opentelemetry.metrics import MeterProvider
from opentelemetry.trace import Span, SpanKind, TracerProvider
from opentelemetry.util.types import AttributeValue

from llmkit import semantic_attributes as names
from llmkit.chat_model import ChatModel
from llmkit.chat_request import CallOptions
from llmkit.messages import Chunk, Completion, FinishReason, Message, Usage
from llmkit.telemetry import Telemetry
from llmkit.vision import images_of


class InstrumentedChatModel(ChatModel):
    """A model that reports the calls to another one; made by `instrumented`.

    Prompts, images and replies are not reported: they may hold what must not be kept. Of images
    their number and bytes are.

    Args:
        inner: The model to call.
        telemetry: Where to report.
    """

    def __init__(self, inner: ChatModel, telemetry: Telemetry) -> None:
        self.provider = inner.provider
        self.model = inner.model
        self._inner = inner
        self._telemetry = telemetry
        self._labels = {
            names.GEN_AI_OPERATION_NAME: "chat",
            names.GEN_AI_PROVIDER_NAME: inner.provider,
            names.GEN_AI_REQUEST_MODEL: inner.model,
        }
        self._tokens = telemetry.meter.create_histogram(
            names.GEN_AI_CLIENT_TOKEN_USAGE, unit="{token}", description="Tokens per call."
        )
        self._first_chunk = telemetry.meter.create_histogram(
            names.GEN_AI_CLIENT_TIME_TO_FIRST_CHUNK, unit="s", description="Wait for a stream."
        )

    async def complete(
        self, messages: Sequence[Message], **options: Unpack[CallOptions]
    ) -> Completion:
        """Return the whole reply and report the call; see `ChatModel.complete`."""
        with self._telemetry.operation(
            "complete",
            self._attributes(messages, options, stream=False),
            span_name=f"chat {self.model}",
            kind=SpanKind.CLIENT,
        ) as span:
            reply = await self._inner.complete(messages, **options)
            if span.is_recording():
                span.set_attribute(names.GEN_AI_RESPONSE_MODEL, reply.model)
            self._report(span, reply.finish_reason, reply.usage)
            return reply

    async def stream(
        self, messages: Sequence[Message], **options: Unpack[CallOptions]
    ) -> AsyncGenerator[Chunk, None]:
        """Yield the reply piece by piece and report the call; see `ChatModel.stream`.

        The span lasts as long as the stream is read, so a slow reader shows in it.
        """
        started = time.perf_counter()
        reason: FinishReason | None = None
        usage: Usage | None = None
        waiting = True
        # The span is not made the current one: between two chunks the caller's code runs, and
        # its spans must not become children of this call.
        with self._telemetry.operation(
            "stream",
            self._attributes(messages, options, stream=True),
            span_name=f"chat {self.model}",
            kind=SpanKind.CLIENT,
            current=False,
        ) as span:
            async with aclosing(self._inner.stream(messages, **options)) as chunks:
                async for chunk in chunks:
                    if waiting:
                        waiting = False
                        self._report_first_chunk(span, time.perf_counter() - started)
                    reason = chunk.finish_reason or reason
                    usage = chunk.usage or usage
                    yield chunk
            self._report(span, reason, usage)

    async def aclose(self) -> None:
        """Close the model beneath."""
        await self._inner.aclose()

    def _attributes(
        self, messages: Sequence[Message], options: CallOptions, *, stream: bool
    ) -> dict[str, AttributeValue]:
        attributes: dict[str, AttributeValue] = {
            **self._labels,
            names.GEN_AI_REQUEST_STREAM: stream,
        }
        temperature = options.get("temperature")
        if temperature is not None:
            attributes[names.GEN_AI_REQUEST_TEMPERATURE] = temperature
        limit = options.get("max_output_tokens")
        if limit is not None:
            attributes[names.GEN_AI_REQUEST_MAX_TOKENS] = limit
        if images := images_of(messages):
            attributes[names.REQUEST_IMAGE_COUNT] = len(images)
            attributes[names.REQUEST_IMAGE_BYTES] = sum(len(image.data) for image in images)
        return attributes

    def _report_first_chunk(self, span: Span, seconds: float) -> None:
        self._first_chunk.record(seconds, self._labels)
        span.set_attribute(names.GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK, seconds)

    def _report(self, span: Span, reason: FinishReason | None, usage: Usage | None) -> None:
        if reason is not None:
            span.set_attribute(names.GEN_AI_RESPONSE_FINISH_REASONS, (reason,))
        if usage is None:
            return
        for kind, attribute, tokens in (
            ("input", names.GEN_AI_USAGE_INPUT_TOKENS, usage.input_tokens),
            ("output", names.GEN_AI_USAGE_OUTPUT_TOKENS, usage.output_tokens),
        ):
            span.set_attribute(attribute, tokens)
            self._tokens.record(tokens, {**self._labels, names.GEN_AI_TOKEN_TYPE: kind})


def instrumented(
    model: ChatModel,
    *,
    tracer_provider: TracerProvider | None = None,
    meter_provider: MeterProvider | None = None,
) -> InstrumentedChatModel:
    """Return a model that reports every call to another one.

    Put it outside of `with_retries` to see what the caller waits for, inside to see each attempt.

    Args:
        model: The model to call.
        tracer_provider: Where spans go; None stands for the one set for the whole process.
        meter_provider: Where metrics go; None likewise.
    """
    telemetry = Telemetry("chat", tracer_provider=tracer_provider, meter_provider=meter_provider)
    return InstrumentedChatModel(model, telemetry)
