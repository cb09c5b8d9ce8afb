import base64
import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from site_builder.checks.links import check_single_file
from site_builder.model import NavItem, OutputFile, RenderedPage, Rendering, Settings
from site_builder.resources import template_environment
from site_builder.stages.assemble import Face, Targets, assemble, reading_order
from site_builder.text.addresses import SiteIndex

TEMPLATES = template_environment(Settings(Path(), Path(), Path()))
FACE = Face("p { color: red }", "let x = 1 < 2;")
PICTURE = OutputFile("pic.svg", b"<svg/>")


def page(source: str, html: str = "", title: str = "") -> RenderedPage:
    stem = source.removesuffix(".md")
    url = "" if stem == "index" else f"{stem.removesuffix('index').rstrip('/')}/"
    return RenderedPage(source, f"docs/{source}", url, title or stem, html)


def rendering(*pages: RenderedPage, nav: tuple[NavItem, ...] = (), site_url: str = "") -> Rendering:
    return Rendering("The site", "de", site_url, pages, nav, (PICTURE,))


def single(site: Rendering, only: str = "") -> LexborHTMLParser:
    """Return the single file; nothing in it is dead and no id stands twice."""
    html = assemble(site, reading_order(site, only), FACE, TEMPLATES)
    index = SiteIndex([OutputFile("one.html", html.encode())])
    assert [str(problem) for problem in check_single_file(index)] == []
    return LexborHTMLParser(html)


def found(tree: LexborHTMLParser, selector: str) -> LexborNode:
    (node,) = tree.css(selector)
    return node


def hrefs(tree: LexborHTMLParser, selector: str = "article a") -> list[str | None]:
    return [node.attributes.get("href") for node in tree.css(selector)]


def test_pages_stand_in_the_order_of_the_navigation_then_of_the_site() -> None:
    nav = (
        NavItem("C", "c/", is_page=True),
        NavItem("Section", children=(NavItem("A", "a/", is_page=True),)),
        NavItem("Elsewhere", "b/"),
    )
    site = rendering(page("a.md"), page("b.md"), page("c.md"), nav=nav)
    assert [one.source for one in reading_order(site)] == ["c.md", "a.md", "b.md"]


@pytest.mark.parametrize("only", ["book", "book/", "/book/"])
def test_pages_can_be_limited_to_a_folder(only: str) -> None:
    site = rendering(page("book/a.md"), page("books/b.md"), page("book.md"))
    assert [one.source for one in reading_order(site, only)] == ["book/a.md"]


def test_a_link_between_pages_leads_inside_the_file() -> None:
    site = rendering(
        page("index.md", '<a href="guides/a/">x</a><a href="guides/a/#b">y</a><a href="#c">z</a>'
                         '<p id="c">c</p>'),
        page("guides/a.md", '<p id="b">b</p><a href="../../">home</a><a href="">this</a>'),
    )  # fmt: skip
    tree = single(site)
    assert hrefs(tree) == [
        "#guides/a",
        "#guides/a/b",
        "#index/c",
        "#index",
        "#guides/a",
    ]
    assert [node.attributes["id"] for node in tree.css("article, article [id]")] == [
        "index",
        "index/c",
        "guides/a",
        "guides/a/b",
    ]


def test_the_same_id_on_two_pages_becomes_two() -> None:
    site = rendering(
        page("a.md", '<p id="x">1</p><label for="x">1</label>'),
        page("b.md", '<p id="x">2</p><a href="#x">2</a>'),
    )
    tree = single(site)
    assert [node.attributes["id"] for node in tree.css("article p[id]")] == ["a/x", "b/x"]
    assert found(tree, "label[for]").attributes["for"] == "a/x"


def test_an_id_that_looks_like_another_page_gets_a_name_of_its_own() -> None:
    site = rendering(
        page("a.md", '<p id="b">x</p><a href="#b">x</a>'),
        page("a/b.md", '<p id="x">y</p>'),
        page("content.md", ""),
    )
    tree = single(site)
    assert [node.attributes["id"] for node in tree.css("article")] == ["a", "a/b", "content~2"]
    assert hrefs(tree) == ["#a/b~2"]


def test_an_anchor_with_strange_letters_is_escaped() -> None:
    site = rendering(page("ä b.md", '<p id="größe%">x</p><a href="#gr%C3%B6%C3%9Fe%25">x</a>'))
    assert hrefs(single(site)) == ["#%C3%A4%20b/gr%C3%B6%C3%9Fe%25"]


def test_pictures_are_inside() -> None:
    site = rendering(page("a.md", '<img src="../pic.svg"><a href="../pic.svg#top">x</a>'))
    tree = single(site)
    data = "data:image/svg+xml;base64," + base64.b64encode(PICTURE.data).decode()
    assert found(tree, "article img").attributes["src"] == data
    assert hrefs(tree) == [f"{data}#top"]


def test_the_icon_of_the_site_is_inside() -> None:
    site = rendering(page("index.md"))
    assert single(site).css('link[rel="icon"]') == []
    icon = found(single(replace(site, icon=PICTURE.path)), 'link[rel="icon"]')
    assert str(icon.attributes["href"]).startswith("data:image/svg+xml;base64,")
    assert single(replace(site, icon="gone.svg")).css('link[rel="icon"]') == []


def test_a_file_of_an_unknown_kind_is_inside_as_bytes() -> None:
    site = rendering(page("index.md", '<a href="x.unknown-kind">x</a>'))
    site = site.with_file(OutputFile("x.unknown-kind", b"\0"))
    assert hrefs(single(site)) == ["data:application/octet-stream;base64,AA=="]


def test_other_sites_stay_where_they_are() -> None:
    site = rendering(page("index.md", '<a href="https://x.example/#a">x</a>'))
    assert hrefs(single(site)) == ["https://x.example/#a"]


@pytest.mark.parametrize(
    ("site_url", "href"), [("", None), ("https://x.example/", "https://x.example/b/#c%20d")]
)
def test_a_page_that_was_left_out_is_linked_on_the_web_if_it_is_there(
    site_url: str, href: str | None
) -> None:
    pages = (page("a/a.md", '<a href="../../b/#c%20d">x</a>'), page("b.md", '<p id="c d">y</p>'))
    tree = single(rendering(*pages, site_url=site_url), "a")
    assert hrefs(tree) == [href]
    # Without the anchor, too.
    pages = (page("a/a.md", '<a href="../../b/">x</a>'), pages[1])
    assert hrefs(single(rendering(*pages, site_url=site_url), "a")) == [href and href.split("#")[0]]


def test_an_address_that_leads_nowhere_stays_for_the_check_to_find() -> None:
    site = rendering(page("index.md", '<img src="nosuch.png"><a href="#nosuch">x</a>'))
    html = assemble(site, site.pages, FACE, TEMPLATES)
    problems = check_single_file(SiteIndex([OutputFile("one.html", html.encode())]))
    assert {problem.code.slug for problem in problems} == {
        "request-leaves",
        "anchor-dead",
        "link-dead",
    }
    assert 'src="nosuch.png"' in html
    assert 'href="#index/nosuch"' in html


def test_the_contents_name_what_is_in_the_file() -> None:
    nav = (
        NavItem("Home", "", is_page=True),
        NavItem("Guides", children=(NavItem("A <i>", "a/", is_page=True),)),
        NavItem("Empty", children=(NavItem("Out", "out/", is_page=True),)),
        NavItem("Elsewhere", "https://x.example/"),
    )
    tree = single(rendering(page("index.md"), page("a.md"), nav=nav))
    assert hrefs(tree, "nav a") == ["#index", "#a"]
    assert [node.text(deep=True).strip() for node in tree.css("nav summary")] == ["Guides"]
    assert found(tree, "nav details a").text() == "A <i>"


def test_the_policy_allows_this_style_and_this_script_and_no_other() -> None:
    html = assemble(rendering(page("index.md")), [page("index.md")], FACE, TEMPLATES)
    tree = LexborHTMLParser(html)
    policy = found(tree, "meta[http-equiv=Content-Security-Policy]").attributes["content"] or ""
    for kind, text in (("style-src-elem", FACE.style), ("script-src", FACE.script)):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{kind} 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    assert found(tree, "script").text() == FACE.script
    assert found(tree, "html").attributes["lang"] == "de"
    assert "The site: 1 page in one file." in html


NAMES = st.text("abc/", min_size=1, max_size=3).map(lambda one: one.strip("/") or "x")
PAGES = st.lists(
    st.tuples(st.from_regex(r"[ab](/[ab]){0,2}", fullmatch=True), st.lists(NAMES, max_size=4)),
    min_size=1,
    max_size=4,
    unique_by=lambda one: one[0],
)


@given(PAGES)
def test_every_page_and_every_id_has_a_place_of_its_own(pages: list[tuple[str, list[str]]]) -> None:
    made = [
        page(f"{name}.md", "".join(f'<p id="{one}"></p>' for one in ids)) for name, ids in pages
    ]
    targets = Targets(made)
    places = [targets.of(one) for one in made]
    places += [
        targets.of(one, anchor)
        for one, (_, ids) in zip(made, pages, strict=True)
        for anchor in dict.fromkeys(ids)
    ]
    assert len(places) == len(set(places))
