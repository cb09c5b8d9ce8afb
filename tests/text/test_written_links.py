import pytest

from site_builder.text.written_links import links_of_code, links_of_markdown


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("see [a](b.md) and\n[c](d/e.md#f)", [("b.md", 1), ("d/e.md#f", 2)]),
        ('<img src="docs/logo.png" width=3>', [("docs/logo.png", 1)]),
        ("<a\n  href='x.md'>x</a>", [("x.md", 2)]),
        ("[a]: b.md", [("b.md", 1)]),
        ("see https://a.org/b.", [("https://a.org/b", 1)]),
        ("(see https://a.org/b_(c))", [("https://a.org/b_(c)", 1)]),
        ("<https://a.org/>", [("https://a.org/", 1)]),
        ("[x](https://a.org/b)", [("https://a.org/b", 1)]),
        ("`[a](b.md)` and `<a href=c>` and `https://a.org`", []),
        ("```\n[a](b.md)\n```", []),
        ("<!-- [a](b.md)\nhttps://a.org -->", []),
    ],
)
def test_links_of_markdown_have_their_lines(text: str, links: list[tuple[str, int]]) -> None:
    assert [(one.target, one.line) for one in links_of_markdown(text)] == links


PYTHON = '''"""See [the guide](guide.md) and https://a.org/x."""
# As told in https://a.org/y, and in [notes](docs/notes.md#part).
TEXT = "https://a.org/not-this [nor](this.md)"
handlers[name](event.py)


def run() -> None:
    """Run.

    >>> get("https://a.org/nor-this")
    """
    table[0](x.md)  # handlers[name](event.md)
'''


def test_links_of_python_are_those_of_comments_and_docstrings() -> None:
    assert [(one.target, one.line) for one in links_of_code(PYTHON, "x.py")] == [
        ("guide.md", 1),
        ("https://a.org/x", 1),
        ("docs/notes.md#part", 2),
        ("https://a.org/y", 2),
    ]


@pytest.mark.parametrize(
    ("text", "name", "links"),
    [
        ("x = 1  # https://a.org\n# [a](b.md)\n", "x.sh", ["https://a.org", "b.md"]),
        ('fetch("https://a.org") // https://b.org\n', "x.js", ["https://b.org"]),
        ("/* https://a.org */\n", "x.css", ["https://a.org"]),
        ('url = "https://a.org"\n', "x.toml", []),
        ("x = 1\n", "x.toml", []),
        ("def broken(: # https://a.org", "x.py", []),
    ],
)
def test_links_of_code_are_those_of_comments(text: str, name: str, links: list[str]) -> None:
    assert [one.target for one in links_of_code(text, name)] == links
