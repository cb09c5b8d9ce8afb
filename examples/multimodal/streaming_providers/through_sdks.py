"""Send what was chosen through each official SDK, over HTTP, and stream the answer.

The server on the other side is llmkit's: it takes requests in the format of each provider, and what
it says is scripted. It answers only if the very bytes that were sent have arrived.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from llmkit import Message, Reply, Script, chat_model
from llmkit.instrumented import instrumented
from llmkit.script import last_user_images
from llmkit.wire import WireServer

from examples.multimodal.streaming_providers.streamed import Answer, Listener, ask
from examples.multimodal.streaming_providers.streaming_providers import Offer

CHUNK_DELAY = 0.02
"""Seconds between two events of a stream: about the 50 tokens a second of a hosted model."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One question on the wire, and its answer."""

    path: str
    """Where the SDK posted to."""
    body_bytes: int
    """The body of the request, as HTTP counted it."""
    body: Mapping[str, Any] = field(repr=False)
    """The body itself, as the SDK wrote it."""
    answer: Answer
    """What came back."""


async def through_sdk(
    offer: Offer,
    reply: str,
    *,
    write: Callable[[str], object] = lambda _: None,
    chunk_delay: float = CHUNK_DELAY,
) -> Sent:
    """Ask one candidate through its SDK.

    Args:
        offer: Whom to ask, and what to send.
        reply: What the server answers when the pictures have arrived.
        write: Gets each piece of text as it comes.
        chunk_delay: Seconds between two events of the stream.

    Raises:
        InvalidRequestError: What arrived was something else than what was sent.
    """
    script = Script.of(Reply(reply, when=arrived(offer.messages)))
    with WireServer(script, chunk_delay=chunk_delay) as server:
        model = chat_model(
            offer.candidate.provider,
            model=offer.candidate.model,
            api_key="wire",
            base_url=server.base_url(offer.candidate.provider),
        )
        # Reports each call through OpenTelemetry, where an application has set it up.
        async with instrumented(model) as model:
            answer = await ask(model, offer.messages, Listener(write))
        (request,) = server.requests
    size = int(request.headers["content-length"])
    return Sent(request.path, size, request.body, answer)


def arrived(sent: Sequence[Message]) -> Callable[[Sequence[Message]], bool]:
    """Return a check that the same words and the same bytes came, whatever the format."""
    expected = [image.data for image in last_user_images(sent)]

    def check(received: Sequence[Message]) -> bool:
        same_words = received[-1].content == sent[-1].content
        return same_words and [one.data for one in last_user_images(received)] == expected

    return check
