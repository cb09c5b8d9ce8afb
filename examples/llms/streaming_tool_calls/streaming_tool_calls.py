"""Stream a conversation in which the model may stop to have tools called."""

from collections.abc import AsyncGenerator, Awaitable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import TypeVar

from llmkit import ChatModel, Chunk, FinishReason, Message, ToolCall, Usage
from llmkit.instrumented import instrumented
from llmkit.telemetry import Telemetry
from llmkit.tools import ToolResult, ToolRunner, Toolset, TooManyRoundsError, trusted_calls
from opentelemetry import trace
from opentelemetry.metrics import MeterProvider
from opentelemetry.trace import Span, TracerProvider

from examples.llms.streaming_tool_calls.assemble import StreamedReply

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class TextPiece:
    """The next piece of what the model says."""

    text: str


@dataclass(frozen=True, slots=True)
class ToolsRequested:
    """The model has stopped and waits for these calls."""

    calls: tuple[ToolCall, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    """The answer is complete."""

    conversation: tuple[Message, ...]
    """All turns, with which the next question can be asked."""
    rounds: int
    """How many replies it took."""
    usage: Usage
    """The tokens of all rounds together."""
    finish_reason: FinishReason | None
    """Why the last reply ended; `length` says that the answer was cut."""


Event = TextPiece | ToolsRequested | ToolResult | Finished


@dataclass(frozen=True, slots=True)
class Limits:
    """What a conversation may take; every one has a default, for each is reached one day."""

    rounds: int = 5
    """How many replies to read for one question."""
    output_tokens: int | None = None
    """The longest reply to accept; None leaves it to the provider."""
    chunk_seconds: float = 30.0
    """How long to wait for each next chunk."""
    tool_seconds: float = 10.0
    """How long each tool call may take."""
    tools_at_once: int = 8
    """How many tool calls run at the same time."""


class StreamingToolChat:
    """Answer questions with the help of tools, and show everything as it happens.

    Args:
        model: The model to ask.
        toolset: The tools it may use.
        limits: When to stop.
        tracer_provider: Where spans go; None stands for the one set for the whole process.
        meter_provider: Where metrics go; None likewise.
    """

    def __init__(
        self,
        model: ChatModel,
        toolset: Toolset,
        *,
        limits: Limits | None = None,
        tracer_provider: TracerProvider | None = None,
        meter_provider: MeterProvider | None = None,
    ) -> None:
        self._limits = limits or Limits()
        self._telemetry = Telemetry(
            "tool_chat", tracer_provider=tracer_provider, meter_provider=meter_provider
        )
        self._model = instrumented(
            model, tracer_provider=tracer_provider, meter_provider=meter_provider
        )
        self._toolset = toolset
        self._runner = ToolRunner(
            toolset,
            telemetry=self._telemetry,
            seconds=self._limits.tool_seconds,
            at_once=self._limits.tools_at_once,
        )

    async def ask(self, messages: Sequence[Message]) -> AsyncGenerator[Event, None]:
        """Yield what happens until the model has answered.

        Raises:
            TooManyRoundsError: The model asked for tools in every round.
            ReplyCutError: A reply that asked for tools was cut.
            ProviderError: A call to the model failed, possibly after some events.
        """
        conversation = list(messages)
        usage = Usage()
        with self._telemetry.operation("ask", current=False) as span:
            for rounds in range(1, self._limits.rounds + 1):
                reply = StreamedReply()
                async with aclosing(self._stream(conversation, span)) as chunks:
                    async for chunk in chunks:
                        reply.add(chunk)
                        if chunk.text:
                            yield TextPiece(chunk.text)
                message = reply.message()
                conversation.append(message)
                usage += reply.usage
                calls = trusted_calls(
                    message.tool_calls, reply.finish_reason, operation="tool_chat.ask"
                )
                if not calls:
                    yield Finished(tuple(conversation), rounds, usage, reply.finish_reason)
                    return
                yield ToolsRequested(calls)
                for result in await _within(span, self._runner.run(calls)):
                    conversation.append(result.message())
                    yield result
            raise TooManyRoundsError("tool_chat.ask", self._limits.rounds)

    async def _stream(
        self, conversation: Sequence[Message], span: Span
    ) -> AsyncGenerator[Chunk, None]:
        stream = self._model.stream(
            conversation,
            tools=self._toolset.specifications(),
            max_output_tokens=self._limits.output_tokens,
            timeout=self._limits.chunk_seconds,
        )
        async with aclosing(stream) as chunks:
            while (chunk := await _within(span, anext(chunks, None))) is not None:
                yield chunk


async def _within(span: Span, work: Awaitable[Value]) -> Value:
    """Await something whose spans are to be children of a span.

    The span must not stay current while `ask` yields: what runs then is our caller's code.
    """
    with trace.use_span(span, record_exception=False, set_status_on_exception=False):
        return await work
