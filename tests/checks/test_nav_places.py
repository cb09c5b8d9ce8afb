import pytest

from site_builder.checks.nav_places import check_nav_folders, check_nav_order
from site_builder.checks.navigation import NavEntry
from site_builder.model import LinkMap, Location, Page, PageLink


def told(*entries: tuple[str, str]) -> list[str]:
    """Return what is wrong with entries, each a page and its sections with a point between."""
    nav = [
        NavEntry(source, line, tuple(filter(None, section.split("."))))
        for line, (source, section) in enumerate(entries, start=1)
    ]
    return [str(one).removeprefix("mkdocs.yml:") for one in check_nav_folders(nav, "mkdocs.yml")]


def test_a_page_in_a_section_of_another_folder_is_told_with_its_own() -> None:
    assert told(
        ("guides/index.md", "Guides"),
        ("recipes/a.md", "Guides"),
        ("recipes/b.md", "Recipes"),
        ("recipes/c.md", "Recipes"),
    ) == [
        (
            "2: nav-elsewhere: 'recipes/a.md' stands under 'Guides', whose pages lie in "
            "'guides/'; move it to 'Recipes'"
        )
    ]


def test_a_page_without_a_section_of_its_own_can_move_too() -> None:
    (line,) = told(("guides/a.md", "G"), ("guides/b.md", "G"), ("x/c.md", "G"))
    assert line.endswith("whose pages lie in 'guides/'; move the entry, or the file")


def test_a_page_that_has_a_nearer_section_is_told() -> None:
    (line,) = told(("index.md", "Home"), ("guides/a.md", "Home"), ("guides/index.md", "Guides"))
    assert "stands under 'Home', whose pages lie in the top folder; move it to 'Guides'" in line
    (line,) = told(
        ("guides/index.md", "Guides"),
        ("guides/deep/a.md", "Guides"),
        ("guides/deep/b.md", "Guides.Deep"),
    )
    assert line.startswith("2: ")
    assert line.endswith("move it to 'Guides > Deep'")


@pytest.mark.parametrize(
    "entries",
    [
        [],
        [("a.md", ""), ("b/c.md", "")],
        [("guides/index.md", "Guides"), ("guides/deep/a.md", "Guides.Deep")],
        [("a/x.md", "Mixed"), ("b/y.md", "Mixed")],
        [("guides/README.md", "G"), ("guides/deep/a.md", "G")],
    ],
)
def test_sections_that_follow_folders_are_right(entries: list[tuple[str, str]]) -> None:
    assert told(*entries) == []


def ordered(source: str, *targets: str, generated: bool = False) -> list[str]:
    pages = [Page(source, f"docs/{source}", "", generated=generated)]
    links = LinkMap((), tuple(PageLink(source, one, "", one, f"to-{one}") for one in targets))
    order = ["g/index.md", "g/a.md", "g/b.md", "x.md", "g/c.md"]
    documents = {source: "g/"}
    found = check_nav_order(
        pages, links, order, documents, lambda path, target: Location(f"{path} {target}")
    )
    return [str(one) for one in found]


def test_an_index_with_another_order_than_the_navigation_is_told_once() -> None:
    assert ordered("g/index.md", "g/c.md", "g/b.md", "g/a.md") == [
        (
            "g/index.html to-g/b.md: nav-order: the index names 'g/c.md' before 'g/b.md', and "
            "the navigation has them the other way round; use one order in both"
        )
    ]


@pytest.mark.parametrize(
    ("source", "targets"),
    [
        ("g/index.md", ("g/a.md", "x.md", "g/b.md", "g/a.md", "g/new.md", "g/c.md")),
        ("index.md", ("g/b.md", "g/a.md")),
        ("g/other.md", ("g/b.md", "g/a.md")),
    ],
)
def test_only_what_an_index_says_first_of_its_folder_has_an_order(
    source: str, targets: tuple[str, ...]
) -> None:
    assert ordered(source, *targets) == []


def test_an_index_that_the_tool_makes_is_its_own_affair() -> None:
    assert ordered("g/index.md", "g/b.md", "g/a.md", generated=True) == []
