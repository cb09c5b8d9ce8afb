"""The text that a model really reads: the templates of Llama 3.1 and Mistral Nemo, written out.

Both are cut down to what a conversation with tools needs. They are compared with the originals in
the tests: Llama's with the template that vLLM keeps for it, Mistral's with mistral-common 1.13.1.
"""

import json
from collections.abc import Sequence

from llmkit import Message, Tool

LLAMA_HEAD = "Cutting Knowledge Date: December 2023\nToday Date: {today}\n\n"
"""What Llama was trained to find before its instructions."""


def llama_prompt(messages: Sequence[Message], *, today: str) -> str:
    """Return a conversation as Llama 3.1 reads it; the list of tools is left out.

    Args:
        messages: The conversation, oldest first; it begins with instructions.
        today: The date, as in `26 Jul 2024`.
    """
    turns = [_llama_turn("system", LLAMA_HEAD.format(today=today) + messages[0].content)]
    for message in messages[1:]:
        match message.role:
            case "tool":
                turns.append(_llama_turn("ipython", json.dumps({"output": message.content})))
            case "assistant" if message.tool_calls:
                # There is room for one call in a turn: the model was trained on no more.
                (call,) = message.tool_calls
                asked = {"name": call.name, "parameters": call.parsed()}
                turns.append(_llama_turn("assistant", json.dumps(asked)))
            case role:
                turns.append(_llama_turn(role, message.content.strip()))
    return f"<|begin_of_text|>{''.join(turns)}<|start_header_id|>assistant<|end_header_id|>\n\n"


def _llama_turn(role: str, text: str) -> str:
    return f"<|start_header_id|>{role}<|end_header_id|>\n\n{text}<|eot_id|>"


def mistral_prompt(messages: Sequence[Message], tools: Sequence[Tool] = ()) -> str:
    """Return a conversation as Mistral Nemo reads it.

    There is no turn for instructions: they stand at the head of the last question, and the tools
    before it, so both move down with each question that is asked.

    Args:
        messages: The conversation, oldest first.
        tools: What the model may ask for.
    """
    system = "\n\n".join(message.content for message in messages if message.role == "system")
    last = max(index for index, message in enumerate(messages) if message.role == "user")
    parts = ["<s>"]
    for index, message in enumerate(messages):
        match message.role:
            case "user" if index == last:
                parts.append(_mistral_tools(tools))
                question = f"{system}\n\n{message.content}" if system else message.content
                parts.append(f"[INST]{question}[/INST]")
            case "user":
                parts.append(f"[INST]{message.content}[/INST]")
            case "assistant" if message.tool_calls:
                asked = [
                    {"name": call.name, "arguments": call.parsed(), "id": call.id}
                    for call in message.tool_calls
                ]
                parts.append(f"[TOOL_CALLS]{json.dumps(asked)}</s>")
            case "assistant":
                parts.append(f"{message.content}</s>")
            case "tool":
                result = {"content": message.content, "call_id": message.tool_call_id}
                parts.append(f"[TOOL_RESULTS]{json.dumps(result)}[/TOOL_RESULTS]")
    return "".join(parts)


def _mistral_tools(tools: Sequence[Tool]) -> str:
    if not tools:
        return ""
    told = [
        {
            "type": "function",
            "function": {
                "name": tool.name,
                "description": tool.description,
                "parameters": dict(tool.parameters),
            },
        }
        for tool in tools
    ]
    return f"[AVAILABLE_TOOLS]{json.dumps(told)}[/AVAILABLE_TOOLS]"


def shared_start(earlier: str, later: str) -> int:
    """Return how many characters two prompts have in common from their start.

    A server that keeps the work done for a prompt can spare as much of the next one, and no more.
    """
    same = 0
    for one, other in zip(earlier, later, strict=False):
        if one != other:
            break
        same += 1
    return same
