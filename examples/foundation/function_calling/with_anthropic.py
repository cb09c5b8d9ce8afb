"""Function calling in Anthropic's format, with Anthropic's SDK and nothing between."""

import json
from collections.abc import Sequence

from anthropic import AsyncAnthropic
from anthropic.types import (
    Message,
    MessageParam,
    TextBlockParam,
    ToolParam,
    ToolResultBlockParam,
    ToolUseBlockParam,
)
from llmkit import FinishReason, Tool, ToolCall
from llmkit.tools import ToolResult, TooManyRoundsError, trusted_calls

from examples.foundation.function_calling.call_handler import Toolbox
from examples.foundation.function_calling.parsed_reply import ParsedReply


def definition(tool: Tool) -> ToolParam:
    """Return a tool as the request holds it: the schema is called `input_schema`."""
    return {
        "name": tool.name,
        "description": tool.description,
        "input_schema": dict(tool.parameters),
    }


def parse(reply: Message) -> ParsedReply:
    """Return what a reply says: text and calls are blocks of one list, in any order."""
    text = "".join(block.text for block in reply.content if block.type == "text")
    calls = tuple(
        # Here the arguments are an object already; as text they go the same way as OpenAI's.
        ToolCall(block.id, block.name, json.dumps(block.input))
        for block in reply.content
        if block.type == "tool_use"
    )
    return ParsedReply(text, calls, finish_reason(reply.stop_reason))


def finish_reason(reason: str | None) -> FinishReason:
    """Return why a reply ended; what we do not know counts as a normal end."""
    match reason:
        case "tool_use":
            return "tool_calls"
        case "max_tokens" | "model_context_window_exceeded":
            return "length"
        case "refusal":
            return "content_filter"
        case _:
            return "stop"


def asked_turn(reply: ParsedReply) -> MessageParam:
    """Return the model's own turn, which has to go back before its results."""
    # A block of empty text is refused.
    said: list[TextBlockParam] = [{"type": "text", "text": reply.text}] if reply.text else []
    asked: list[ToolUseBlockParam] = [
        {"type": "tool_use", "id": call.id, "name": call.name, "input": call.parsed()}
        for call in reply.calls
    ]
    return {"role": "assistant", "content": [*said, *asked]}


def result_turn(results: Sequence[ToolResult]) -> MessageParam:
    """Return the results: blocks of one turn of the user, and a field that marks failures."""
    blocks: list[ToolResultBlockParam] = [
        {
            "type": "tool_result",
            "tool_use_id": result.call.id,
            "content": result.content,
            "is_error": result.failure is not None,
        }
        for result in results
    ]
    return {"role": "user", "content": blocks}


async def ask(
    client: AsyncAnthropic, toolbox: Toolbox, question: str, *, model: str, rounds: int = 5
) -> str:
    """Return the answer of a model that may call functions on its way.

    Raises:
        TooManyRoundsError: It asked for functions in each round.
        ReplyCutError: A reply with calls in it was cut.
    """
    tools = [definition(tool) for tool in toolbox.specifications()]
    turns: list[MessageParam] = [{"role": "user", "content": question}]
    for used in range(1, rounds + 1):
        reply = parse(
            await client.messages.create(model=model, max_tokens=1024, messages=turns, tools=tools)
        )
        calls = trusted_calls(reply.calls, reply.finish_reason, operation="ask")
        if not calls:
            return reply.text
        if used < rounds:
            turns += [asked_turn(reply), result_turn(await toolbox.answer(calls))]
    raise TooManyRoundsError("ask", rounds)
