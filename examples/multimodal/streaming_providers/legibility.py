"""How small a photo may be before its digits are lost, found by a reader that knows the dial.

The reader compares each cell of the dial with ten drawings of digits at the same place and takes
the most similar one (normalised cross-correlation). It knows where to look and what the digits look
like, which a model does not. So what it cannot read is no longer in the picture, and what it can
read a model may still miss: it tells from which size on there is no point in asking.
"""

import io
import math
from functools import cache
from itertools import pairwise

import numpy as np
from llmkit import Image
from numpy.typing import NDArray
from PIL import Image as Pillow

from examples.multimodal.streaming_providers.meter_photo import DIGITS, WINDOW, Photo, draw_meter

TEMPLATE_SIZE = (2000, 1500)


def digits_read(photo: Photo, image: Image) -> int:
    """Return how many digits of a photo are read rightly.

    Args:
        photo: What was photographed.
        image: The photo after it was made smaller.
    """
    with Pillow.open(io.BytesIO(image.data)) as opened:
        seen = read_dial(opened.convert("L"))
    return sum(one == other for one, other in zip(seen, photo.reading, strict=True))


def read_dial(picture: Pillow.Image) -> str:
    """Return the digits on a dial, a guess for each."""
    templates = _templates(picture.size)
    return "".join(
        max(templates, key=lambda digit: _alike(cell, templates[digit][place]))
        for place, cell in enumerate(_cells(picture.crop(_dial(picture.size))))
    )


@cache
def _templates(size: tuple[int, int]) -> dict[str, list[NDArray[np.float64]]]:
    box = _dial(size)
    across, down = TEMPLATE_SIZE[0] / size[0], TEMPLATE_SIZE[1] / size[1]
    same_part = (box[0] * across, box[1] * down, box[2] * across, box[3] * down)
    dial = (box[2] - box[0], box[3] - box[1])
    return {
        digit: _cells(drawing.resize(dial, Pillow.Resampling.LANCZOS, same_part))
        for digit, drawing in _drawings().items()
    }


@cache
def _drawings() -> dict[str, Pillow.Image]:
    return {digit: draw_meter(digit * DIGITS, TEMPLATE_SIZE).convert("L") for digit in "0123456789"}


def _dial(size: tuple[int, int]) -> tuple[int, int, int, int]:
    left, top, right, bottom = WINDOW
    width, height = size
    return (
        int(left * width),
        int(top * height),
        math.ceil(right * width),
        math.ceil(bottom * height),
    )


def _cells(dial: Pillow.Image) -> list[NDArray[np.float64]]:
    pixels = np.asarray(dial, dtype=np.float64)
    columns = np.linspace(0, pixels.shape[1], DIGITS + 1)
    return [pixels[:, int(begin) : math.ceil(end)] for begin, end in pairwise(columns)]


def _alike(cell: NDArray[np.float64], template: NDArray[np.float64]) -> float:
    one, other = cell - cell.mean(), template - template.mean()
    length = float(np.sqrt((one**2).sum() * (other**2).sum()))
    return float((one * other).sum()) / length if length else 0.0
