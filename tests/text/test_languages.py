import pytest

from site_builder.text.languages import language_of


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("a.py", "python"),
        ("data/b.JSON", "json"),
        ("Dockerfile", "docker"),
        ("deploy/Makefile", "make"),
        ("archive.tar.yml", "yaml"),
        ("notes.unknown", "text"),
        ("LICENSE", "text"),
    ],
)
def test_a_file_has_the_language_of_its_name(file: str, name: str) -> None:
    assert language_of(file).name == name


def test_comments_are_those_of_the_language() -> None:
    assert language_of("a.sql").comments == (("--", ""),)
    assert language_of("a.html").comments == (("<!--", "-->"),)
    assert language_of("a.csv").comments == ()


def test_a_file_of_no_known_language_has_the_common_comments() -> None:
    assert ("#", "") in language_of("Caddyfile").comments
    assert ("//", "") in language_of("Caddyfile").comments
