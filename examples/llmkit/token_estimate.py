"""Estimate token counts without a tokenizer, for the simulated provider and its wire server.

A real tokenizer belongs to one model. These numbers are a rule of thumb for English text (about
four characters a token) and carry no claim beyond "longer costs more"; real providers report
their own counts, and llmkit never mixes the two.
"""

import json
import re
from collections.abc import Sequence

from llmkit.image_tokens import estimate_image_tokens
from llmkit.messages import Message, Tool, ToolCall

CHARACTERS_PER_TOKEN = 4
TOKENS_PER_MESSAGE = 3
"""What the role and the separators around a message cost."""

_WORD_LIKE = re.compile(r"\s*\S{1,12}|\s+$")


def split_tokens(text: str) -> tuple[str, ...]:
    """Cut a text into word-like pieces that join to the same text.

    Each piece keeps the white space before it, as the tokens of real models do; long words are
    cut every twelve characters.
    """
    return tuple(_WORD_LIKE.findall(text))


def estimate_tokens(text: str) -> int:
    """Return about how many tokens a text has: a token for every four characters, rounded up."""
    return -(-len(text) // CHARACTERS_PER_TOKEN)


def estimate_input_tokens(
    messages: Sequence[Message],
    tools: Sequence[Tool] = (),
    *,
    provider: str = "simulated",
    model: str = "",
) -> int:
    """Return about how many tokens a conversation and the tools offered with it have.

    Args:
        messages: The conversation.
        tools: The tools.
        provider: Whose rule counts images; see `llmkit.image_tokens`.
        model: The model, where that rule depends on it.
    """
    spoken = sum(
        TOKENS_PER_MESSAGE
        + estimate_tokens(message.content)
        + estimate_tool_call_tokens(message.tool_calls)
        + sum(estimate_image_tokens(image, provider, model) for image in message.images)
        for message in messages
    )
    offered = sum(
        estimate_tokens(tool.name + tool.description + json.dumps(dict(tool.parameters)))
        for tool in tools
    )
    return spoken + offered


def estimate_tool_call_tokens(calls: Sequence[ToolCall]) -> int:
    """Return about how many tokens a model spends on asking for these tools."""
    return sum(estimate_tokens(call.name + call.arguments) for call in calls)
