"""For tests and examples: a clock without time, a plain image, and programs run in this process."""

import io
import runpy
import struct
import sys
import zlib
from collections.abc import Sequence
from contextlib import redirect_stdout
from unittest.mock import patch

from llmkit.images import Image


class ManualClock:
    """Count the waits instead of waiting: pass its `sleep` wherever a sleep is asked for."""

    def __init__(self) -> None:
        self._waits: list[float] = []

    async def sleep(self, seconds: float) -> None:
        """Note the wait and return at once."""
        self._waits.append(seconds)

    def now(self) -> float:
        """Return the seconds waited since the start."""
        return sum(self._waits)

    @property
    def waits(self) -> Sequence[float]:
        """Every wait so far, in order."""
        return tuple(self._waits)


def plain_image(
    width: int = 8, height: int = 8, *, colour: tuple[int, int, int] = (200, 30, 60), alt: str = ""
) -> Image:
    """Return a PNG of one colour; different colours and sizes give different bytes.

    Args:
        width: Pixels.
        height: Pixels.
        colour: Red, green and blue, each from 0 to 255.
        alt: What it shows, in words.
    """
    # Eight bits a channel, three channels; each row is led by the number of its filter, none.
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = (b"\x00" + bytes(colour) * width) * height
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    body = b"".join(_png_chunk(name, content) for name, content in chunks)
    return Image(b"\x89PNG\r\n\x1a\n" + body, "image/png", alt)


def _png_chunk(name: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", checksum)


def run_program(package: str, *arguments: str) -> str:
    """Run a program in this process, as `python -m` does in its own, and return what it prints.

    Args:
        package: The package, with a `__main__.py`, or a module.
        *arguments: What would follow it on the command line.

    Raises:
        SystemExit: The program ended with `sys.exit`, as `argparse` does for a wrong argument.
    """
    printed = io.StringIO()
    arguments_as_given = [package.rpartition(".")[2], *arguments]
    with patch.object(sys, "argv", arguments_as_given), redirect_stdout(printed):
        runpy.run_module(package, run_name="__main__")
    return printed.getvalue()
