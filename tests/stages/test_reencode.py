from io import BytesIO

import pytest
from PIL import Image, ImageCms, ImageDraw

from site_builder.model import Code
from site_builder.stages.reencode import missing_library, reencode
from site_builder.text.fault import Fault
from site_builder.text.pictures import dimensions, sniff


def saved(picture: Image.Image, form: str, **options: object) -> bytes:
    file = BytesIO()
    picture.save(file, form, **options)
    return file.getvalue()


def photograph(size: tuple[int, int] = (300, 200)) -> Image.Image:
    """Return a picture of many colours."""
    wide, high = Image.linear_gradient("L"), Image.radial_gradient("L")
    return Image.merge("RGB", (wide, high, wide.rotate(90))).resize(size)


def drawing() -> Image.Image:
    picture = Image.new("RGBA", (200, 100), (255, 255, 255, 0))
    ImageDraw.Draw(picture).ellipse((20, 20, 150, 80), fill="teal", outline="black")
    return picture


def shrunk(data: bytes, max_width: int = 0) -> Image.Image:
    new = reencode(data, max_width)
    assert isinstance(new, bytes)
    assert len(new) < len(data)
    assert sniff(new) == "image/webp"
    assert new == reencode(data, max_width), "the same bytes each time"
    return Image.open(BytesIO(new))


def test_a_drawing_loses_nothing() -> None:
    before = drawing()
    after = shrunk(saved(before, "PNG", compress_level=1))
    assert after.mode == "RGBA"
    # What is fully transparent has no colour that could be lost.
    assert after.getchannel("A").tobytes() == before.getchannel("A").tobytes()
    paper = Image.new("RGBA", before.size, "white")
    shown = [Image.alpha_composite(paper, one).tobytes() for one in (before, after)]
    assert shown[0] == shown[1]


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_photograph_gets_smaller(form: str) -> None:
    options = {"quality": 95} if form == "JPEG" else {}
    assert shrunk(saved(photograph(), form, **options)).size == (300, 200)


def test_a_wide_picture_is_scaled() -> None:
    data = saved(photograph(), "PNG")
    assert shrunk(data, 150).size == (150, 100)
    assert shrunk(data, 400).size == (300, 200)


def test_a_photograph_on_its_side_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    data = saved(photograph(), "JPEG", quality=95, exif=exif)
    assert dimensions(data) == (200, 300)
    after = shrunk(data)
    assert after.size == (200, 300)
    assert not after.getexif()


def test_the_profile_of_colours_is_kept() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    after = shrunk(saved(photograph(), "PNG", icc_profile=profile))
    assert after.info["icc_profile"] == profile


def test_what_moves_stays_as_it_is() -> None:
    frames = [photograph(), photograph().rotate(90), photograph().rotate(180)]
    for form in ("GIF", "WEBP", "PNG"):
        data = saved(frames[0], form, save_all=True, append_images=frames[1:])
        assert reencode(data) is data


@pytest.mark.parametrize(
    "data",
    [
        b"<svg/>",
        b"",
        saved(photograph().convert("CMYK"), "JPEG"),
        saved(Image.new("I;16", (9, 9)), "PNG"),
        saved(photograph().convert("L"), "PNG", icc_profile=b"grey"),
        saved(drawing(), "WEBP", lossless=True, quality=100, method=6),
    ],
)
def test_what_cannot_be_made_smaller_or_as_good_stays_as_it_is(data: bytes) -> None:
    assert reencode(data) is data


@pytest.mark.parametrize("size", [30, 200])
def test_a_broken_picture_is_told(size: int) -> None:
    fault = reencode(saved(photograph(), "PNG")[:size])
    assert isinstance(fault, Fault)
    assert fault.code is Code.ASSET_UNREADABLE
    assert fault.message.startswith("the picture cannot be decoded: ")


@pytest.mark.parametrize("most", [40_000, 20_000])
def test_a_picture_of_far_too_many_pixels_is_told(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", most)
    fault = reencode(saved(photograph(), "PNG"))
    assert isinstance(fault, Fault)
    assert fault.code is Code.ASSET_TOO_LARGE


def test_without_the_library_it_is_told_how_to_get_it() -> None:
    assert missing_library() is None
    fault = missing_library("no_such_library")
    assert fault
    assert 'pip install "site-builder[images]"' in fault.hint
