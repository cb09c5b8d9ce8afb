"""Send what a picture shows in words, to a model that cannot see it."""

from collections.abc import Sequence
from dataclasses import replace

from llmkit import Image, InvalidRequestError, Message


class NoDescriptionError(InvalidRequestError):
    """Pictures have to be told in words, and nobody has written what they show."""

    code = "no_description"
    sentence = "a picture has no description"


def in_words(messages: Sequence[Message]) -> list[Message]:
    """Return a conversation in which each picture is replaced by its description.

    The model is told that it reads a description, so that it does not claim to have looked.

    Args:
        messages: The conversation.

    Raises:
        NoDescriptionError: A picture has no `alt`; all of them are named.
    """
    images = [image for message in messages for image in message.images]
    silent = [str(number) for number, image in enumerate(images, 1) if not image.alt.strip()]
    if silent:
        told = f"number {', '.join(silent)} of {len(images)}; set alt, or choose a model that sees"
        raise NoDescriptionError("in_words", told)
    return [_told(message) if message.images else message for message in messages]


def _told(message: Message) -> Message:
    lines = [_line(number, image) for number, image in enumerate(message.images, 1)]
    return replace(message, content="\n".join([*lines, message.content]).strip(), images=())


def _line(number: int, image: Image) -> str:
    return f"[Picture {number} is not shown. Its description by the sender: {image.alt.strip()}]"
