"""Draw landscapes like photographs; each seed gives other mountains, trees and stars."""

import random

from PIL import Image as Pixels
from PIL import ImageDraw

from examples.rag.multimodal.canvas import SIZE, Colour, blank, scaled

_WIDTH, _HEIGHT = SIZE


def lake(seed: int) -> Pixels.Image:
    """Return an evening: mountains before an orange sky, and both once more in the water."""
    draw = random.Random(seed)  # noqa: S311  # a drawing is no secret
    picture, pen = _sky((88, 60, 110), (250, 160, 70), until=0.55)
    sun = draw.uniform(0.3, 0.7)
    pen.ellipse(scaled(sun - 0.05, 0.34, sun + 0.05, 0.47), fill=(255, 232, 170))
    _mountains(pen, draw, (54, 42, 66), top=0.3, foot=0.55)
    shore = round(_HEIGHT * 0.55)
    above = picture.crop((0, 2 * shore - _HEIGHT, _WIDTH, shore))
    mirrored = above.transpose(Pixels.Transpose.FLIP_TOP_BOTTOM)
    # Water swallows a part of the light.
    picture.paste(mirrored.point(lambda value: value * 0.7), (0, shore))
    return picture


def winter(seed: int) -> Pixels.Image:
    """Return white mountains, and a small house in the snow before them."""
    draw = random.Random(seed)  # noqa: S311  # a drawing is no secret
    picture, pen = _sky((176, 204, 228), (226, 234, 240), until=0.7)
    _mountains(pen, draw, (206, 218, 230), top=0.15, foot=0.7)
    pen.rectangle(scaled(0, 0.68, 1, 1), fill=(244, 247, 250))
    x = draw.uniform(0.25, 0.6)
    pen.rectangle(scaled(x, 0.62, x + 0.18, 0.78), fill=(92, 66, 50))
    pen.polygon(scaled(x - 0.03, 0.63, x + 0.09, 0.5, x + 0.21, 0.63), fill=(232, 236, 242))
    pen.rectangle(scaled(x + 0.05, 0.67, x + 0.09, 0.72), fill=(246, 206, 96))
    return picture


def forest(seed: int) -> Pixels.Image:
    """Return three rows of trees, the nearest the darkest and largest."""
    draw = random.Random(seed)  # noqa: S311  # a drawing is no secret
    picture, pen = _sky((190, 214, 226), (222, 230, 216), until=1.0)
    rows: tuple[tuple[float, float, Colour], ...] = (
        (0.62, 0.34, (112, 150, 92)),
        (0.8, 0.46, (70, 116, 62)),
        (1.02, 0.6, (36, 78, 40)),
    )
    for foot, height, colour in rows:
        for place in range(9):
            x = place * 0.125 + draw.uniform(-0.03, 0.03)
            top = foot - height * draw.uniform(0.8, 1.0)
            pen.polygon(scaled(x, top, x + 0.08, foot, x - 0.08, foot), fill=colour)
    return picture


def night(seed: int) -> Pixels.Image:
    """Return a ridge under a moon and stars."""
    draw = random.Random(seed)  # noqa: S311  # a drawing is no secret
    picture, pen = _sky((8, 10, 30), (28, 36, 72), until=1.0)
    for _ in range(70):
        star = (draw.randrange(_WIDTH), draw.randrange(round(_HEIGHT * 0.7)))
        pen.point(star, fill=(230, 232, 240))
    x = draw.uniform(0.2, 0.7)
    pen.ellipse(scaled(x, 0.12, x + 0.12, 0.28), fill=(240, 238, 220))
    _mountains(pen, draw, (4, 4, 8), top=0.45, foot=1.0)
    return picture


def _sky(above: Colour, below: Colour, *, until: float) -> tuple[Pixels.Image, ImageDraw.ImageDraw]:
    picture, pen = blank(below)
    rows = round(_HEIGHT * until)
    for row in range(rows):
        share = row / rows
        colour = tuple(
            round(first + (second - first) * share)
            for first, second in zip(above, below, strict=True)
        )
        pen.line((0, row, _WIDTH, row), colour)
    return picture, pen


def _mountains(
    pen: ImageDraw.ImageDraw, draw: random.Random, colour: Colour, *, top: float, foot: float
) -> None:
    outline = [0.0, foot]
    for step in range(9):
        low = top + (foot - top) * 0.65
        outline += [step / 8, draw.uniform(top, low) if step % 2 else draw.uniform(low, foot)]
    pen.polygon(scaled(*outline, 1.0, foot), fill=colour)
