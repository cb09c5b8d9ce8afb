"""Read of a PNG picture what a message says of it; see https://www.w3.org/TR/png-3/."""

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def png_size(data: bytes) -> tuple[int, int] | None:
    """Return width and height of a picture in pixels; nothing if the file is no PNG picture."""
    if data[:8] != SIGNATURE or data[12:16] != b"IHDR" or len(data) < 24:
        return None
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
