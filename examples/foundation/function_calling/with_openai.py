"""Function calling in OpenAI's format, with OpenAI's SDK and nothing between."""

from collections.abc import Sequence

from llmkit import FinishReason, MalformedReplyError, Tool, ToolCall
from llmkit.tools import ToolResult, TooManyRoundsError, trusted_calls
from openai import AsyncOpenAI
from openai.types.chat import (
    ChatCompletion,
    ChatCompletionAssistantMessageParam,
    ChatCompletionFunctionToolParam,
    ChatCompletionMessageParam,
    ChatCompletionToolMessageParam,
)

from examples.foundation.function_calling.call_handler import Toolbox
from examples.foundation.function_calling.parsed_reply import ParsedReply


def definition(tool: Tool) -> ChatCompletionFunctionToolParam:
    """Return a tool as the request holds it: the schema is called `parameters`."""
    return {
        "type": "function",
        "function": {
            "name": tool.name,
            "description": tool.description,
            "parameters": dict(tool.parameters),
        },
    }


def parse(reply: ChatCompletion) -> ParsedReply:
    """Return what a reply says; the arguments of its calls are JSON text already.

    Raises:
        MalformedReplyError: There is nothing in it.
    """
    if not reply.choices:
        raise MalformedReplyError("openai.parse", "it has no choices")
    choice = reply.choices[0]
    calls = tuple(
        ToolCall(call.id, call.function.name, call.function.arguments)
        for call in choice.message.tool_calls or ()
        if call.type == "function"
    )
    return ParsedReply(choice.message.content or "", calls, finish_reason(choice.finish_reason))


def finish_reason(reason: str) -> FinishReason:
    """Return why a reply ended; what we do not know counts as a normal end."""
    match reason:
        case "length" | "content_filter" | "tool_calls":
            return reason
        case _:
            return "stop"


def asked_turn(reply: ParsedReply) -> ChatCompletionAssistantMessageParam:
    """Return the model's own turn, which has to go back before its results."""
    return {
        "role": "assistant",
        "content": reply.text or None,
        "tool_calls": [
            {
                "id": call.id,
                "type": "function",
                "function": {"name": call.name, "arguments": call.arguments},
            }
            for call in reply.calls
        ],
    }


def result_turns(results: Sequence[ToolResult]) -> list[ChatCompletionToolMessageParam]:
    """Return the results: a turn for each, in the role `tool`."""
    return [
        {"role": "tool", "tool_call_id": result.call.id, "content": result.content}
        for result in results
    ]


async def ask(
    client: AsyncOpenAI, toolbox: Toolbox, question: str, *, model: str, rounds: int = 5
) -> str:
    """Return the answer of a model that may call functions on its way.

    Raises:
        TooManyRoundsError: It asked for functions in each round.
        ReplyCutError: A reply with calls in it was cut.
    """
    tools = [definition(tool) for tool in toolbox.specifications()]
    turns: list[ChatCompletionMessageParam] = [{"role": "user", "content": question}]
    for used in range(1, rounds + 1):
        reply = parse(
            await client.chat.completions.create(model=model, messages=turns, tools=tools)
        )
        calls = trusted_calls(reply.calls, reply.finish_reason, operation="ask")
        if not calls:
            return reply.text
        if used < rounds:
            turns += [asked_turn(reply), *result_turns(await toolbox.answer(calls))]
    raise TooManyRoundsError("ask", rounds)
