"""Show what was found to a model, pictures included, and check what it cites."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from llmkit import ChatModel, Image, Message, Usage

from examples.rag.multimodal.corpus import Passage, Picture
from examples.rag.multimodal.retriever import Found, Query

RULES = (
    "You answer guests of a mountain hut. Answer from the sources alone, and cite each that you "
    "used by its name in square brackets. If they do not hold the answer, say: I do not know."
)
_CITATION = re.compile(r"\[([a-z][a-z0-9-]*)\]")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model said about what it was shown."""

    text: str
    """Its words."""
    cited: tuple[str, ...]
    """The sources that it cites and was shown, each once, in the order of the text."""
    invented: tuple[str, ...]
    """What it cites and was not shown. Such an answer should not reach anybody unread."""
    usage: Usage
    """The tokens of the call."""


def compose(query: Query, found: Sequence[Found], *, max_pictures: int = 2) -> list[Message]:
    """Return the messages that ask a model.

    Each picture costs as much as a page of text, so only the best go along. The others are there
    with their words.

    Args:
        query: What was asked. Its photograph is sent first.
        found: What was retrieved, the best first.
        max_pictures: How many of the pictures that were found are sent.
    """
    images: list[Image] = []
    lines: list[str] = []
    if query.photo is not None:
        images.append(query.photo)
        lines.append("Image 1 is the guest's photograph.")
    lines.append("Sources:")
    sent = 0
    for one in found:
        item = one.item
        if isinstance(item, Passage):
            lines.append(f"[{item.name}] {item.text}")
        elif sent < max_pictures:
            sent += 1
            images.append(item.image)
            lines.append(f"[{item.name}] Image {len(images)}. {item.caption}.")
        else:
            lines.append(f"[{item.name}] A picture that is not sent. {_in_words(item)}")
    lines.append(f"Question: {query.text or 'What is this, and what should I know about it?'}")
    return [Message.system(RULES), Message.user("\n".join(lines), images=images)]


async def answer(
    model: ChatModel, query: Query, found: Sequence[Found], *, max_pictures: int = 2
) -> Answer:
    """Return a model's answer, with its citations checked.

    Args:
        model: Whom to ask; it must be able to see.
        query: What was asked.
        found: What was retrieved, the best first.
        max_pictures: How many of the pictures that were found are sent.

    Raises:
        VisionUnsupportedError: There are images and the model takes text alone.
        ProviderError: The call failed.
    """
    messages = compose(query, found, max_pictures=max_pictures)
    reply = await model.complete(messages, temperature=0.0, max_output_tokens=300)
    shown = {one.item.name for one in found}
    named = tuple(dict.fromkeys(_CITATION.findall(reply.text)))
    return Answer(
        reply.text,
        tuple(name for name in named if name in shown),
        tuple(name for name in named if name not in shown),
        reply.usage,
    )


def _in_words(picture: Picture) -> str:
    return " ".join(f"{text}." for text in picture.texts())
