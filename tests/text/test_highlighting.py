import pytest

from site_builder.text.highlighting import text_for_lines


@pytest.mark.parametrize(
    ("code", "numbers", "text"),
    [
        ("a = 1\nprice = 2\n", (), ""),
        ("a = 1\nprice = 2\n", (2,), "price"),
        ("ask(x)\nask(y)\nother\n", (1, 2), "ask"),
        ("x\nx\n", (1,), ""),
        ("f1\ng2\n", (1, 2), ""),
        ("say(\"it's\")\nsay('it')\n", (1,), '("it'),
        ("x = (\nx = [\n", (1,), "("),
        ("'x=\"\n'x\n", (1,), '="'),
        ("a'\"\na\n\"'\n", (1,), ""),
        ("one\n", (7,), ""),
    ],
)
def test_lines_are_marked_by_a_text_that_only_they_hold(
    code: str, numbers: tuple[int, ...], text: str
) -> None:
    assert text_for_lines(code, numbers) == text
