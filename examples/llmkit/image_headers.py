"""Read the format and the size of an image from its first bytes, without decoding it.

The places of the fields are those of the formats' specifications: PNG (ISO/IEC 15948), JPEG
(ITU-T T.81, annex B), GIF89a and WebP (RFC 9649).
"""

import struct
from dataclasses import dataclass
from typing import Literal

MediaType = Literal["image/gif", "image/jpeg", "image/png", "image/webp"]
"""The formats that providers take."""


@dataclass(frozen=True, slots=True)
class ImageHeader:
    """What the first bytes of an image tell."""

    media_type: MediaType
    """The format."""
    width: int
    """Pixels from left to right."""
    height: int
    """Pixels from top to bottom."""


def read_header(data: bytes) -> ImageHeader | None:
    """Return the format and size of an image, or None for what is no image of a known format."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR":
            return ImageHeader("image/png", *struct.unpack(">II", data[16:24]))
        if data.startswith((b"GIF87a", b"GIF89a")):
            return ImageHeader("image/gif", *struct.unpack("<HH", data[6:10]))
        if data.startswith(b"\xff\xd8\xff"):
            return _jpeg(data)
        if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
            return _webp(data)
    except (struct.error, IndexError):
        return None  # It ends in the middle of its header.
    return None


def _jpeg(data: bytes) -> ImageHeader | None:
    at = 2
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # A marker may be led by any number of these.
            at += 1
            continue
        # C4, C8 and CC lie among the markers of frames and are something else.
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return ImageHeader("image/jpeg", width, height)
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        at += 2 + length
    return None


def _webp(data: bytes) -> ImageHeader | None:
    match data[12:16]:
        case b"VP8 ":  # lossy
            width, height = struct.unpack("<HH", data[26:30])
            return ImageHeader("image/webp", width & 0x3FFF, height & 0x3FFF)
        case b"VP8L":  # lossless: two fields of 14 bits, each one less than the size
            (bits,) = struct.unpack("<I", data[21:25])
            return ImageHeader("image/webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
        case b"VP8X":  # extended: two fields of 24 bits, likewise
            if len(data) < 30:
                return None
            width = int.from_bytes(data[24:27], "little") + 1
            return ImageHeader("image/webp", width, int.from_bytes(data[27:30], "little") + 1)
    return None
