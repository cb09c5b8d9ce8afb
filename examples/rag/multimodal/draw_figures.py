"""Draw the charts and diagrams of the hut's handbook."""

import math
from collections.abc import Sequence
from itertools import pairwise

from PIL import Image as Pixels
from PIL import ImageDraw

from examples.rag.multimodal.canvas import INK, Colour, blank, label, scaled

_PAPER = (250, 250, 246)
_RAIN = (60, 52, 70, 84, 120, 160, 190, 172, 110, 80, 74, 66)
"""Millimetres, January first."""
_GUESTS = (2100, 2250, 2300, 2480, 140, 1900, 2350, 2500, 2620, 2700)
"""Nights, from 2016 on."""
_USES = (("pump", 0.42, (38, 106, 166)), ("kitchen", 0.28, (206, 108, 38)))
_OTHER_USES = (("lamps", 0.2, (226, 190, 60)), ("radio", 0.1, (110, 110, 120)))


def rain(_seed: int) -> Pixels.Image:
    """Return a chart of columns, one for each month."""
    picture, pen = _axes("mm of rain")
    for month, height in enumerate(_RAIN):
        left = 0.13 + month * 0.068
        pen.rectangle(scaled(left, 0.85 - 0.65 * height / 200, left + 0.05, 0.85), (38, 106, 166))
    for month, letter in enumerate("JFMAMJJASOND"):
        label(pen, 0.155 + month * 0.068, 0.91, letter, size=10)
    return picture


def guests(_seed: int) -> Pixels.Image:
    """Return a line over ten years."""
    picture, pen = _axes("nights a year")
    points = [(0.14 + at * 0.085, 0.85 - 0.65 * n / 3000) for at, n in enumerate(_GUESTS)]
    _curve(pen, points, (28, 122, 62))
    for at in (0, 4, 9):
        label(pen, points[at][0] + 0.01, 0.91, str(2016 + at), size=10)
    return picture


def battery(_seed: int) -> Pixels.Image:
    """Return a curve over one day."""
    picture, pen = _axes("charge in %")
    hours = range(25)
    # Lowest at six, highest nine hours later.
    charge = [62 - 30 * math.cos(math.pi * min(abs(hour - 6), 9) / 9) for hour in hours]
    points = [(0.13 + hour * 0.034, 0.85 - 0.65 * charge[hour] / 100) for hour in hours]
    _curve(pen, points, (206, 108, 38))
    for hour in (6, 15):
        label(pen, points[hour][0], 0.91, f"{hour}:00", size=10)
    return picture


def energy(_seed: int) -> Pixels.Image:
    """Return a pie of four pieces."""
    picture, pen = blank(_PAPER)
    begin = -90.0
    for at, (name, share, colour) in enumerate((*_USES, *_OTHER_USES)):
        end = begin + 360 * share
        pen.pieslice(scaled(0.06, 0.12, 0.63, 0.88), begin, end, fill=colour, outline="white")
        pen.rectangle(scaled(0.68, 0.24 + at * 0.15, 0.73, 0.31 + at * 0.15), fill=colour)
        label(pen, 0.86, 0.275 + at * 0.15, name)
        begin = end
    return picture


def water(_seed: int) -> Pixels.Image:
    """Return the way of the water, in a row that turns once."""
    return _boxes({"spring": (0.2, 0.25), "tank": (0.7, 0.25), "pump": (0.7, 0.75)}, "tap", 0.2)


def power(_seed: int) -> Pixels.Image:
    """Return the way of the current, from left to right and down."""
    boxes = {"panels": (0.5, 0.13), "controller": (0.25, 0.5), "batteries": (0.75, 0.5)}
    return _boxes(boxes, "lamps", 0.5, last_row=0.87)


def alarm(_seed: int) -> Pixels.Image:
    """Return four steps, one below the other."""
    boxes = {"make safe": (0.5, 0.13), "radio": (0.5, 0.37), "first aid": (0.5, 0.62)}
    return _boxes(boxes, "wait", 0.5, last_row=0.87)


def rooms(_seed: int) -> Pixels.Image:
    """Return a floor plan."""
    picture, pen = blank(_PAPER)
    for column in range(3):
        for row in (0.1, 0.6):
            left = 0.06 + column * 0.3
            pen.rectangle(
                scaled(left, row, left + 0.28, row + 0.32), fill=(206, 208, 212), outline=INK
            )
            for bed in range(2 + column):
                x = left + 0.03 + bed * 0.06
                pen.rectangle(scaled(x, row + 0.05, x + 0.04, row + 0.17), outline=INK)
    label(pen, 0.5, 0.51, "corridor")
    return picture


def _axes(unit: str) -> tuple[Pixels.Image, ImageDraw.ImageDraw]:
    picture, pen = blank(_PAPER)
    pen.line(scaled(0.1, 0.12, 0.1, 0.85, 0.96, 0.85), INK, 2)
    label(pen, 0.3, 0.07, unit)
    return picture, pen


def _curve(pen: ImageDraw.ImageDraw, points: Sequence[tuple[float, float]], colour: Colour) -> None:
    flat = [value for point in points for value in point]
    pen.line(scaled(*flat), colour, 4, joint="curve")


def _boxes(
    placed: dict[str, tuple[float, float]], last: str, last_x: float, *, last_row: float = 0.75
) -> Pixels.Image:
    picture, pen = blank(_PAPER)
    boxes = placed | {last: (last_x, last_row)}
    centres = list(boxes.values())
    for (x, y), (to_x, to_y) in pairwise(centres):
        _arrow(pen, x, y, to_x, to_y)
    for name, (x, y) in boxes.items():
        pen.rectangle(
            scaled(x - 0.17, y - 0.08, x + 0.17, y + 0.08), fill=(226, 234, 240), outline=INK
        )
        label(pen, x, y, name)
    return picture


def _arrow(pen: ImageDraw.ImageDraw, x: float, y: float, to_x: float, to_y: float) -> None:
    pen.line(scaled(x, y, to_x, to_y), INK, 2)
    # The tip stands in the middle of the way, where no box covers it.
    angle = math.atan2(to_y - y, to_x - x)
    middle_x, middle_y = (x + to_x) / 2, (y + to_y) / 2
    tip = [
        (middle_x + 0.04 * math.cos(angle + turn), middle_y + 0.05 * math.sin(angle + turn))
        for turn in (0, 2.4, -2.4)
    ]
    pen.polygon(scaled(*(value for point in tip for value in point)), fill=INK)
