import pytest

from site_builder.text.locate import locate


@pytest.mark.parametrize(
    ("base", "target", "expected"),
    [
        ("css/a.css", "b.png", ("css/b.png", "")),
        ("css/a.css", "../img/b%20c.svg?v=1#d", ("img/b c.svg", "d")),
        ("css/a.css", "/docs/img/b.png", ("img/b.png", "")),
        ("css/a.css", "https://me.example/docs/img/b.png", ("img/b.png", "")),
        ("css/a.css", "//cdn.example/b.png#c", ("https://cdn.example/b.png", "c")),
        ("css/a.css", "http://cdn.example/b.png?v=1", ("http://cdn.example/b.png?v=1", "")),
        ("https://cdn.example/css/a.css", "../b.woff2", ("https://cdn.example/b.woff2", "")),
        ("css/a.css", "file:///b.png", ("", "")),
        ("css/a.css", "", ("", "")),
        ("css/a.css", "http://[b/c.png", ("", "")),
    ],
)
def test_an_address_names_a_file_of_the_site_or_of_another(
    base: str, target: str, expected: tuple[str, str]
) -> None:
    assert locate(base, target, "https://me.example/docs/") == expected


def test_without_an_address_of_the_site_a_slash_is_its_folder() -> None:
    assert locate("css/a.css", "/b.png") == ("b.png", "")
