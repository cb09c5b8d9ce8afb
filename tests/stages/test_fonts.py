import logging
from io import BytesIO

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

from site_builder.model import Code
from site_builder.stages.fonts import subset_font
from site_builder.text.fault import Fault

LETTERS = "abcdé\ue900"
CHANGED = 3_600_000_000
"""When the font was last changed, in seconds since 1904."""


def square(size: int) -> Glyph:
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for corner in ((0, size), (size, size), (size, 0)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()


def built(flavor: str | None = None, fs_type: int = 0, *, variable: bool = False) -> bytes:
    """Return a font of a few squares, with names, a ligature of a and b, and an axis."""
    names = {one: f"g{ord(one):04x}" for one in LETTERS}
    glyphs = [".notdef", *names.values(), "a_b"]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(glyphs)
    builder.setupCharacterMap({ord(one): name for one, name in names.items()})
    builder.setupGlyf({name: square(100 + 10 * at) for at, name in enumerate(glyphs)})
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (600, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable(
        {
            "copyright": "2026 Someone",
            "familyName": "Squares",
            "styleName": "Regular",
            "designer": "Nobody",
            "licenseDescription": "OFL",
            "licenseInfoURL": "https://licence.example",
        }
    )
    builder.setupOS2(fsType=fs_type)
    builder.setupPost()
    builder.addOpenTypeFeatures(f"feature liga {{ sub {names['a']} {names['b']} by a_b; }} liga;")
    if variable:
        builder.setupFvar([("wght", 100, 400, 900, "Weight")], [])
        builder.setupGvar({})
    builder.font.flavor = flavor
    builder.font["head"].modified = CHANGED
    file = BytesIO()
    builder.font.recalcTimestamp = False
    builder.save(file)
    return file.getvalue()


def opened(data: bytes | Fault) -> TTFont:
    assert isinstance(data, bytes)
    assert data[:4] == b"wOF2"
    return TTFont(BytesIO(data))


@pytest.mark.parametrize("flavor", [None, "woff", "woff2"])
def test_a_font_keeps_the_characters_that_are_used(flavor: str | None) -> None:
    font = opened(subset_font(built(flavor), frozenset("é\ue900")))
    assert set(font.getBestCmap()) == {ord(one) for one in LETTERS}, "Latin letters always stay"
    fewer = opened(subset_font(built(flavor), frozenset("a")))
    assert ord("é") not in fewer.getBestCmap()
    assert ord("\ue900") not in fewer.getBestCmap()


def test_the_names_of_owner_and_licence_stay_and_others_go() -> None:
    names = opened(subset_font(built(), frozenset("a")))["name"]
    assert [names.getDebugName(one) for one in (0, 13, 14)] == [
        "2026 Someone",
        "OFL",
        "https://licence.example",
    ]
    assert names.getDebugName(9) is None


def test_layout_features_stay() -> None:
    font = opened(subset_font(built(), frozenset("ab")))
    assert [one.FeatureTag for one in font["GSUB"].table.FeatureList.FeatureRecord] == ["liga"]
    assert "a_b" in font.getGlyphOrder() or len(font.getGlyphOrder()) == 6


def test_a_variable_font_stays_one() -> None:
    font = opened(subset_font(built(variable=True), frozenset("a")))
    assert [one.axisTag for one in font["fvar"].axes] == ["wght"]


def test_the_same_font_gives_the_same_bytes() -> None:
    data = built()
    first = subset_font(data, frozenset("abé"))
    assert first == subset_font(data, frozenset("éba"))
    assert opened(first)["head"].modified == CHANGED


def test_a_font_without_any_of_the_characters_is_not_needed() -> None:
    assert subset_font(built(), frozenset("ж")) == b""
    assert subset_font(built(), frozenset()) == b""


@pytest.mark.parametrize(
    ("bits", "message"),
    [
        (0x0002, "its licence bits say that it may not be embedded"),
        (0x0100, "its licence bits say that it may not be embedded in part"),
        (0x0208, "its licence bits say that only bitmaps of it may be embedded"),
    ],
)
def test_a_font_that_forbids_it_is_not_embedded(bits: int, message: str) -> None:
    fault = subset_font(built(fs_type=bits), frozenset("a"))
    assert isinstance(fault, Fault)
    assert (fault.code, fault.message) == (Code.ASSET_UNREADABLE, message)
    assert "licence" in fault.hint


@pytest.mark.parametrize("bits", [0x0004, 0x0008, 0x000A])
def test_a_font_that_allows_it_in_part_is_embedded(bits: int) -> None:
    assert opened(subset_font(built(fs_type=bits), frozenset("a")))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"ttcf\0\1\0\0", "it is a collection of fonts"),
        (b"<!DOCTYPE html>", "it is not a font that can be read"),
        (b"", "it is not a font that can be read"),
        (built()[:600], "it is not a font that can be read"),
        (built("woff2")[:200], "it is not a font that can be read"),
        (built("woff")[:200], "it is not a font that can be read"),
    ],
)
def test_what_is_no_font_is_told(
    data: bytes, message: str, caplog: pytest.LogCaptureFixture
) -> None:
    fault = subset_font(data, frozenset("a"))
    assert isinstance(fault, Fault)
    assert fault.message.startswith(message)
    assert not caplog.records


def test_the_library_speaks_again_afterwards() -> None:
    logger = logging.getLogger("fontTools")
    before = logger.level
    subset_font(b"", frozenset())
    assert logger.level == before
