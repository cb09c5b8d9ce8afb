import pytest

from site_builder.text.includes.comments import lines_in_comments
from site_builder.text.includes.found import numbered

CASES = {
    "no comment": ("a\nb", set()),
    "one line": ("<!-- a -->\nb", set()),
    "several lines": ("a\n<!--\nb\n\nc\n-->\nd", {3, 4, 5, 6}),
    "one after the other": ("<!--\na\n--> x <!--\nb\n-->\nc", {2, 3, 4, 5}),
    "never closed": ("<!--\na", {2}),
    "in code": ("```html\n<!--\n```\na", set()),
    "around code": ("<!--\n```\na\n```\n-->\nb", {2, 3, 4, 5}),
}


@pytest.mark.parametrize("case", CASES)
def test_the_lines_in_comments(case: str) -> None:
    text, expected = CASES[case]
    assert lines_in_comments(numbered(text)) == expected
