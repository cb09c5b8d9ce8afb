"""Draw the four trail signs of the hut: a coloured shape with a mark, on a wooden post."""

from PIL import Image as Pixels
from PIL import ImageDraw

from examples.rag.multimodal.canvas import SIZE, blank, scaled

_WOOD = (133, 94, 60)
_MEADOW = (188, 205, 170)
_SKY = (214, 226, 235)


def lake(seed: int) -> Pixels.Image:
    """Return the sign of the walk to the lake: a blue disc with a wave."""
    picture, pen = _post(seed)
    pen.ellipse(scaled(0.28, 0.1, 0.72, 0.68), fill=(24, 92, 168))
    for x in (0.36, 0.46, 0.56):
        pen.arc(scaled(x, 0.34, x + 0.1, 0.46), 180 if x != 0.46 else 0, 360, "white", 6)
    return picture


def glacier(seed: int) -> Pixels.Image:
    """Return the sign of the route to the glacier: a red triangle with a bar."""
    picture, pen = _post(seed)
    pen.polygon(scaled(0.5, 0.06, 0.8, 0.68, 0.2, 0.68), fill=(196, 32, 42))
    pen.rectangle(scaled(0.36, 0.5, 0.64, 0.58), fill="white")
    return picture


def forest(seed: int) -> Pixels.Image:
    """Return the sign of the round through the forest: a green square with a fir."""
    picture, pen = _post(seed)
    pen.rectangle(scaled(0.28, 0.1, 0.72, 0.68), fill=(28, 122, 62))
    pen.polygon(scaled(0.5, 0.16, 0.62, 0.54, 0.38, 0.54), fill="white")
    pen.rectangle(scaled(0.48, 0.54, 0.52, 0.62), fill="white")
    return picture


def ridge(seed: int) -> Pixels.Image:
    """Return the sign of the ridge: a yellow diamond with a stripe."""
    picture, pen = _post(seed)
    pen.polygon(scaled(0.5, 0.04, 0.76, 0.39, 0.5, 0.74, 0.24, 0.39), fill=(240, 196, 32))
    pen.rectangle(scaled(0.33, 0.36, 0.67, 0.43), fill=(24, 24, 24))
    return picture


def _post(seed: int) -> tuple[Pixels.Image, ImageDraw.ImageDraw]:
    # The horizon is where the photographer stood.
    horizon = 0.7 + 0.05 * (seed % 3)
    picture, pen = blank(_SKY)
    pen.rectangle((0, round(SIZE[1] * horizon), *SIZE), fill=_MEADOW)
    pen.rectangle(scaled(0.46, 0.3, 0.54, 1.0), fill=_WOOD)
    return picture, pen
