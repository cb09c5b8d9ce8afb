"""Write results in several forms."""

import json
import os
import struct
import sys
import time
import zlib
from pathlib import Path

WORDS = ["alpha", "beta", "gamma"]


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a part of a PNG file."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def picture(size: int) -> bytes:
    """Return a square as a PNG file."""
    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    rows = b"".join(b"\0" + bytes([20, 110, 80]) * size for _ in range(size))
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, data) for kind, data in parts)


started = time.perf_counter()
print(f"This is run {os.getpid()}.")
for number in range(20):
    print(f"{number} squared is {number**2}")
Path("counts.csv").write_text("word,letters\n" + "".join(f"{w},{len(w)}\n" for w in WORDS))
bars = "".join(f'<rect y="{20 * n}" width="{40 * (n + 1)}" height="15"/>' for n in range(2))
Path("chart.svg").write_text(
    f'<svg xmlns="http://www.w3.org/2000/svg" width="100" height="40">{bars}</svg>'
)
Path("dot.png").write_bytes(picture(16))
Path("out").mkdir()
Path("out/figures.json").write_text(json.dumps({"words": len(WORDS), "longest": "alpha"}))
Path("page.html").write_text(
    "<html><head><title>T</title><script>alert(1)</script></head>"
    "<body><p onclick='x()'>Three <b>words</b>.</p></body></html>"
)
print(f"done in {time.perf_counter() - started:.6f} s", file=sys.stderr)
sys.exit(3)
