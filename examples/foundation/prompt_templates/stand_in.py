"""What answers when no provider is chosen: a search for words, and no model.

It reads the messages that were sent and nothing else: the text between the markers, and the
question below it. It picks the sentence that shares most words with the question. So its reply
shows whether the text and the question arrived where the template puts them. It says nothing about
how good the prompt is.
"""

import re
from collections.abc import Sequence

from llmkit import Message, Reply, Script

_ASKED = re.compile(r"<([a-z0-9_-]+)>\n(?P<text>.*)\n</\1>\s*Question: (?P<question>.*)", re.DOTALL)
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?])\s+")
NOT_SAID = "The text does not say."


def answer(messages: Sequence[Message]) -> Reply:
    """Reply to the last message with a sentence from the text in it."""
    asked = _ASKED.search(messages[-1].content)
    if asked is None:
        return Reply(f"I am a stand-in without a model. You sent me {len(messages)} messages.")
    wanted = _words(asked["question"])
    sentences = _BETWEEN_SENTENCES.split(asked["text"])
    best = max(sentences, key=lambda each: len(_words(each) & wanted))
    return Reply(best if _words(best) & wanted else NOT_SAID)


def _words(text: str) -> set[str]:
    """Return the words that carry meaning, roughly: those of four letters and more."""
    return {word for word in re.findall(r"\w+", text.lower()) if len(word) >= 4}


SCRIPT = Script(otherwise=answer)
"""A script without fixed replies: each one is computed by `answer`."""
