import pytest

from site_builder.text.html import Link
from site_builder.text.rewrite import rewrite_fragment


def rewritten(html: str) -> str:
    def replace(link: Link) -> str:
        return "" if link.target == "drop" else f"{'load' if link.loaded else 'go'}:{link.target}"

    return rewrite_fragment(html, lambda one: f"p-{one}", replace)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<h1 id="a">x</h1>', '<h1 id="p-a">x</h1>'),
        ('<a name="a" href="b">x</a>', '<a name="p-a" href="go:b">x</a>'),
        ('<label for="a">x</label>', '<label for="p-a">x</label>'),
        ('<input type="radio" name="a">', '<input type="radio" name="p-a">'),
        ('<input type="text" name="a">', '<input type="text" name="a">'),
        ('<p aria-labelledby="a b">x</p>', '<p aria-labelledby="p-a p-b">x</p>'),
        ('<p style="fill: url(#a)">x</p>', '<p style="fill: url(#p-a)">x</p>'),
        ("<p style=\"fill: url('#a')\">x</p>", '<p style="fill: url(#p-a)">x</p>'),
        ('<p style="color: red">x</p>', '<p style="color: red">x</p>'),
        ('<img src=" a.png ">', '<img src="load:a.png">'),
        ('<img src="drop" alt="x">', '<img alt="x">'),
        ('<img srcset="a.png 1x, b.png 2x">', '<img srcset="load:a.png">'),
        ('<img srcset="drop 1x, b.png 2x">', "<img>"),
        ("<input disabled>", '<input disabled="">'),
        ("", ""),
    ],
)
def test_ids_and_addresses_are_rewritten(html: str, expected: str) -> None:
    assert rewritten(html) == expected


def test_text_that_looks_like_an_attribute_stays() -> None:
    html = '<p>id="a" href="b" url(#c)</p>'
    assert rewritten(html) == html
