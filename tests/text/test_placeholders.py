import pytest

from site_builder.text.placeholders import find_placeholder


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a [[One sentence.]] b [[Two.]]", "[[One sentence.]]"),
        ("[[20 minutes]]", "[[20 minutes]]"),
        ("matrix = [[1, 2]]", ""),
        ('rows = [["a"]]', ""),
        ("[[ a ]]", ""),
        ("[[never closed", ""),
        ("]] the wrong way [[", ""),
        ("[[]]", ""),
        ("none", ""),
    ],
)
def test_a_placeholder_is_found(text: str, found: str) -> None:
    assert find_placeholder(text) == found
