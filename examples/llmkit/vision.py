"""Whether a model can take the images of a conversation, told before anything is sent.

The limits are those of the providers' documentation in 2026: Anthropic, "Vision"; OpenAI, "Images
and vision"; Amazon Bedrock, "Message" of Converse. Ollama documents none but the formats that its
command line takes. Accounts and platforms may have others: what they refuse is told as any refusal.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from llmkit.errors import InvalidImageError, VisionUnsupportedError
from llmkit.image_headers import MediaType
from llmkit.images import Image
from llmkit.messages import Message
from llmkit.models import has_vision

ALL_FORMATS: tuple[MediaType, ...] = ("image/gif", "image/jpeg", "image/png", "image/webp")


@dataclass(frozen=True, slots=True)
class ImageLimits:
    """What a provider takes; None is no limit."""

    media_types: tuple[MediaType, ...] = ALL_FORMATS
    """The formats."""
    image_bytes: int | None = None
    """The largest image, in bytes."""
    total_bytes: int | None = None
    """All images of one request together, in bytes."""
    images: int | None = None
    """The most images in one request."""
    longest_edge: int | None = None
    """The longest side of an image, in pixels."""
    many: int | None = None
    """With more images than these a stricter limit holds for the sides."""
    longest_edge_of_many: int | None = None
    """That limit, in pixels."""

    def edge_of(self, images: int) -> int | None:
        """Return the longest side, in pixels, that holds for a number of images."""
        many = self.many is not None and images > self.many
        return self.longest_edge_of_many if many else self.longest_edge


IMAGE_LIMITS: Mapping[str, ImageLimits] = MappingProxyType(
    {
        # An image may have 5 MB and the request 32 MB, both in base64: four bytes for three.
        "anthropic": ImageLimits(
            image_bytes=3_750_000,
            total_bytes=24_000_000,
            images=100,
            longest_edge=8000,
            many=20,
            longest_edge_of_many=2000,
        ),
        "bedrock": ImageLimits(image_bytes=3_750_000, images=20, longest_edge=8000),
        "ollama": ImageLimits(media_types=("image/jpeg", "image/png", "image/webp")),
        "openai": ImageLimits(image_bytes=20_000_000, total_bytes=50_000_000, images=500),
    }
)
"""Provider to limits; a provider that is not here has none that we know."""


def images_of(messages: Sequence[Message]) -> tuple[Image, ...]:
    """Return all images of a conversation; each call sends all of them again."""
    return tuple(image for message in messages for image in message.images)


def check_images(provider: str, model: str, messages: Sequence[Message]) -> None:
    """Refuse images that a model cannot see or that its provider would not take.

    Args:
        provider: The provider that would be asked.
        model: The model that would be asked.
        messages: The conversation.

    Raises:
        VisionUnsupportedError: There are images and the model takes text alone.
        InvalidImageError: They break limits of the provider; all of them are named.
    """
    images = images_of(messages)
    if not images:
        return
    if has_vision(provider, model) is False:
        advice = "choose a model with vision, or send a description instead"
        raise VisionUnsupportedError(f"{provider}.images", f"{model} takes text alone; {advice}")
    if problems := list(_problems(images, IMAGE_LIMITS.get(provider, ImageLimits()))):
        raise InvalidImageError(f"{provider}.images", "; ".join(problems))


def _problems(images: Sequence[Image], limits: ImageLimits) -> Iterator[str]:
    if limits.images is not None and len(images) > limits.images:
        yield f"{len(images)} images are more than {limits.images}"
    total = sum(len(image.data) for image in images)
    if limits.total_bytes is not None and total > limits.total_bytes:
        yield f"together they have {total} bytes, more than {limits.total_bytes}"
    longest = limits.edge_of(len(images))
    for number, image in enumerate(images, 1):
        if image.media_type not in limits.media_types:
            taken = ", ".join(limits.media_types)
            yield f"image {number} is {image.media_type}, not one of {taken}"
        if limits.image_bytes is not None and len(image.data) > limits.image_bytes:
            yield f"image {number} has {len(image.data)} bytes, more than {limits.image_bytes}"
        edge = max(image.width, image.height)
        if longest is not None and edge > longest:
            yield f"image {number} is {edge} pixels long, more than {longest}"
