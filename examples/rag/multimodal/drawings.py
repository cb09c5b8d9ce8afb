"""All drawings by name, as they lie in the corpus and as somebody would photograph them."""

import io
import random
from collections.abc import Callable, Mapping
from types import MappingProxyType

from llmkit import Image
from PIL import Image as Pixels
from PIL import ImageEnhance, ImageFilter

from examples.rag.multimodal import draw_figures, draw_scenes, draw_signs

Drawing = Callable[[int], Pixels.Image]

DRAWINGS: Mapping[str, Drawing] = MappingProxyType(
    {
        "sign-lake": draw_signs.lake,
        "sign-glacier": draw_signs.glacier,
        "sign-forest": draw_signs.forest,
        "sign-ridge": draw_signs.ridge,
        "chart-rain": draw_figures.rain,
        "chart-guests": draw_figures.guests,
        "chart-battery": draw_figures.battery,
        "chart-energy": draw_figures.energy,
        "diagram-water": draw_figures.water,
        "diagram-power": draw_figures.power,
        "diagram-alarm": draw_figures.alarm,
        "plan-rooms": draw_figures.rooms,
        "scene-lake": draw_scenes.lake,
        "scene-winter": draw_scenes.winter,
        "scene-forest": draw_scenes.forest,
        "scene-night": draw_scenes.night,
    }
)
"""Name to what draws it; the seed changes what would differ from visit to visit."""


def draw(name: str) -> Pixels.Image:
    """Return the picture of the corpus.

    Raises:
        KeyError: There is no such drawing.
    """
    return DRAWINGS[name](0)


def photograph(name: str, seed: int = 1) -> Pixels.Image:
    """Return the same thing as a guest's camera might show it.

    The weather and the place differ, the camera is held askew and not quite still, it cuts off an
    edge, and it makes the light its own. It is still kinder than a real photograph: nobody stands
    in the way, and no sign is rusty.

    Args:
        name: What is photographed.
        seed: Each gives another photograph; 0 would be the corpus' own landscape.

    Raises:
        KeyError: There is no such drawing.
    """
    draw = random.Random(f"{name} {seed}")  # noqa: S311  # a drawing is no secret
    picture = DRAWINGS[name](seed)
    width, height = picture.size
    turned = picture.rotate(draw.uniform(-6, 6), Pixels.Resampling.BILINEAR, expand=False)
    cut = draw.uniform(0.03, 0.1)
    box = (round(width * cut), round(height * cut), round(width * (1 - cut / 2)), height)
    seen = turned.crop(box).resize((200, 150), Pixels.Resampling.BILINEAR)
    seen = ImageEnhance.Brightness(seen).enhance(draw.uniform(0.75, 1.15))
    seen = ImageEnhance.Color(seen).enhance(draw.uniform(0.7, 1.1))
    return seen.filter(ImageFilter.GaussianBlur(0.8))


def as_image(picture: Pixels.Image, *, alt: str = "") -> Image:
    """Return pixels as a PNG that can go with a message.

    Args:
        picture: The pixels.
        alt: What it shows, in words.
    """
    file = io.BytesIO()
    picture.save(file, "PNG")
    return Image.from_bytes(file.getvalue(), alt=alt)


def contact_sheet(pictures: Mapping[str, Pixels.Image], *, columns: int = 4) -> Pixels.Image:
    """Return many pictures on one sheet, in rows, half as large.

    Args:
        pictures: The pictures in their order; the names are not written.
        columns: How many are in a row.
    """
    width, height, gap = 120, 90, 8
    rows = -(-len(pictures) // columns)
    size = (columns * (width + gap) - gap, rows * (height + gap) - gap)
    sheet = Pixels.new("RGB", size, "white")
    for place, picture in enumerate(pictures.values()):
        small = picture.resize((width, height), Pixels.Resampling.LANCZOS)
        sheet.paste(small, (place % columns * (width + gap), place // columns * (height + gap)))
    # A palette makes the file a third of the size, and these drawings have few colours.
    return sheet.quantize(128, dither=Pixels.Dither.NONE)
