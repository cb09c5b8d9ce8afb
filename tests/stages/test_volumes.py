import pytest

from site_builder.model import NavItem, RenderedPage, Rendering, SingleFile, Split
from site_builder.stages.volumes import reading_order, unmatched, volumes_of


def page(source: str) -> RenderedPage:
    stem = source.removesuffix(".md")
    return RenderedPage(source, f"docs/{source}", f"{stem}/", stem, "")


def site(*sources: str, nav: tuple[NavItem, ...] = ()) -> Rendering:
    return Rendering("The site", "en", "", tuple(page(one) for one in sources), nav, ())


def leaf(source: str) -> NavItem:
    return NavItem(source, f"{source.removesuffix('.md')}/", is_page=True)


def names(wish: SingleFile, rendering: Rendering, **sizes: int) -> list[tuple[str, str, list[str]]]:
    volumes = volumes_of(rendering, wish, {f"{one}.md": size for one, size in sizes.items()}, 10)
    return [(one.file, one.title, [made.source for made in one.pages]) for one in volumes]


def test_pages_stand_in_the_order_of_the_navigation_then_of_the_site() -> None:
    nav = (leaf("c.md"), NavItem("Section", children=(leaf("a.md"),)), NavItem("Elsewhere", "b/"))
    found = reading_order(site("a.md", "b.md", "c.md", nav=nav))
    assert [one.source for one in found] == ["c.md", "a.md", "b.md"]


@pytest.mark.parametrize(
    ("only", "chosen"),
    [
        (("book",), ["book/a.md", "book/b/c.md"]),
        (("book/",), ["book/a.md", "book/b/c.md"]),
        (("/book/",), ["book/a.md", "book/b/c.md"]),
        (("book/b", "books.md"), ["book/b/c.md", "books.md"]),
        (("book/a.md",), ["book/a.md"]),
        (("",), ["book/a.md", "book/b/c.md", "books.md"]),
        ((), ["book/a.md", "book/b/c.md", "books.md"]),
    ],
)
def test_pages_can_be_chosen(only: tuple[str, ...], chosen: list[str]) -> None:
    rendering = site("book/a.md", "book/b/c.md", "books.md")
    assert [one.source for one in reading_order(rendering, only)] == chosen
    assert unmatched(rendering, only) == ()


def test_what_is_no_page_and_no_folder_is_named() -> None:
    assert unmatched(site("book/a.md"), ("book", "boo", "a.md")) == ("boo", "a.md")


def test_one_file_holds_all_under_the_title_that_was_asked_for() -> None:
    rendering = site("a.md", "b.md")
    assert names(SingleFile("all.html"), rendering) == [("all.html", "The site", ["a.md", "b.md"])]
    assert names(SingleFile("x.html", title="Mine"), rendering)[0][1] == "Mine"


def test_each_section_gets_a_file_and_the_first_holds_what_is_in_none() -> None:
    nav = (
        NavItem("Guides & more", children=(leaf("g.md"),)),
        leaf("index.md"),
        NavItem("Book", children=(NavItem("One", children=(leaf("b.md"),)),)),
    )
    rendering = site("index.md", "b.md", "g.md", "loose.md", nav=nav)
    assert names(SingleFile("out/all.html", split=Split.SECTION), rendering) == [
        ("all.html", "The site", ["index.md", "loose.md"]),
        ("all-guides-more.html", "The site: Guides & more", ["g.md"]),
        ("all-book.html", "The site: Book", ["b.md"]),
    ]


def test_pages_go_on_in_a_further_file_when_one_is_full() -> None:
    rendering = site("a.md", "b.md", "c.md", "d.md")
    assert names(SingleFile("all.html"), rendering, a=6, b=4, c=11, d=1) == [
        ("all.html", "The site", ["a.md", "b.md"]),
        ("all-2.html", "The site", ["c.md"]),
        ("all-3.html", "The site", ["d.md"]),
    ]


def test_no_two_files_have_one_name() -> None:
    nav = tuple(NavItem("Same", children=(leaf(one),)) for one in ("a.md", "b.md"))
    rendering = site("i.md", "a.md", "b.md", nav=(*nav, NavItem("中文", children=(leaf("i.md"),))))
    assert names(SingleFile("all.html", split=Split.SECTION), rendering) == [
        ("all.html", "The site: Same", ["a.md"]),
        ("all-same.html", "The site: Same", ["b.md"]),
        ("all-中文.html", "The site: 中文", ["i.md"]),
    ]
    part = ("all.html", "The site: Same", ["a.md"])
    assert names(SingleFile("all.html", split=Split.SECTION), rendering, a=9, b=9, i=1)[0] == part


def test_a_section_that_goes_on_in_a_second_file_gets_a_number() -> None:
    nav = (leaf("i.md"), NavItem("Long", children=tuple(leaf(one) for one in ("a.md", "b.md"))))
    wish = SingleFile("all.html", split=Split.SECTION)
    found = names(wish, site("i.md", "a.md", "b.md", nav=nav), i=1, a=9, b=9)
    assert [one for one, _, _ in found] == ["all.html", "all-long.html", "all-long-3.html"]
