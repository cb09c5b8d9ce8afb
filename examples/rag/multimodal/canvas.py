"""The paper that all pictures of the corpus are drawn on."""

from PIL import Image as Pixels
from PIL import ImageDraw

SIZE = (240, 180)
"""Width and height in pixels."""
INK = (52, 56, 62)
"""The colour of lines and letters."""

Colour = tuple[int, int, int]


def blank(colour: Colour) -> tuple[Pixels.Image, ImageDraw.ImageDraw]:
    """Return a picture of one colour, and a pen to draw on it."""
    picture = Pixels.new("RGB", SIZE, colour)
    return picture, ImageDraw.Draw(picture)


def scaled(*shares: float) -> tuple[float, ...]:
    """Return pixels for shares of the width and the height, by turns."""
    return tuple(round(share * SIZE[place % 2], 1) for place, share in enumerate(shares))


def label(pen: ImageDraw.ImageDraw, x: float, y: float, text: str, *, size: int = 12) -> None:
    """Write a text around a point, which is given in shares of the width and the height."""
    pen.text(scaled(x, y)[:2], text, fill=INK, font_size=size, anchor="mm")  # type: ignore[arg-type]  # a pair
