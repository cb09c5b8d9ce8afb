"""Photos of water meters, drawn by Pillow: as many pixels, and as much noise, as a phone makes."""

import io
import random
from dataclasses import dataclass

from llmkit import Image
from PIL import Image as Pillow
from PIL import ImageChops, ImageDraw, ImageFilter, ImageFont

DIGITS = 6
PHONE = (4000, 3000)
"""The 12 megapixels that most phones save."""
NOISE_TILE = 500

# Where things are, as shares of the picture's width and height.
WINDOW = (0.45, 0.475, 0.55, 0.511)
"""The dial's window: left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo, and the truth about it."""

    image: Image
    """What the camera saved."""
    reading: str
    """What the dial shows."""


def take_photo(
    reading: str, *, size: tuple[int, int] = PHONE, seed: int = 0, quality: int = 92
) -> Photo:
    """Return the photo of a meter as a JPEG; equal arguments give equal bytes.

    Args:
        reading: The six digits on the dial.
        size: Width and height in pixels.
        seed: For the noise of the sensor.
        quality: Of the JPEG, as Pillow counts it; phones save at about 92.
    """
    scene = draw_meter(reading, size)
    # Out of focus by a thousandth of the width, then noise: small digits suffer first.
    scene = scene.filter(ImageFilter.GaussianBlur(size[0] / 1500))
    scene = ImageChops.add(scene, _noise(size, seed), offset=-24)
    content = io.BytesIO()
    scene.save(content, "JPEG", quality=quality)
    alt = f"Water meter 7731, a dial with six digits that reads {reading}."
    return Photo(Image(content.getvalue(), "image/jpeg", alt), reading)


def draw_meter(reading: str, size: tuple[int, int]) -> Pillow.Image:
    """Return the scene before a camera sees it: a wall, the meter and its dial.

    Args:
        reading: The digits on the dial.
        size: Width and height in pixels.
    """
    width, height = size
    scene = Pillow.new("RGB", size, (146, 138, 126))
    draw = ImageDraw.Draw(scene)
    draw.ellipse(_at(size, (0.415, 0.395, 0.585, 0.622)), (58, 92, 128), (30, 30, 34), width // 450)
    draw.rectangle(_at(size, WINDOW), (22, 22, 24))
    left, top, right, bottom = _at(size, WINDOW)
    cell = (right - left) / len(reading)
    font = ImageFont.load_default(round((bottom - top) * 0.8))
    for place, digit in enumerate(reading):
        centre = (left + cell * (place + 0.5), (top + bottom) / 2)
        draw.text(centre, digit, (232, 232, 226), font, anchor="mm")
    plate = ImageFont.load_default(round(height * 0.008))
    draw.text((width / 2, height * 0.547), "No. 7731  m3", (220, 224, 230), plate, anchor="mm")
    return scene


def _at(size: tuple[int, int], box: tuple[float, float, float, float]) -> tuple[int, ...]:
    width, height = size
    left, top, right, bottom = box
    return (
        round(left * width),
        round(top * height),
        round(right * width),
        round(bottom * height),
    )


def _noise(size: tuple[int, int], seed: int) -> Pillow.Image:
    # A tile of noise laid side by side: as hard to compress as fresh noise, and quickly made.
    made = random.Random(seed).randbytes(NOISE_TILE * NOISE_TILE * 3)  # noqa: S311  # repeatable
    tile = Pillow.frombytes("RGB", (NOISE_TILE, NOISE_TILE), made).point(lambda value: value // 5)
    noise = Pillow.new("RGB", size)
    for left in range(0, size[0], NOISE_TILE):
        for top in range(0, size[1], NOISE_TILE):
            noise.paste(tile, (left, top))
    return noise
