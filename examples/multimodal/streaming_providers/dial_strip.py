"""The same dial at several sizes, side by side, for eyes to judge what the table counts."""

import io
from collections.abc import Sequence

from PIL import Image as Pillow

from examples.multimodal.streaming_providers.meter_photo import WINDOW
from examples.multimodal.streaming_providers.sizes import Sized

WIDTH = 260
"""Pixels of each part of the strip."""
MARGIN = 0.02
"""What is shown around the dial, as a share of the photo."""


def dial_strip(sizes: Sequence[Sized]) -> bytes:
    """Return a GIF of the first photo's dial at each size, its pixels drawn as squares.

    A GIF, because its bytes are the same wherever the same pixels are saved.

    Args:
        sizes: The photos at the sizes to show.
    """
    parts = [_dial(size) for size in sizes]
    strip = Pillow.new("L", (sum(part.width for part in parts), parts[0].height), 255)
    left = 0
    for part in parts:
        strip.paste(part, (left, 0))
        left += part.width
    content = io.BytesIO()
    strip.save(content, "GIF")
    return content.getvalue()


def _dial(size: Sized) -> Pillow.Image:
    with Pillow.open(io.BytesIO(size.images[0].data)) as opened:
        photo = opened.convert("L")
    left, top, right, bottom = WINDOW
    box = (
        (left - MARGIN) * photo.width,
        (top - MARGIN) * photo.height,
        (right + MARGIN) * photo.width,
        (bottom + MARGIN) * photo.height,
    )
    height = round(WIDTH * (box[3] - box[1]) / (box[2] - box[0]))
    return photo.resize((WIDTH, height), Pillow.Resampling.NEAREST, box)
