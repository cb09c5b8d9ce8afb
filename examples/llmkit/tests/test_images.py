"""Images of each format: made, refused and shown; the small files were written by Pillow."""

import base64
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmkit import Image, InvalidImageError, InvalidRequestError
from llmkit.image_headers import read_header
from llmkit.images import MAX_IMAGE_BYTES
from llmkit.testing import plain_image

# Each has three pixels in two rows, so that width and height cannot be mistaken.
PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAFUlEQVR4nGM8IWfDwMDAwMDAxAADABUsASY0+3CFAAAA"
    "AElFTkSuQmCC"
)
GIF = "R0lGODdhAwACAIEAAMgePAAAAAAAAAAAACwAAAAAAwACAAAIBgABCBwYEAA7"
JPEG_PROGRESSIVE = (
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI/////////////////////////"
    "///////////////////////////2wBDAVVaWnhpeOuCguv////////////////////////////////////////////////"
    "/////////////////////////wgARCAACAAMDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAL/xAAVAQEBAAAAAA"
    "AAAAAAAAAAAAAABA//aAAwDAQACEAMQAAABkFP/2Q=="
)
# Application data, a frame of the baseline kind and an end: what a header holds, and no picture.
JPEG = base64.b64encode(
    b"\xff\xd8\xff\xe0\x00\x04\xff\xc0\xff\xff\xc4\x00\x03\x00"
    b"\xff\xc0\x00\x0b\x08\x00\x02\x00\x03\x01\x01\x11\x00\xff\xd9"
).decode()
WEBP_LOSSY = "UklGRi4AAABXRUJQVlA4ICIAAABwAQCdASoDAAIAB0CWJaACdAF1AAD+4cC9t/hz4s/U9sAA"
WEBP_LOSSLESS = "UklGRh4AAABXRUJQVlA4TBEAAAAvAkAAAAdQjyKXp/+BiOh/AAA="
WEBP_EXTENDED = (
    "UklGRmYAAABXRUJQVlA4WAoAAAAYAAAAAgAAAQAAQUxQSAcAAAAAY2NjY2NjAFZQOCAiAAAAcAEAnQEqAwACAAdAliWgAnQB"
    "dQAA/uHAvbf4c+LP1PbAAEVYSUYOAAAATU0AKgAAAAgAAAAAAAA="
)
FORMATS = [
    ("image/png", PNG),
    ("image/gif", GIF),
    ("image/jpeg", JPEG),
    ("image/jpeg", JPEG_PROGRESSIVE),
    ("image/webp", WEBP_LOSSY),
    ("image/webp", WEBP_LOSSLESS),
    ("image/webp", WEBP_EXTENDED),
]


@pytest.mark.parametrize(("media_type", "text"), FORMATS)
def test_format_and_size_are_read_from_the_bytes(media_type: str, text: str) -> None:
    image = Image.from_bytes(base64.b64decode(text))
    assert (image.media_type, image.width, image.height) == (media_type, 3, 2)


@pytest.mark.parametrize(("media_type", "text"), FORMATS)
def test_a_header_that_is_cut_is_refused(media_type: str, text: str) -> None:
    data = base64.b64decode(text)
    assert read_header(data[:20]) is None or media_type == "image/gif"
    with pytest.raises(InvalidImageError, match="not a whole PNG"):
        Image.from_bytes(data[:7])


@given(st.binary(max_size=60))
def test_no_bytes_make_the_reader_fail(tail: bytes) -> None:
    for head in (b"", b"\xff\xd8\xff", b"RIFF\0\0\0\0WEBPVP8X", b"RIFF\0\0\0\0WEBPVP8L", b"GIF89a"):
        header = read_header(head + tail)
        assert header is None or header.width >= 0


def test_every_way_to_make_an_image_gives_the_same(tmp_path: Path) -> None:
    data = base64.b64decode(PNG)
    image = Image(data, "image/png", "red")
    # The ending of the name is wrong on purpose: only the content counts.
    (tmp_path / "photo.jpg").write_bytes(data)
    assert Image.from_file(tmp_path / "photo.jpg", alt="red") == image
    assert Image.from_data_url(image.data_url(), alt="red") == image
    assert Image.from_base64(image.base64(), alt="red") == image
    assert image.data_url().startswith("data:image/png;base64,iVBOR")


@pytest.mark.parametrize(
    ("data", "media_type", "words"),
    [
        (b"", "image/png", "it is empty"),
        (b"%PDF-1.7", "image/png", "not a whole PNG, JPEG, GIF or WebP; convert it"),
        (base64.b64decode(GIF), "image/png", "said to be image/png and is image/gif"),
        (base64.b64decode(PNG), "image/bmp", "'image/bmp' is not one of image/gif, image/jpeg"),
        (b"GIF89a\0\0\4\0", "image/gif", "it has 0x4 pixels"),
        (b"\0" * (MAX_IMAGE_BYTES + 1), "image/png", "make it smaller before sending it"),
    ],
)
def test_what_is_no_image_is_refused(data: bytes, media_type: str, words: str) -> None:
    with pytest.raises(InvalidImageError, match=words):
        Image(data, media_type)  # type: ignore[arg-type]  # wrong on purpose


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://example.org/cat.png", "not of the form data:image/png;base64"),
        ("data:image/png,rawtext", "not of the form"),
        ("data:image/png;base64,@@@@", "it is not base64"),
        (f"data:image/jpeg;base64,{PNG}", "said to be image/jpeg and is image/png"),
        (f"data:image/svg+xml;base64,{PNG}", "'image/svg.xml' is not one of"),
    ],
)
def test_a_data_url_is_checked(url: str, words: str) -> None:
    with pytest.raises(InvalidImageError, match=words):
        Image.from_data_url(url)


def test_a_file_is_named_in_the_error(tmp_path: Path) -> None:
    (tmp_path / "notes.png").write_text("no picture", encoding="utf-8")
    with (tmp_path / "film.png").open("wb") as film:
        film.truncate(MAX_IMAGE_BYTES + 1)
    for name, words in [
        ("notes.png", "notes.png: it is not a whole PNG"),
        ("film.png", "film.png: 20971521 bytes are more than 20971520"),
        ("none.png", "none.png: No such file"),
    ]:
        with pytest.raises(InvalidImageError, match=words) as caught:
            Image.from_file(tmp_path / name)
        assert str(caught.value).count(name) == 1
        assert isinstance(caught.value, InvalidRequestError)


def test_the_content_is_never_shown() -> None:
    image = plain_image(6, 4)
    assert repr(image) == f"Image(image/png, 6x4, {len(image.data)} bytes)"
