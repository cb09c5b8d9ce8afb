import io
import sys
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from PIL import Image, ImageFont, features

from site_builder.stages.card import HEIGHT, WIDTH, CannotDrawError, card_state, draw_card

PAPER = (251, 250, 247)


def pixels(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def ink(image: Image.Image, top: int, bottom: int) -> int:
    """Return how many pixels of a band differ from the paper."""
    band = image.crop((40, top, WIDTH, bottom))
    return sum(count for count, colour in band.getcolors(10**6) or [] if colour != PAPER)


def test_a_card_has_the_size_that_others_show_and_the_same_bytes_each_time() -> None:
    card = draw_card("A title", "Site", "What it is about.")
    assert pixels(card).size == (WIDTH, HEIGHT)
    assert card == draw_card("A title", "Site", "What it is about.")
    assert card != draw_card("Another title", "Site", "What it is about.")


def test_a_long_title_keeps_to_three_lines_and_leaves_room_for_a_line() -> None:
    image = pixels(draw_card("many long words " * 20, "Site", "about " * 60))
    assert ink(image, 165, 460) > 0
    assert ink(image, HEIGHT - 20, HEIGHT) == 0


def test_a_title_of_no_words_has_a_card_too() -> None:
    assert pixels(draw_card("", "Site", "")).size == (WIDTH, HEIGHT)


def test_where_there_is_no_room_the_summary_goes() -> None:
    # One word that is wider than the picture fills no more lines than it needs.
    assert draw_card("w " * 200, "S", "x " * 400) != draw_card("w " * 200, "S", "")


def test_a_letter_that_the_font_lacks_is_told() -> None:
    with pytest.raises(CannotDrawError, match="no letter '日'"):
        draw_card("日本", "Site", "")


def test_a_summary_with_such_a_letter_is_left_out() -> None:
    assert draw_card("A", "Site", "日本") == draw_card("A", "Site", "")


def test_another_font_has_other_letters(tmp_path: Path) -> None:
    font = tmp_path / "font.ttf"
    make_font(font, "A日 ")
    assert pixels(draw_card("日 A", "A", "", font)).size == (WIDTH, HEIGHT)


@pytest.mark.parametrize("name", ["none.ttf", "bad.ttf"])
def test_a_font_that_cannot_be_read_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "bad.ttf").write_text("no font")
    with pytest.raises(CannotDrawError, match=f"{name}' cannot be read"):
        draw_card("A", "Site", "", tmp_path / name)


def test_without_pillow_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)
    with pytest.raises(CannotDrawError, match=r"site-builder\[machines\]"):
        draw_card("A", "Site", "")


def test_a_pillow_without_freetype_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert features.check("freetype2"), "the control: ours has it"
    plain = ImageFont.load_default_imagefont()
    monkeypatch.setattr(ImageFont, "load_default", lambda _: plain)
    with pytest.raises(CannotDrawError, match="without FreeType"):
        draw_card("A", "Site", "")


def make_font(path: Path, letters: str) -> None:
    """Write a font in which each letter is a box of its own width, and one it lacks a bar."""
    names = [".notdef", *(f"u{ord(one):04X}" for one in letters)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(one): f"u{ord(one):04X}" for one in letters})
    glyphs = {name: box(300 + 50 * at) for at, name in enumerate(names)}
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(names, (700, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Boxes", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)


def box(width: int) -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for point in ((0, 700), (width, 700), (width, 0)):
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()


def test_a_picture_is_known_by_its_font_too(tmp_path: Path) -> None:
    fonts = [tmp_path / name for name in ("one.ttf", "other.ttf")]
    for font in fonts:
        font.write_bytes(font.name.encode())
    states = {card_state(font) for font in (None, *fonts)}
    assert len(states) == 3
    assert card_state(tmp_path / "gone.ttf") == ""
