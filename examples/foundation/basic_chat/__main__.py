"""Run the tour, or with `--chat` the chatbot: `python -m examples.foundation.basic_chat --chat`."""

import asyncio
import sys

from llmkit import ChatModel, LLMKitError, chat_model, with_retries
from llmkit.instrumented import instrumented

from examples.foundation.basic_chat.basic_chat import (
    first_call,
    show,
    with_instructions,
    with_limit,
)
from examples.foundation.basic_chat.conversation import Conversation
from examples.foundation.basic_chat.stand_in import SCRIPT
from examples.foundation.basic_chat.terminal import chat, played_lines, reason, typed_lines


async def tour(model: ChatModel) -> None:
    """Show each step once."""
    show("One message", await first_call(model))
    show("With a system message", await with_instructions(model))
    show("With a limit of 12 tokens", await with_limit(model))
    print("A conversation")
    lines = played_lines(["My name is Ada.", "What is a token?", "What is my name?"])
    await chat(Conversation(model, "Answer in one sentence."), lines)
    print("\nThe same question in a new conversation")
    await chat(Conversation(model, "Answer in one sentence."), played_lines(["What is my name?"]))


async def main() -> None:
    """Use the provider that LLMKIT_PROVIDER names, or the stand-in."""
    async with instrumented(with_retries(chat_model(script=SCRIPT))) as model:
        if "--chat" in sys.argv[1:]:
            await chat(Conversation(model), typed_lines())
        else:
            await tour(model)


try:
    asyncio.run(main())
except LLMKitError as error:
    sys.exit(reason(error))
