"""Smaller pictures: upright, of the right size, without what the camera wrote, or refused."""

import io
import struct
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from llmkit import Image, InvalidImageError
from llmkit.testing import plain_image
from PIL import Image as Pillow

from examples.multimodal.streaming_providers.fitting import fit, shrink, upright_size, within
from examples.multimodal.streaming_providers.meter_photo import take_photo

LYING = 6
"""Exif's number for a picture that has to be turned clockwise."""


def saved(picture: Pillow.Image, kind: str, **options: Any) -> Image:
    content = io.BytesIO()
    picture.save(content, kind, **options)
    return Image.from_bytes(content.getvalue(), alt="as described")


def opened(image: Image) -> Pillow.Image:
    return Pillow.open(io.BytesIO(image.data))


def test_a_photo_stays_a_photo_and_a_drawing_stays_sharp() -> None:
    photo = shrink(take_photo("004217", size=(800, 600)).image, (400, 300))
    drawing = shrink(plain_image(800, 600), (400, 300))
    assert (photo.media_type, drawing.media_type) == ("image/jpeg", "image/png")
    assert opened(photo).size == opened(drawing).size == (400, 300)
    assert "004217" in photo.alt


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP"])
def test_transparency_is_kept(kind: str) -> None:
    clear = saved(Pillow.new("RGBA", (40, 40), (10, 20, 30, 0)), kind)
    pixel = opened(shrink(clear, (20, 20))).getpixel((5, 5))
    assert isinstance(pixel, tuple)
    assert pixel[3] == 0


def test_the_picture_is_turned_and_the_place_is_left_out() -> None:
    exif = Pillow.Exif()
    exif[0x0112] = LYING
    exif.get_ifd(0x8825)[1] = "N"
    # The left half is red; turned clockwise it is the upper one.
    lying = Pillow.new("RGB", (600, 300), (0, 0, 250))
    lying.paste((250, 0, 0), (0, 0, 300, 300))
    image = saved(lying, "JPEG", exif=exif)
    assert (image.width, image.height) == (600, 300)
    assert upright_size(image) == (300, 600)
    fitted = fit(image, "anthropic", "claude-haiku-4-5", edge=200)
    assert (fitted.width, fitted.height) == (100, 200)
    top, bottom = (opened(fitted).getpixel((50, y)) for y in (20, 180))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[0] > 200 > bottom[0]
    assert not opened(fitted).getexif()


def test_nothing_is_made_larger() -> None:
    small = plain_image(30, 20)
    assert opened(shrink(small, (300, 200))).size == (30, 20)
    assert opened(fit(small, "openai", "gpt-5.4-mini")).size == (30, 20)


@settings(max_examples=200)
@given(st.integers(1, 9000), st.integers(1, 9000), st.integers(1, 3000))
def test_shapes_are_kept_as_far_as_pixels_go(width: int, height: int, edge: int) -> None:
    narrow, low = within(width, height, edge)
    assert max(narrow, low) <= max(1, min(edge, max(width, height)))
    assert abs(narrow * height - low * width) <= max(width, height)


def test_a_picture_that_would_fill_the_memory_is_refused_unopened() -> None:
    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    bomb = Image(b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + header, "image/png")
    with pytest.raises(InvalidImageError, match="30000x30000 pixels are more than 80,000,000"):
        shrink(bomb, (100, 100))


@pytest.mark.parametrize("media_type", ["image/jpeg", "image/png"])
def test_a_picture_that_breaks_off_is_refused(media_type: str) -> None:
    whole = take_photo("004217", size=(400, 300)).image
    if media_type == "image/png":
        whole = saved(opened(whole), "PNG")
    broken = Image(whole.data[: len(whole.data) // 2], whole.media_type)
    with pytest.raises(InvalidImageError, match="cannot be decoded"):
        shrink(broken, (40, 30))
