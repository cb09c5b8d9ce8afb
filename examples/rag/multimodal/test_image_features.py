"""What the features of pixels can tell apart, and what they cannot."""

import io

import numpy as np
import pytest
from llmkit import Image, InvalidImageError
from llmkit.testing import plain_image
from PIL import Image as Pixels

from examples.rag.multimodal.assemble import Parts
from examples.rag.multimodal.drawings import DRAWINGS, as_image, draw, photograph
from examples.rag.multimodal.hard_photographs import CHANGES, reciprocal_ranks, turned
from examples.rag.multimodal.image_features import (
    PixelFeatures,
    colour_histogram,
    decoded,
    edge_histogram,
    layout,
)

FEATURES = PixelFeatures()


def stripes(*, upright: bool, colours: tuple[int, int] = (0, 255)) -> Image:
    pixels = np.full((96, 96), colours[0], dtype=np.uint8)
    pixels[:, ::8] = colours[1]
    return as_image(Pixels.fromarray(pixels if upright else pixels.T).convert("RGB"))


def halves(left: tuple[int, int, int], right: tuple[int, int, int]) -> Image:
    picture = Pixels.new("RGB", (96, 96), left)
    picture.paste(right, (48, 0, 96, 96))
    return as_image(picture)


def test_every_vector_has_length_one() -> None:
    images = [as_image(draw(name)) for name in DRAWINGS] + [plain_image(5, 3)]
    vectors = FEATURES.embed(images)
    assert vectors.shape == (len(images), FEATURES.dimensions)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_many_at_once_equal_one_at_a_time() -> None:
    images = [as_image(draw(name)) for name in list(DRAWINGS)[:4]]
    alone = np.concatenate([FEATURES.embed([image]) for image in images])
    np.testing.assert_array_equal(FEATURES.embed(images), alone)
    assert FEATURES.embed([]).shape == (0, FEATURES.dimensions)


def test_colours_do_not_ask_where() -> None:
    red, blue = (220, 30, 30), (30, 30, 220)
    one, mirrored = decoded(halves(red, blue)), decoded(halves(blue, red))
    assert colour_histogram(one) @ colour_histogram(mirrored) == pytest.approx(1)
    assert layout(one) @ layout(mirrored) == pytest.approx(-1)


def test_edges_do_not_ask_which_colour() -> None:
    upright, lying = decoded(stripes(upright=True)), decoded(stripes(upright=False))
    negative = decoded(stripes(upright=True, colours=(255, 0)))
    assert edge_histogram(upright) @ edge_histogram(negative) > 0.95
    assert edge_histogram(upright) @ edge_histogram(lying) < 0.05


@pytest.mark.parametrize("size", [(60, 45), (480, 360), (96, 300)])
def test_the_number_of_pixels_hardly_matters(size: tuple[int, int]) -> None:
    picture = draw("sign-lake")
    some, other = FEATURES.embed([as_image(picture), as_image(picture.resize(size))])
    assert some @ other > 0.9


@pytest.mark.parametrize("media", ["PNG", "JPEG", "WEBP", "GIF"])
def test_the_format_of_the_file_hardly_matters(media: str) -> None:
    file = io.BytesIO()
    draw("scene-lake").save(file, media)
    some, other = FEATURES.embed([as_image(draw("scene-lake")), Image.from_bytes(file.getvalue())])
    assert some @ other > 0.9


def test_what_is_transparent_is_seen_on_white() -> None:
    clear = as_image(Pixels.new("RGBA", (20, 20), (255, 0, 0, 0)))
    white = plain_image(20, 20, colour=(255, 255, 255))
    some, other = FEATURES.embed([clear, white])
    assert some @ other == pytest.approx(1, abs=1e-5)


def test_a_damaged_image_is_named() -> None:
    good = plain_image(8, 8)
    cut = Image(as_image(draw("sign-lake")).data[:200], "image/png")
    with pytest.raises(InvalidImageError, match=r"image 2 cannot be decoded"):
        FEATURES.embed([good, cut])


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_photograph_shows_its_picture_first(parts: Parts, name: str) -> None:
    (vector,) = parts.images.embed([as_image(photograph(name))])
    assert parts.index.looks.search(vector, 1)[0].name == name


def test_each_seed_gives_another_photograph() -> None:
    taken = {photograph("scene-lake", seed).tobytes() for seed in range(1, 5)}
    assert len(taken) == 4
    assert photograph("scene-lake", 1).tobytes() == photograph("scene-lake", 1).tobytes()


def test_harder_photographs_are_found_less_often(parts: Parts) -> None:
    harder = {name: CHANGES[name] for name in ("as it is", "at dusk", "turned by 45 degrees")}
    easy, dark, turned = (np.mean(ranks) for _, ranks in reciprocal_ranks(parts, harder))
    assert easy > 0.9
    assert easy > dark > turned


def test_what_comes_in_at_the_corners_is_grey() -> None:
    assert turned(45)(Pixels.new("RGB", (40, 40), "red")).getpixel((0, 0)) == (128, 128, 128)
