"""Cut a font down to the characters that a text uses."""

import io
import logging
from collections.abc import Iterator, Set
from contextlib import contextmanager
from string import ascii_letters, digits, punctuation

from fontTools import subset
from fontTools.ttLib import TTFont

from site_builder.model import Code
from site_builder.text.fault import Fault

ALWAYS = frozenset(
    f"{ascii_letters}{digits}{punctuation} "
    "\u00a0\u2010\u2013\u2014\u2018\u2019\u201c\u201d\u2026\ufffd"
)
"""Characters that the furniture of the file may show whatever the pages say."""
_KEPT_NAMES = (0, 1, 2, 7, 13, 14)
"""Copyright, family, style, trademark, licence and its address; see the `name` table of OpenType
(https://learn.microsoft.com/en-us/typography/opentype/spec/name)."""
_RESTRICTED, _NO_SUBSET, _BITMAP_ONLY = 0x0002, 0x0100, 0x0200
_FREER = 0x000C
"""Bits of `fsType` in the `OS/2` table; where the restricting one stands with one of the freer
ones, as in old fonts, the freer counts."""


def subset_font(data: bytes, characters: Set[str]) -> bytes | Fault:
    """Return a font with the glyphs of some characters only.

    Layout features, axes of variable fonts, copyright and licence stay; hinting goes.

    Args:
        data: A TTF, OTF, WOFF or WOFF2 file.
        characters: What the text shows; Latin letters, digits and marks are added.

    Returns:
        A WOFF2 file, the same bytes for the same arguments; empty when the font has none of the
        characters; or why the font cannot be used.
    """
    if data[:4] == b"ttcf":
        return Fault(
            Code.ASSET_UNREADABLE, "it is a collection of fonts, of which no page can use one"
        )
    with _quiet():
        try:
            return _subset(data, characters)
        except Exception as error:
            # Tables and compressed data that are damaged make the library raise nearly anything.
            reason = str(error) or type(error).__name__
            return Fault(Code.ASSET_UNREADABLE, f"it is not a font that can be read: {reason}")


def _subset(data: bytes, characters: Set[str]) -> bytes | Fault:
    font = TTFont(io.BytesIO(data), recalcTimestamp=False, recalcBBoxes=True, lazy=False)
    forbidden = _forbidden(font["OS/2"].fsType if "OS/2" in font else 0)
    if forbidden:
        return Fault(
            Code.ASSET_UNREADABLE,
            f"its licence bits say that {forbidden}",
            "use a font whose licence allows it, or leave it out",
        )
    has = font.getBestCmap() or {}
    if not any(ord(one) in has for one in characters):
        return b""
    cutter = subset.Subsetter(_options())
    cutter.populate(unicodes=sorted({ord(one) for one in characters | ALWAYS}))
    cutter.subset(font)
    font.flavor = "woff2"
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()


def _forbidden(bits: int) -> str:
    if bits & _RESTRICTED and not bits & _FREER:
        return "it may not be embedded"
    if bits & _NO_SUBSET:
        return "it may not be embedded in part"
    if bits & _BITMAP_ONLY:
        return "only bitmaps of it may be embedded"
    return ""


def _options() -> subset.Options:
    options = subset.Options()
    options.layout_features = ["*"]
    options.hinting = False
    options.name_IDs = list(_KEPT_NAMES)
    options.name_languages = ["*"]
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.desubroutinize = True
    options.drop_tables += ["DSIG", "FFTM", "meta"]
    return options


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the library from writing to the terminal of our reader."""
    logger = logging.getLogger("fontTools")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)
