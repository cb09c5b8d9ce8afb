from base64 import b64decode
from urllib.parse import unquote

import pytest

from site_builder.text.data_address import data_address, drawing_address, readable_size


def test_bytes_come_back_from_their_address() -> None:
    head, _, packed = data_address(b"\0\xff", "image/png").partition(",")
    assert head == "data:image/png;base64"
    assert b64decode(packed) == b"\0\xff"


def test_a_drawing_is_its_text_with_what_would_be_misread_escaped() -> None:
    svg = "<svg fill='#fff' a='100% \"q\" &amp; \\'>\n\tä</svg>"
    address = drawing_address(svg)
    assert address.startswith("data:image/svg+xml,%3Csvg")
    assert not set('#"&<\\\n\t') & set(address)
    assert unquote(address.partition(",")[2]) == svg


def test_a_drawing_full_of_escapes_is_packed() -> None:
    assert drawing_address("<" * 50).startswith("data:image/svg+xml;base64,")


@pytest.mark.parametrize(
    ("count", "limit", "text"),
    [(1_240_000, 1_000_000, "1.2 MB"), (2500, 2000, "2.5 kB"), (12, 10, "12 bytes")],
)
def test_sizes_are_told_in_the_unit_of_the_limit(count: int, limit: int, text: str) -> None:
    assert readable_size(count, limit) == text
