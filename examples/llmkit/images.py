"""Images that go with a message: their bytes, checked when they are made."""

import base64
import binascii
import re
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from llmkit.errors import InvalidImageError
from llmkit.image_headers import ImageHeader, MediaType, read_header

MAX_IMAGE_BYTES = 20 * 1024 * 1024
"""No image may be larger, whoever it is for; see `llmkit.vision` for the providers' own limits."""

_DATA_URL = re.compile(r"data:([\w.+/-]+);base64,(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True, repr=False)
class Image:
    """An image for a model to look at.

    The bytes are sent as they are. They are never shown: neither by `repr` nor in telemetry.

    Raises:
        InvalidImageError: The bytes are none, too many, or not of the format that is named.
    """

    data: bytes
    """The content of the file."""
    media_type: MediaType
    """Its format."""
    alt: str = ""
    """What it shows, in words, for whoever cannot see it. No provider has a field for it."""

    def __post_init__(self) -> None:
        """Refuse what a provider would refuse, before anything is sent."""
        if problem := _problem_of(self):
            raise InvalidImageError("image", problem)

    def __repr__(self) -> str:
        """Tell the size and never the content."""
        return f"Image({self.media_type}, {self.width}x{self.height}, {len(self.data)} bytes)"

    @classmethod
    def from_bytes(cls, data: bytes, *, alt: str = "") -> "Image":
        """Return an image whose format is read from its first bytes.

        Args:
            data: The content of the file.
            alt: What it shows, in words.

        Raises:
            InvalidImageError: It is no image, or one of a format that providers do not take.
        """
        header = read_header(data)
        if header is None:
            raise InvalidImageError("image", _unknown(data))
        return cls(data, header.media_type, alt)

    @classmethod
    def from_file(cls, path: Path | str, *, alt: str = "") -> "Image":
        """Return the image in a file; the name's ending says nothing, the content does.

        Args:
            path: The file.
            alt: What it shows, in words.

        Raises:
            InvalidImageError: The file cannot be read, is too large, or holds no image.
        """
        path = Path(path)
        try:
            # Looked at first, so that a film does not fill the memory before it is refused.
            size = path.stat().st_size
            if size > MAX_IMAGE_BYTES:
                raise InvalidImageError("image", f"{path.name}: {_too_large(size)}")
            return cls.from_bytes(path.read_bytes(), alt=alt)
        except OSError as error:
            raise InvalidImageError("image", f"{path.name}: {error.strerror}") from error
        except InvalidImageError as error:
            if error.detail.startswith(path.name):
                raise
            raise InvalidImageError("image", f"{path.name}: {error.detail}") from error

    @classmethod
    def from_data_url(cls, url: str, *, alt: str = "") -> "Image":
        """Return the image in a data URL, as browsers make them (RFC 2397, in base64).

        Args:
            url: The URL.
            alt: What it shows, in words.

        Raises:
            InvalidImageError: It is no such URL, or what is in it is no image.
        """
        match = _DATA_URL.fullmatch(url)
        if match is None:
            raise InvalidImageError(
                "image", f"{url[:30]!r} is not of the form data:image/png;base64,..."
            )
        return cls.from_base64(match[2], match[1], alt=alt)

    @classmethod
    def from_base64(cls, text: str, media_type: str | None = None, *, alt: str = "") -> "Image":
        """Return the image in a base64 text, the form in which images travel in JSON.

        Args:
            text: The content of the file in base64.
            media_type: Its format; None reads it from the content.
            alt: What it shows, in words.

        Raises:
            InvalidImageError: The text is not base64, or what is in it is no such image.
        """
        try:
            data = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError) as error:
            raise InvalidImageError("image", f"it is not base64: {error}") from error
        if media_type is None:
            return cls.from_bytes(data, alt=alt)
        return cls(data, media_type, alt)  # type: ignore[arg-type]  # checked when it is made

    @property
    def width(self) -> int:
        """Pixels from left to right."""
        return _header(self.data).width

    @property
    def height(self) -> int:
        """Pixels from top to bottom."""
        return _header(self.data).height

    def base64(self) -> str:
        """Return the content in base64, a third longer than it is."""
        return base64.b64encode(self.data).decode("ascii")

    def data_url(self) -> str:
        """Return the content as a data URL."""
        return f"data:{self.media_type};base64,{self.base64()}"


def _header(data: bytes) -> ImageHeader:
    header = read_header(data)
    if header is None:  # pragma: no cover  # an image without a header cannot be made
        raise InvalidImageError("image", _unknown(data))
    return header


def _problem_of(image: Image) -> str | None:
    if image.media_type not in get_args(MediaType):
        return f"{image.media_type!r} is not one of {', '.join(get_args(MediaType))}"
    if len(image.data) > MAX_IMAGE_BYTES:
        return _too_large(len(image.data))
    header = read_header(image.data)
    if header is None:
        return _unknown(image.data)
    if header.media_type != image.media_type:
        return f"it is said to be {image.media_type} and is {header.media_type}"
    if not header.width or not header.height:
        return f"it has {header.width}x{header.height} pixels"
    return None


def _too_large(size: int) -> str:
    return f"{size} bytes are more than {MAX_IMAGE_BYTES}; make it smaller before sending it"


def _unknown(data: bytes) -> str:
    if not data:
        return "it is empty"
    return "it is not a whole PNG, JPEG, GIF or WebP; convert it to one of these"
