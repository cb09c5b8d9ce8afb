"""Ask about pictures, pass the words on as they come, and time the first of them."""

import time
from collections.abc import Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from llmkit import ChatModel, Message, ReplyBuilder, Usage, VisionUnsupportedError

from examples.multimodal.streaming_providers.in_words import in_words
from examples.multimodal.streaming_providers.streaming_providers import Form


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, and when it came."""

    text: str
    """All of it."""
    form: Form
    """How the pictures were sent."""
    first: float | None
    """Seconds to the first words; None when there were none."""
    total: float
    """Seconds to the end."""
    usage: Usage
    """What the provider counted."""


@dataclass(frozen=True, slots=True)
class Listener:
    """Who asks: where the words go, and what times them."""

    write: Callable[[str], object]
    """Gets each piece of text as it comes."""
    answer_tokens: int = 120
    """The longest answer to accept."""
    now: Callable[[], float] = time.perf_counter
    """The clock, in seconds."""


async def ask(model: ChatModel, messages: Sequence[Message], listener: Listener) -> Answer:
    """Stream an answer about pictures; tell them in words if the model turns out to be blind.

    llmkit refuses a blind model before anything is sent, so nothing is paid twice.

    Args:
        model: Whom to ask.
        messages: The conversation with its pictures.
        listener: Who gets the words.

    Raises:
        NoDescriptionError: The model is blind and a picture has no description.
        ProviderError: The call failed.
    """
    sent: Form = "pictures" if any(each.images for each in messages) else "words"
    try:
        return await stream(model, messages, sent, listener)
    except VisionUnsupportedError:
        told = in_words(messages)
    return await stream(model, told, "words", listener)


async def stream(
    model: ChatModel, messages: Sequence[Message], form: Form, listener: Listener
) -> Answer:
    """Stream one answer and time it.

    Args:
        model: Whom to ask.
        messages: What to send.
        form: How pictures are in it, for the record.
        listener: Who gets the words.
    """
    received = ReplyBuilder()
    first: float | None = None
    started = listener.now()
    chunks = model.stream(messages, max_output_tokens=listener.answer_tokens)
    async with aclosing(chunks):
        async for chunk in chunks:
            if chunk.text:
                # The first text counts: some providers send an empty chunk well before it.
                first = listener.now() - started if first is None else first
                listener.write(chunk.text)
            received.add(chunk)
    total = listener.now() - started
    reply = received.completion(provider=model.provider, model=model.model)
    return Answer(reply.text, form, first, total, reply.usage)
