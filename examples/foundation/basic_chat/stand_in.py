"""What answers when no provider is chosen: a few rules that see only what is sent to them.

It is no model. It computes its reply from the messages of the request, so what you leave out it
cannot know, and in that one respect it behaves as a model does.
"""

import re
from collections.abc import Sequence

from llmkit import Message, Reply, Script

ABOUT_TOKENS = "A token is a word or a part of one. Models read, write and charge by tokens."
_NAME = re.compile(r"my name is (\w+)", re.IGNORECASE)


def answer(messages: Sequence[Message]) -> Reply:
    """Reply to the last message, from the messages alone."""
    text = _answer_text(messages[-1].content, messages)
    if any(each.role == "system" and "one sentence" in each.content for each in messages):
        text = text.split(". ")[0].rstrip(".") + "."
    return Reply(text)


def _answer_text(question: str, messages: Sequence[Message]) -> str:
    if told := _NAME.search(question):
        return f"Nice to meet you, {told[1]}."
    if "my name" in question.lower():
        return _recall_name(messages)
    if "token" in question.lower():
        return ABOUT_TOKENS
    return f"I am a stand-in without a model. You sent me {len(messages)} message(s)."


def _recall_name(messages: Sequence[Message]) -> str:
    """Look the name up in what the user said, the latest first."""
    for message in reversed(messages):
        if message.role == "user" and (told := _NAME.search(message.content)):
            return f"Your name is {told[1]}."
    return "I do not know your name: no message that I was sent says it."


SCRIPT = Script(otherwise=answer)
"""A script without fixed replies: each one is computed by `answer`."""
