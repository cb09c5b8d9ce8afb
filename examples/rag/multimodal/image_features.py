"""What an image looks like, in numbers that are counted from its pixels.

This is no neural network and knows nothing of the world: a drawing of a dog and a photograph of
one have nothing in common here. Two images are alike when their colours, their edges and the places
of both are alike. That is enough to find the same sign, chart or view again, it runs anywhere, and
each number can be explained.
"""

import io
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from llmkit import Image, InvalidImageError
from llmkit.embeddings import Vectors
from numpy.typing import NDArray
from PIL import Image as Pixels

Channels = NDArray[np.float32]
"""Rows, columns, and red, green and blue from 0 to 1."""

_SIDE = 96
_LEVELS = 4
_CELLS = 4
_DIRECTIONS = 8
_WEIGHTS = {"colours": 0.4, "edges": 0.3, "layout": 0.3}
"""How much each part counts in a comparison; they add up to 1."""


class ImageEmbedder(Protocol):
    """Turns images into vectors of length 1, near each other where the images are alike.

    A neural model fits here as well. One of the kind of CLIP puts texts and images into one space;
    this protocol does not ask for that.
    """

    @property
    def provider(self) -> str:
        """Who computes, for telemetry: `local` for what runs in this process."""
        ...

    @property
    def name(self) -> str:
        """The space. Vectors of different names must not be compared."""
        ...

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""
        ...

    def embed(self, images: Sequence[Image]) -> Vectors:
        """Return a matrix with one row for each image, in their order.

        Raises:
            InvalidImageError: An image cannot be decoded.
        """
        ...


class PixelFeatures:
    """Colours, edges and layout as one vector."""

    provider = "local"
    name = "pixel-features"
    dimensions = _LEVELS**3 + _CELLS * _CELLS * _DIRECTIONS + 3 * _CELLS * _CELLS

    def embed(self, images: Sequence[Image]) -> Vectors:
        """Return one vector of length 1 for each image; see `ImageEmbedder.embed`."""
        vectors = np.zeros((len(images), self.dimensions), dtype=np.float32)
        for place, image in enumerate(images):
            vectors[place] = self._of(decoded(image, number=place + 1))
        return vectors

    def _of(self, channels: Channels) -> NDArray[np.float32]:
        parts = {
            "colours": colour_histogram(channels),
            "edges": edge_histogram(channels),
            "layout": layout(channels),
        }
        # Each part has length 1. With the root of its weight, the product of two whole vectors is
        # the weighted mean of the products of their parts.
        weighted = [_WEIGHTS[name] ** 0.5 * part for name, part in parts.items()]
        return np.concatenate(weighted).astype(np.float32)


def decoded(image: Image, *, number: int = 1) -> Channels:
    """Return the pixels of an image, brought to one size.

    Args:
        image: The image.
        number: Its place among several, from 1, for the message of an error.

    Raises:
        InvalidImageError: It has the header of an image, and what follows is damaged.
    """
    try:
        with Pixels.open(io.BytesIO(image.data)) as opened:
            # An image that is partly transparent is seen on white, as on a page.
            ground = Pixels.new("RGBA", opened.size, "white")
            ground.alpha_composite(opened.convert("RGBA"))
            small = ground.convert("RGB").resize((_SIDE, _SIDE), Pixels.Resampling.BOX)
    except (OSError, SyntaxError, ValueError, Pixels.DecompressionBombError) as error:
        detail = f"image {number} cannot be decoded: {error}"
        raise InvalidImageError("image_features.embed", detail) from error
    return np.asarray(small, dtype=np.float32) / np.float32(255)


def colour_histogram(channels: Channels) -> NDArray[np.float32]:
    """Return how much there is of each of 64 colours, wherever it is.

    Swain and Ballard, "Color Indexing" (1991).
    """
    steps = np.minimum((channels * _LEVELS).astype(int), _LEVELS - 1)
    colours = steps @ np.array([_LEVELS * _LEVELS, _LEVELS, 1])
    counts = np.bincount(colours.ravel(), minlength=_LEVELS**3)
    # Roots, so that a large background does not drown a small sign: the product of two vectors of
    # roots is the Bhattacharyya coefficient of the two distributions.
    return unit(np.sqrt(counts))


def edge_histogram(channels: Channels) -> NDArray[np.float32]:
    """Return how strong the edges of each direction are, in each of 16 cells.

    A short form of Dalal and Triggs, "Histograms of Oriented Gradients for Human Detection" (2005).
    """
    grey: NDArray[np.float32] = channels @ np.array([0.299, 0.587, 0.114], dtype=np.float32)
    down, across = np.gradient(grey)
    strength = np.hypot(down, across)
    # Up and down are one direction: a dark thing on light has the same edges as a light on dark.
    turns = np.arctan2(down, across) / np.pi % 1.0
    direction = np.minimum((turns * _DIRECTIONS).astype(int), _DIRECTIONS - 1)
    cell = np.arange(_SIDE) * _CELLS // _SIDE
    place = (cell[:, None] * _CELLS + cell[None, :]) * _DIRECTIONS + direction
    size = _CELLS * _CELLS * _DIRECTIONS
    return unit(np.sqrt(np.bincount(place.ravel(), strength.ravel(), size)))


def layout(channels: Channels) -> NDArray[np.float32]:
    """Return the mean colour of each of 16 cells, as far as it differs from the whole."""
    side = _SIDE // _CELLS
    cells = channels.reshape(_CELLS, side, _CELLS, side, 3).mean((1, 3))
    # Without the mean taken away, brightness would make all photographs of a day alike.
    return unit((cells - cells.mean((0, 1))).ravel())


def unit(values: NDArray[np.floating]) -> NDArray[np.float32]:
    """Return values brought to length 1; where all are 0, as in a blank image, the first is 1."""
    length = float(np.linalg.norm(values))
    if length < 1e-6:
        values = np.zeros_like(values)
        values[0], length = 1, 1.0
    return np.asarray(values / length, dtype=np.float32)
