from dataclasses import replace
from pathlib import Path

import pytest

from site_builder.checks.navigation import NavEntry, check_addresses, check_nav
from site_builder.model import Page, Settings

SETTINGS = Settings(Path(), Path(), Path(), nav_complete=True)


def page(source: str) -> Page:
    return Page(source, f"docs/{source}", "")


@pytest.mark.parametrize(
    ("one", "other"),
    [("a.md", "a/index.md"), ("a/README.md", "a/index.md"), ("index.md", "README.md")],
)
def test_two_pages_with_one_address_are_told_at_the_second(one: str, other: str) -> None:
    (problem,) = check_addresses([page(one), page("b.md"), page(other)])
    assert str(problem) == (
        f"docs/{other}: address-duplicate: the page has the same address as docs/{one}; "
        "rename one of them"
    )


def test_pages_with_addresses_of_their_own_are_fine() -> None:
    pages = [page(one) for one in ("index.md", "a.md", "a/b.md", "b/index.md", "b/a.md")]
    assert list(check_addresses(pages)) == []


def told(*entries: str, settings: Settings = SETTINGS, excused: str = "") -> list[str]:
    pages = [page("index.md"), page("guide.md"), replace(page("made.md"), generated=True)]
    nav = [NavEntry(source, line) for line, source in enumerate(entries, start=3)]
    return [str(one) for one in check_nav(nav, pages, settings, lambda one: one == excused)]


def test_an_entry_without_a_page_is_told_with_its_line() -> None:
    assert told("index.md", "guid.md", "guide.md") == [
        (
            "mkdocs.yml:4: nav-missing-page: the navigation names 'guid.md', which is not there; "
            "did you mean 'guide.md'?"
        )
    ]


def test_a_page_without_an_entry_is_told() -> None:
    assert told("index.md") == [
        (
            "docs/guide.md: page-not-in-nav: the page is not in the navigation; "
            "add it to nav in mkdocs.yml, or list it under not_in_nav"
        )
    ]


def test_a_page_without_an_entry_is_fine_where_that_is_wanted() -> None:
    assert told("index.md", excused="guide.md") == []
    assert told("index.md", settings=replace(SETTINGS, nav_complete=False)) == []


def test_without_a_navigation_nothing_is_missing_from_it() -> None:
    assert told() == []
