from pathlib import Path

import pytest

from site_builder.checks.places import Places
from site_builder.model import (
    Example,
    Location,
    Page,
    Redirect,
    References,
    RenderedPage,
    Settings,
    Site,
    SourceFile,
)

BODY = """# Title

See [one](one.md), [anchor](two.md#part), [folder](sub/), [own](#here).
And <a href="../raw/">raw</a>.
![picture](pics/a%20b.png)
![picture](<pics/c d.png>) and [index](sub/index.md#start)
"""
README = SourceFile("README.md", "examples/a/b/README.md", "# B\n\n[x](../c/README.md)\n")


def places() -> Places:
    example = Example("a/b", "examples/a/b", "B", "S.", files=(README,))
    pages = (
        Page("guide.md", "docs/guide.md", BODY, body_line=4),
        Page("examples/a/b.md", README.path, "generated", generated=True),
        Page("examples/index.md", "examples", "generated", generated=True),
    )
    site = Site(Settings(Path(), Path(), Path(), config_path="conf.yml"), pages, (example,))
    rendered = [
        RenderedPage("guide.md", "docs/guide.md", "guide/", "", ""),
        RenderedPage("examples/a/b.md", README.path, "examples/a/b/", "", ""),
        RenderedPage("examples/index.md", "examples", "examples/", "", ""),
    ]
    return Places(site, rendered)


@pytest.mark.parametrize(
    ("target", "line"),
    [
        ("../one/", 6),
        ("../two/#part", 6),
        ("sub/", 6),
        ("#here", 6),
        ("../sub/#start", 9),
        ("../two/#no-such-part", 6),
        ("../raw/", 7),
        ("../raw", 0),
        ("pics/a%20b.png", 8),
        ("pics/c%20d.png", 9),
        ("../nowhere/", 0),
        ("../", 0),
        ("/", 0),
        ("", 0),
    ],
)
def test_an_address_is_found_where_it_was_written(target: str, line: int) -> None:
    assert places().find("guide/index.html", target) == Location("docs/guide.md", line)


def test_an_address_of_an_example_page_is_found_in_its_readme() -> None:
    found = places().find("examples/a/b/index.html", "../c/README.md")
    assert found == Location(README.path, 3)


def test_an_address_that_no_author_wrote_stands_for_the_file_of_the_page() -> None:
    assert places().find("examples/index.html", "x/") == Location("examples")


def test_a_document_of_the_theme_was_configured() -> None:
    assert places().find("404.html", "x/") == Location("conf.yml")


@pytest.mark.parametrize(("target", "line"), [("../..", 3), ("../../", 3), ("..", 0)])
def test_a_link_that_names_no_file_is_found_by_the_page_it_leads_to(target: str, line: int) -> None:
    pages = (Page("a/b.md", "docs/a/b.md", "# B\n\nBack [home](../index.md).\n"),)
    site = Site(Settings(Path(), Path(), Path()), pages, ())
    rendered = [
        RenderedPage("index.md", "docs/index.md", "", "", ""),
        RenderedPage("a/b.md", "docs/a/b.md", "a/b/", "", ""),
    ]
    found = Places(site, rendered).find("a/b/index.html", target)
    assert found == Location("docs/a/b.md", line)


def test_what_is_wrong_with_a_redirect_stands_in_its_line_of_the_configuration() -> None:
    redirects = (Redirect("a/old.md", "b.md", 7), Redirect("c/index.md", "b.md", 8))
    settings = Settings(
        Path(), Path(), Path(), config_path="conf.yml", references=References(redirects=redirects)
    )
    places = Places(Site(settings, (), ()), [])
    documents = ("a/old/index.html", "a/old.html", "c/index.html", "404.html")
    found = [places.find(document, "../b/") for document in documents]
    assert found == [Location("conf.yml", line) for line in (7, 7, 8, 0)]
