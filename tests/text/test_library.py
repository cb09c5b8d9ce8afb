import pytest

from site_builder.model import OutputFile, RenderedPage, Rendering
from site_builder.text.html import Link
from site_builder.text.library import Library

HOME = RenderedPage("index.md", "docs/index.md", "", "Home", "")
GUIDE = RenderedPage("a/b.md", "docs/a/b.md", "a/b/", "B", "")
PICTURE = OutputFile("pic.png", b"x")
MOVED = OutputFile(
    "old/index.html", b'<meta http-equiv="refresh" content="0; url=../a/b/"><p id="a/b/">x</p>'
)


def library(*files: OutputFile) -> Library:
    site = Rendering("Site", "en", "https://x.example/docs/", (HOME, GUIDE), (), files)
    return Library(site)


@pytest.mark.parametrize(
    ("target", "source", "fragment"),
    [
        ("../../", "index.md", ""),
        ("../../#top-of-it", "index.md", "top-of-it"),
        ("../../a/b#c", "a/b.md", "c"),
        ("/docs/a/b/", "a/b.md", ""),
        ("https://x.example/docs/a/b/#c", "a/b.md", "c"),
        ("../../old/", "a/b.md", ""),
    ],
)
def test_an_address_leads_to_a_page(target: str, source: str, fragment: str) -> None:
    found = library(PICTURE, MOVED).find(GUIDE, Link(target, loaded=False, element="a"))
    assert found.page is not None
    assert (found.page.source, found.fragment) == (source, fragment)


def test_an_address_leads_to_a_file() -> None:
    found = library(PICTURE).find(HOME, Link("pic.png#x", loaded=True, element="img"))
    assert (found.file, found.fragment, found.page) == (PICTURE, "x", None)


@pytest.mark.parametrize("target", ["https://y.example/", "mailto:a@x.example", "//y.example/"])
def test_an_address_leads_to_another_site(target: str) -> None:
    found = library().find(HOME, Link(target, loaded=False, element="a"))
    assert found.is_remote
    assert found.page is found.file is None


@pytest.mark.parametrize("target", ["nosuch/", "../out", "http://[", "PIC.png"])
def test_an_address_leads_nowhere(target: str) -> None:
    found = library(PICTURE).find(HOME, Link(target, loaded=False, element="a"))
    assert found.page is found.file is None
    assert not found.is_remote


def test_a_page_that_no_theme_has_made_a_file_of_is_found() -> None:
    # And so is one that a theme has made one of.
    for files in ((), (OutputFile("a/b/index.html", b"<html>the theme's</html>"),)):
        found = library(*files).find(HOME, Link("a/b/", loaded=False, element="a"))
        assert found.page is GUIDE
