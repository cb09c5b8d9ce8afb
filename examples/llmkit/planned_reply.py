"""A scripted reply fitted to one request, and the chunks that it streams as."""

from collections.abc import Iterator
from dataclasses import dataclass

from llmkit.chat_request import ChatRequest
from llmkit.messages import Chunk, FinishReason, ToolCall, ToolCallDelta, Usage
from llmkit.script import Fault, Reply
from llmkit.token_estimate import (
    estimate_input_tokens,
    estimate_tokens,
    estimate_tool_call_tokens,
    split_tokens,
)


@dataclass(frozen=True, slots=True)
class PlannedReply:
    """A reply fitted to a request: stop texts and the token limit are applied."""

    tokens: tuple[str, ...]
    """The text in word-like pieces."""
    tool_calls: tuple[ToolCall, ...]
    """The tools it asks for."""
    finish_reason: FinishReason
    """Why it ends."""
    usage: Usage
    """What it costs."""
    fault: Fault | None
    """What goes wrong, if anything."""

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(self.tokens)


def plan_reply(
    reply: Reply, request: ChatRequest, *, provider: str = "simulated", model: str = ""
) -> PlannedReply:
    """Fit a reply to a request, as a model would that honours its options.

    A stop text ends the reply before it; `max_output_tokens` cuts it, counted in pieces, and the
    finish reason says so.

    Args:
        reply: What to say.
        request: What was asked.
        provider: Whose rule counts the tokens of images.
        model: The model, where that rule depends on it.
    """
    reason: FinishReason = reply.finish_reason or ("tool_calls" if reply.tool_calls else "stop")
    text = reply.text
    for stop in request.stop:
        text = text.split(stop, 1)[0]
    tokens = split_tokens(text)
    if request.max_output_tokens is not None and len(tokens) > request.max_output_tokens:
        tokens, reason = tokens[: request.max_output_tokens], "length"
    usage = reply.usage or Usage(
        estimate_input_tokens(request.messages, request.tools, provider=provider, model=model),
        estimate_tokens("".join(tokens)) + estimate_tool_call_tokens(reply.tool_calls),
    )
    return PlannedReply(tokens, reply.tool_calls, reason, usage, reply.fault)


def split_arguments(arguments: str, *, size: int = 8) -> tuple[str, ...]:
    """Cut the JSON text of a tool call into the fragments that a stream sends."""
    return tuple(arguments[start : start + size] for start in range(0, len(arguments), size))


def reply_chunks(reply: PlannedReply) -> Iterator[Chunk]:
    """Yield a reply as a provider streams it: text, fragments of tool calls, then the end."""
    for token in reply.tokens:
        yield Chunk(text=token)
    for index, call in enumerate(reply.tool_calls):
        yield Chunk(tool_calls=(ToolCallDelta(index, call.id, call.name),))
        for arguments in split_arguments(call.arguments):
            yield Chunk(tool_calls=(ToolCallDelta(index, arguments=arguments),))
    yield Chunk(finish_reason=reply.finish_reason, usage=reply.usage)
