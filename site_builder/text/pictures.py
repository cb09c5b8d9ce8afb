"""What kind of file some bytes are, and how large the picture in them is shown."""

import posixpath
import struct
from collections.abc import Callable, Iterator, Mapping

from site_builder.text.vector import NotSvgError, read_svg, size_of_svg

MEDIA_TYPES: Mapping[str, str] = {
    # Python's own table differs from machine to machine.
    ".aac": "audio/aac",
    ".avif": "image/avif",
    ".bmp": "image/bmp",
    ".css": "text/css",
    ".csv": "text/csv",
    ".flac": "audio/flac",
    ".gif": "image/gif",
    ".gz": "application/gzip",
    ".htm": "text/html",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".ipynb": "application/x-ipynb+json",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript",
    ".json": "application/json",
    ".m4a": "audio/mp4",
    ".md": "text/markdown",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".oga": "audio/ogg",
    ".ogg": "audio/ogg",
    ".ogv": "video/ogg",
    ".otf": "font/otf",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".py": "text/x-python",
    ".svg": "image/svg+xml",
    ".toml": "application/toml",
    ".ttc": "font/collection",
    ".ttf": "font/ttf",
    ".txt": "text/plain",
    ".vtt": "text/vtt",
    ".wav": "audio/wav",
    ".webm": "video/webm",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
    ".zip": "application/zip",
}
_ANY = "application/octet-stream"
_FRAME_STARTS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Marks of a JPEG after which its size stands; the three left out mean something else."""
_UPRIGHT_AGAIN = frozenset({5, 6, 7, 8})
"""Orientations by which a photograph is turned to its side when it is shown."""


def media_type(path: str) -> str:
    """Return the media type of a file, from the end of its name."""
    return MEDIA_TYPES.get(posixpath.splitext(path)[1].lower(), _ANY)


def sniff(data: bytes) -> str:
    """Return the media type of a picture, from its first bytes; empty if it is none.

    The patterns are those of https://mimesniff.spec.whatwg.org/, by which browsers know pictures
    whatever their names.
    """
    for start, kind in (
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"GIF87a", "image/gif"),
        (b"GIF89a", "image/gif"),
        (b"BM", "image/bmp"),
        (b"\0\0\1\0", "image/x-icon"),
    ):
        if data.startswith(start):
            return kind
    if data[:4] == b"RIFF" and data[8:14] == b"WEBPVP":
        return "image/webp"
    if data[4:12] in {b"ftypavif", b"ftypavis"}:
        return "image/avif"
    # A page of a server that tells of an error begins with a tag, too.
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    is_xml = start.startswith((b"<?xml", b"<svg", b"<!--", b"<!doctype svg"))
    return "image/svg+xml" if is_xml and b"<svg" in data.lower() else ""


def dimensions(data: bytes) -> tuple[int, int] | None:
    """Return how wide and how high a picture is shown, in CSS pixels.

    Args:
        data: The whole file: PNG, JPEG, GIF, WebP, AVIF or SVG.

    Returns:
        Width and height as a browser shows them, photographs turned upright; None if they cannot
        be told.
    """
    read = _READERS.get(sniff(data))
    try:
        found = read(data) if read else None
    except (struct.error, IndexError, NotSvgError):
        return None
    return found if found and min(found) > 0 else None


def _png(data: bytes) -> tuple[int, int]:
    wide, high = struct.unpack_from(">II", data, 16)
    return wide, high


def _gif(data: bytes) -> tuple[int, int]:
    wide, high = struct.unpack_from("<HH", data, 6)
    return wide, high


def _webp(data: bytes) -> tuple[int, int] | None:
    """See https://developers.google.com/speed/webp/docs/riff_container."""
    match data[12:16]:
        case b"VP8X":
            wide = int.from_bytes(data[24:27], "little") + 1
            return wide, int.from_bytes(data[27:30], "little") + 1
        case b"VP8L":
            bits = int(struct.unpack_from("<I", data, 21)[0])
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            wide, high = struct.unpack_from("<HH", data, 26)
            return wide & 0x3FFF, high & 0x3FFF
    return None


def _jpeg(data: bytes) -> tuple[int, int] | None:
    on_side = False
    for mark, start, end in _segments(data):
        if mark == 0xE1 and data[start : start + 6] == b"Exif\0\0":
            on_side = _orientation(data[start + 6 : end]) in _UPRIGHT_AGAIN
        if mark in _FRAME_STARTS:
            high, wide = struct.unpack_from(">HH", data, start + 1)
            return (high, wide) if on_side else (wide, high)
    return None


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield mark, start and end of each part of a JPEG; see ITU T.81, annex B."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        if data[at + 1] == 0xFF:
            at += 1
            continue
        end = at + 2 + int(struct.unpack_from(">H", data, at + 2)[0])
        yield data[at + 1], at + 4, end
        at = end


def _orientation(tiff: bytes) -> int:
    """Return the orientation that a camera has noted, 1 for upright; see Exif 2.3, section 4.6."""
    order = "<" if tiff[:2] == b"II" else ">"
    try:
        at = struct.unpack_from(f"{order}I", tiff, 4)[0]
        for number in range(struct.unpack_from(f"{order}H", tiff, at)[0]):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, at + 2 + 12 * number)
            if tag == 0x0112:
                return int(value)
    except struct.error:
        return 1
    return 1


def _avif(data: bytes) -> tuple[int, int] | None:
    """Return the largest extent that is noted: the picture's, as opposed to a tile's of it."""
    found: list[tuple[int, int]] = []
    at = data.find(b"ispe")
    while at >= 0:
        found.append(struct.unpack_from(">II", data, at + 8))
        at = data.find(b"ispe", at + 4)
    turn = data.find(b"irot")
    wide, high = max(found, default=(0, 0))
    return (high, wide) if turn >= 0 and data[turn + 4] & 1 else (wide, high)


def _svg(data: bytes) -> tuple[int, int] | None:
    return size_of_svg(read_svg(data))


_READERS: Mapping[str, Callable[[bytes], tuple[int, int] | None]] = {
    "image/avif": _avif,
    "image/gif": _gif,
    "image/jpeg": _jpeg,
    "image/png": _png,
    "image/svg+xml": _svg,
    "image/webp": _webp,
}
