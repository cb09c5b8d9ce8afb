import pytest

from site_builder.text.unicode_ranges import within


@pytest.mark.parametrize(
    ("ranges", "expected"),
    [("", "aé€"), ("U+61", "a"), ("u+0-7F, U+20AC", "a€"), ("U+00??", "aé"), ("nonsense", "aé€")],
)
def test_a_font_is_for_its_ranges(ranges: str, expected: str) -> None:
    assert within(ranges, frozenset("aé€")) == set(expected)
