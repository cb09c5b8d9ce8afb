import json

import pytest

from site_builder.model import RenderedPage
from site_builder.text.link_map import (
    ArticleLink,
    article_links,
    link_map,
    packed_links,
    unpacked_links,
)


def page(url: str, html: str) -> RenderedPage:
    source = f"{url.rstrip('/') or 'index'}.md"
    return RenderedPage(source, f"docs/{source}", url, "", html)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>no link</p>", []),
        ('<a href="a/">to\n <b>A</b></a>', [("a/", "to A")]),
        ('<a name="x">y</a><a href="">z</a>', []),
        ('<h2 id="x">T<a class="headerlink" href="#x">¶</a></h2>', []),
        ('<a href="a/"><img alt="A picture" src="x.png"></a>', [("a/", "A picture")]),
        ('<a href="a/"><img src="x.png"></a>', [("a/", "")]),
        ('<a href="a/" title="T"></a>', [("a/", "T")]),
        ('<a href="a/" aria-label="L">x</a>', [("a/", "L")]),
        ('<svg><a xlink:href="a/"><text>drawn</text></a></svg>', [("a/", "drawn")]),
        ('<a href="a/"><svg aria-label="S"></svg></a>', [("a/", "S")]),
        ('<nav data-derived-links><a href="a/">a</a></nav><a href="b/">b</a>', [("b/", "b")]),
    ],
)
def test_links_are_read_with_what_a_reader_sees_of_them(
    html: str, expected: list[tuple[str, str]]
) -> None:
    assert list(article_links(html)) == [ArticleLink(*one) for one in expected]


PAGES = (
    page("", '<a href="a/#part">A</a><a href="nosuch/">x</a><a href="https://x.example/">y</a>'),
    page("a/", '<a href="../b">B</a><a href="#own">own</a><a href="https://o.example/c/">C</a>'),
    page("b/", '<a href="../">home</a>'),
    page("c/", ""),
    page("alone/", '<a href="../">home</a>'),
)


def test_links_between_pages_are_found_the_way_a_server_finds_them() -> None:
    found = link_map(PAGES, "https://o.example/")
    assert [(one.source, one.target, one.fragment, one.text) for one in found.links] == [
        ("index.md", "a.md", "part", "A"),
        ("a.md", "b.md", "", "B"),
        ("a.md", "c.md", "", "C"),
        ("b.md", "index.md", "", "home"),
        ("alone.md", "index.md", "", "home"),
    ]
    assert found.pages == ("index.md", "a.md", "b.md", "c.md", "alone.md")


def test_clicks_are_counted_along_the_shortest_way() -> None:
    clicks = dict(link_map(PAGES, "https://o.example/").clicks)
    assert clicks == {"index.md": 0, "a.md": 1, "b.md": 2, "c.md": 2}


def test_without_a_landing_page_nothing_is_reached() -> None:
    assert link_map(PAGES[1:]).clicks == ()


def test_where_links_lead_follows_the_site_while_a_page_stays() -> None:
    others = (*PAGES[:2], *PAGES[3:])
    targets = [
        [one.target for one in link_map(pages, url).links if one.source == "a.md"]
        for pages, url in (
            (PAGES, "https://o.example/"),
            (others, "https://o.example/"),
            (PAGES, ""),
        )
    ]
    assert targets == [["b.md", "c.md"], ["c.md"], ["b.md"]]


def test_links_outlive_a_build_as_json() -> None:
    links = article_links('<a href="b/">B</a><a href="c/"></a>')
    assert unpacked_links(json.loads(json.dumps(packed_links(links)))) == links
