"""The photos, what is left in them at each size, and the tables made of that."""

import csv
import io
from itertools import pairwise

import pytest
from llmkit.testing import plain_image
from PIL import Image as Pillow

from examples.multimodal.streaming_providers.candidates import load_catalogue
from examples.multimodal.streaming_providers.dial_strip import WIDTH, dial_strip
from examples.multimodal.streaming_providers.fitting import shrink, within
from examples.multimodal.streaming_providers.legibility import digits_read
from examples.multimodal.streaming_providers.meter_photo import Photo, take_photo
from examples.multimodal.streaming_providers.sizes import (
    Sized,
    at_all_sizes,
    rounded,
    sizes_table,
    tokens_table,
)

SIZE = (1280, 960)
PHOTOS = [take_photo(reading, size=SIZE, seed=5) for reading in ("004217", "369850")]
HAIKU, MINI, *_ = load_catalogue()


def right_at(edge: int) -> int:
    return sum(digits_read(each, shrink(each.image, within(*SIZE, edge))) for each in PHOTOS)


def test_a_photo_can_be_taken_again() -> None:
    again = take_photo("004217", size=SIZE, seed=5)
    assert again == PHOTOS[0]
    assert take_photo("004217", size=SIZE, seed=6).image.data != again.image.data
    assert "004217" in again.image.alt


def test_large_digits_are_read_and_small_ones_are_not() -> None:
    assert right_at(800) == 12
    # Ten guesses for each digit: one in ten is right by luck.
    assert right_at(96) <= 6


def test_the_reader_looks_and_does_not_know() -> None:
    liar = Photo(PHOTOS[0].image, "999999")
    assert digits_read(liar, PHOTOS[0].image) == 0
    assert digits_read(PHOTOS[0], plain_image(800, 600)) <= 3


def test_each_size_is_what_its_name_says() -> None:
    rows = at_all_sizes(PHOTOS, HAIKU)
    table = list(csv.DictReader(io.StringIO(sizes_table(rows, HAIKU))))
    assert [row["pixels"] for row in table[:3]] == ["1280x960", "1270x952", "1024x768"]
    assert table[0]["digits read"] == "12 of 12"
    weights = [row.bytes_each for row in rows]
    assert weights == sorted(weights, reverse=True)
    # 5 million bits a second are 625,000 bytes, and base64 makes four of three.
    assert rows[0].uplink_seconds == pytest.approx(weights[0] * 4 / 3 / 625_000)


def test_tokens_are_those_of_each_providers_rule() -> None:
    rows = [Sized("all", PHOTOS, [each.image for each in PHOTOS])]
    (row,) = csv.DictReader(io.StringIO(tokens_table(rows, load_catalogue())))
    assert row["haiku tokens"] == str(HAIKU.tokens_for(PHOTOS[0].image))
    assert row["mini $"] == f"{MINI.dollars_for(MINI.tokens_for(PHOTOS[0].image)) * 1000:.2f}"
    assert "llama tokens" not in row


def test_a_provider_takes_what_is_within_its_limits() -> None:
    small = shrink(PHOTOS[0].image, (64, 48))
    long = plain_image(8001, 1)
    assert Sized("", PHOTOS[:1], [small]).taken_by(HAIKU)
    assert not Sized("", PHOTOS[:1], [long]).taken_by(HAIKU)


@pytest.mark.parametrize(
    ("number", "text"), [(5664.4, "5700"), (0.0157, "0.016"), (12.08, "12"), (0.0, "0")]
)
def test_numbers_have_two_digits(number: float, text: str) -> None:
    assert rounded(number) == text


def test_dials_stand_side_by_side_and_small_ones_are_coarse() -> None:
    sizes = [
        Sized("", PHOTOS[:1], [shrink(PHOTOS[0].image, within(*SIZE, edge))]) for edge in (800, 100)
    ]
    content = dial_strip(sizes)
    assert content == dial_strip(sizes)
    strip = Pillow.open(io.BytesIO(content)).convert("L")
    assert strip.width == 2 * WIDTH
    # A row through the digits: the small photo has a step where its pixels meet, and few of them.
    middle = strip.height // 2
    row = [strip.getpixel((x, middle)) for x in range(strip.width)]
    steps = [
        sum(one != other for one, other in pairwise(row[start : start + WIDTH]))
        for start in (0, WIDTH)
    ]
    assert steps[1] < steps[0] / 4
