import struct
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from site_builder.text.pictures import dimensions, media_type, sniff


def picture(form: str, size: tuple[int, int] = (30, 20), **options: Any) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, "teal").save(file, form, **options)
    return file.getvalue()


@pytest.mark.parametrize(
    ("form", "options", "kind"),
    [
        ("PNG", {}, "image/png"),
        ("JPEG", {}, "image/jpeg"),
        ("GIF", {}, "image/gif"),
        ("WEBP", {}, "image/webp"),
        ("WEBP", {"lossless": True}, "image/webp"),
        ("WEBP", {"icc_profile": b"x" * 8}, "image/webp"),
        ("AVIF", {}, "image/avif"),
    ],
)
def test_a_picture_is_known_by_its_bytes_and_tells_its_size(
    form: str, options: dict[str, Any], kind: str
) -> None:
    data = picture(form, **options)
    assert sniff(data) == kind
    assert dimensions(data) == (30, 20)


@pytest.mark.parametrize("form", ["BMP", "ICO"])
def test_pictures_without_a_reader_have_no_size(form: str) -> None:
    data = picture(form, (16, 16))
    assert sniff(data)
    assert dimensions(data) is None


@pytest.mark.parametrize("turn", [1, 3, 6, 8])
def test_photographs_are_measured_upright(turn: int) -> None:
    exif = Image.Exif()
    exif[0x0100] = 30
    exif[0x0112] = turn
    for order in ("<", ">"):
        exif.endian = order
        data = picture("JPEG", exif=exif.tobytes())
        assert dimensions(data) == ((20, 30) if turn >= 6 else (30, 20))


@pytest.mark.parametrize("turn", [0, 1, 2])
def test_turned_avif_pictures_are_measured_upright(turn: int) -> None:
    extent = struct.pack(">4sIII", b"ispe", 0, 30, 20)
    data = b"\0\0\0\x10ftypavif" + extent + (b"irot" + bytes([turn]) if turn else b"")
    assert dimensions(data) == ((20, 30) if turn == 1 else (30, 20))


def exif_jpeg(tiff: bytes) -> bytes:
    """Return the head of a JPEG with notes of a camera."""
    notes = b"Exif\0\0" + tiff
    frame = struct.pack(">BHHB", 8, 20, 30, 3)
    noted = b"\xff\xd8\xff\xe1" + struct.pack(">H", len(notes) + 2) + notes
    return noted + b"\xff\xff\xc0" + struct.pack(">H", len(frame) + 2) + frame


@pytest.mark.parametrize("tiff", [b"II*\0", b"MM\0*\0\0\0\x08\0\0", b"MM\0*\0\0\0\x08\0\x01"])
def test_broken_or_empty_notes_of_a_camera_mean_upright(tiff: bytes) -> None:
    assert dimensions(exif_jpeg(tiff)) == (30, 20)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<!DOCTYPE html><html><svg></svg></html>",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe0\0\x04ab\xff\xda\0\x02",
        b"RIFF....WEBPVP8?" + bytes(20),
        b"RIFF....WEBPVP8L",
        b"\0\0\0\x10ftypavif" + bytes(20),
        b"GIF89a\0\0\0\0",
        b"<svg>",
    ],
)
def test_what_cannot_be_measured_has_no_size(data: bytes) -> None:
    assert dimensions(data) is None


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("a/b.PNG", "image/png"),
        ("x.tar.gz", "application/gzip"),
        ("font.woff2", "font/woff2"),
        ("README", "application/octet-stream"),
    ],
)
def test_media_types_do_not_depend_on_the_machine(path: str, kind: str) -> None:
    assert media_type(path) == kind
