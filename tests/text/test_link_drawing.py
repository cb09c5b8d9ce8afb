from selectolax.lexbor import LexborHTMLParser

from site_builder.model import RenderedPage
from site_builder.text.link_drawing import draw_links
from site_builder.text.link_map import link_map
from site_builder.text.reach_table import reach_rows


def page(url: str, *targets: str) -> RenderedPage:
    html = "".join(f'<a href="/{target}">x</a>' for target in targets)
    source = f"{url.rstrip('/') or 'index'}.md"
    return RenderedPage(source, f"docs/{source}", url, f"Page <{source}>", html)


def drawn(*pages: RenderedPage) -> str:
    links = link_map(pages)
    ways = {one.source: f"../{one.url}" for one in pages}
    sections = {one.source: one.source.partition("/")[0] for one in pages}
    return draw_links(reach_rows(pages, links, 1), links, ways, sections)


PAGES = (
    page("", "a/b/", "c/"),
    page("a/b/", "c/", "", "a/d/", "a/d/"),
    page("a/d/"),
    page("c/"),
    page("alone/", "a/b/"),
)


def test_each_page_is_a_link_with_what_is_to_say_of_it() -> None:
    tree = LexborHTMLParser(drawn(*PAGES))
    told = {
        node.css_first("a").attributes["href"]: node.css_first("title").text()
        for node in tree.css(".map-page")
    }
    assert told == {
        "../": "Page <index.md>: 1 in, 2 out",
        "../a/b/": "Page <a/b.md>: 2 in, 3 out",
        "../a/d/": "Page <a/d.md>: 1 in, 0 out; farther than 1",
        "../c/": "Page <c.md>: 2 in, 0 out; leads nowhere",
        "../alone/": "Page <alone.md>: 0 in, 1 out; no way leads here",
    }
    assert len(tree.css(".map-bad")) == 3


def test_columns_are_distances_and_bands_are_sections() -> None:
    tree = LexborHTMLParser(drawn(*PAGES))
    assert [one.text() for one in tree.css(".map-head")] == [
        "landing page",
        "1 click",
        "2 clicks",
        "no way",
    ]
    assert [one.text() for one in tree.css(".map-section")] == ["index.md", "a", "c.md", "alone.md"]


def test_only_the_first_way_to_each_page_is_drawn_unless_a_page_is_pointed_at() -> None:
    tree = LexborHTMLParser(drawn(*PAGES))
    first = tree.css_first(".map-first").attributes["d"] or ""
    assert first.count("M") == 3
    (own,) = (
        node.css_first(".map-ways").attributes["d"] or ""
        for node in tree.css(".map-page")
        if node.css_first("a").attributes["href"] == "../a/b/"
    )
    assert own.count("M") == 3


def test_the_same_links_give_the_same_drawing() -> None:
    assert drawn(*PAGES) == drawn(*PAGES)


def test_four_hundred_pages_stay_of_a_reasonable_size() -> None:
    names = [f"guides/page-{number}/" for number in range(400)]
    pages = [
        page(name, *(names[(at * 7 + step) % 400] for step in range(10)))
        for at, name in enumerate(names)
    ]
    svg = drawn(page("", *names), *pages)
    assert len(svg) < 400_000
    width, height = (int(one) for one in svg.split('viewBox="0 0 ')[1].split('"')[0].split())
    assert width < 1200
    assert height < 3000
