"""Draw the picture that others show for a link to a page; needs Pillow, of the extra `machines`."""

import hashlib
import io
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import ImageFont

WIDTH, HEIGHT = 1200, 630
"""Size in pixels, which https://ogp.me/ consumers show without cutting."""
_MARGIN = 90
_PAPER, _INK, _GREEN = (251, 250, 247), (28, 27, 25), (11, 110, 79)
# The picture is drawn in shades of ink on paper, whose number is their colour: it is much
# faster to draw and to pack than colours of three numbers.
_DARK, _MIDDLE, _BAR = 240, 172, 255


class CannotDrawError(Exception):
    """The picture cannot be drawn; says why."""


def card_state(font: Path | None) -> str:
    """Return what decides on the picture of a page beside its words.

    Pillow draws letters a little otherwise from one version to another, and so may we.

    Args:
        font: The font, if it is not that of Pillow.
    """
    with suppress(PackageNotFoundError, OSError):
        letters = hashlib.sha256(font.read_bytes()).hexdigest() if font else ""
        return f"{version('pillow')} {_own_state()} {letters}"
    return ""


@cache
def _own_state() -> str:
    return hashlib.sha256(Path(__file__).read_bytes()).hexdigest()


def draw_card(title: str, site_name: str, summary: str, font: Path | None = None) -> bytes:
    """Return a picture with the title of a page.

    Args:
        title: Title of the page.
        site_name: Title of the site.
        summary: What the page is about; as much of it is shown as there is room for.
        font: A TrueType font; without one the letters that come with Pillow, which are Latin.

    Returns:
        A PNG of 1200 by 630 pixels, the same bytes for the same words.

    Raises:
        CannotDrawError: Pillow is not installed, or the font cannot be read or lacks letters.
    """
    try:
        from PIL import Image, ImageDraw  # noqa: PLC0415 - an extra
    except ModuleNotFoundError:
        message = 'Pillow is not installed: pip install "site-builder[machines]"'
        raise CannotDrawError(message) from None
    image = Image.new("L", (WIDTH, HEIGHT), 0)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 18, HEIGHT), fill=_BAR)
    small, large, middle = (_face(font, size) for size in (34, 76, 36))
    lacking = [one for one in title + site_name if _lacks(large, one)]
    if lacking:
        raise CannotDrawError(f"the font has no letter '{lacking[0]}'")
    draw.text((_MARGIN, 80), site_name, font=small, fill=_MIDDLE)
    lines = _lines(title, large, most=3)
    draw.multiline_text((_MARGIN, 165), lines, font=large, fill=_DARK, spacing=20)
    if not any(_lacks(middle, one) for one in summary):
        top = 225 + draw.multiline_textbbox((0, 0), lines, font=large, spacing=20)[3]
        words = _lines(summary, middle, most=min(3, int((HEIGHT - 40 - top) // 48)))
        draw.multiline_text((_MARGIN, top), words, font=middle, fill=_MIDDLE, spacing=12)
    data = io.BytesIO()
    coloured = Image.frombytes("P", image.size, image.tobytes())
    coloured.putpalette([part for shade in range(256) for part in _colour(shade)])
    coloured.save(data, "PNG")
    return data.getvalue()


def _colour(shade: int) -> tuple[int, int, int]:
    """Return red, green and blue of a shade: paper, then more and more ink; the last is the bar."""
    if shade == _BAR:
        return _GREEN
    red, green, blue = (
        round(paper + (ink - paper) * min(shade, _DARK) / _DARK)
        for paper, ink in zip(_PAPER, _INK, strict=True)
    )
    return red, green, blue


def _face(font: Path | None, size: int) -> "ImageFont.FreeTypeFont":
    from PIL import ImageFont  # noqa: PLC0415 - an extra

    try:
        face = ImageFont.truetype(font, size) if font else ImageFont.load_default(size)
    except OSError as error:
        raise CannotDrawError(f"the font '{font}' cannot be read: {error}") from None
    if not isinstance(face, ImageFont.FreeTypeFont):
        raise CannotDrawError("this Pillow was built without FreeType, and draws no letters")
    return face


def _lacks(face: "ImageFont.FreeTypeFont", letter: str) -> bool:
    """Return whether a letter would be drawn as the sign for one that a font does not have."""
    if letter.isspace():
        return False
    drawn, absent = (face.getmask(one) for one in (letter, "\U0010fffd"))
    return drawn.size == absent.size and bytes(drawn) == bytes(absent)


def _lines(text: str, face: "ImageFont.FreeTypeFont", *, most: int) -> str:
    """Return a text in lines that fit, as many as there is room for."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and face.getlength(longer) <= WIDTH - 2 * _MARGIN:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]} …"] if most > 0 else []
    return "\n".join(lines)
