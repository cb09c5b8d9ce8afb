from selectolax.lexbor import LexborHTMLParser

from site_builder.text.page_head import Told, with_head

PAGE = "<!doctype html><html><head><title>x</title></head><body><p>&lt;/head></p></body></html>"


def head(told: Told, html: str = PAGE) -> LexborHTMLParser:
    return LexborHTMLParser(with_head(html, told))


def properties(tree: LexborHTMLParser) -> dict[str, str]:
    found = {}
    for one in tree.css("head meta[property]"):
        found[str(one.attributes["property"])] = one.attributes["content"] or ""
    return found


def test_a_page_with_nothing_to_say_stays_as_it_is() -> None:
    assert with_head(PAGE, Told("A")) == PAGE


def test_the_head_leads_to_twin_and_feed() -> None:
    tree = head(Told("A", site_name='S "x"', twin="../a.md", feed="../feed.xml"))
    links = [(one.attributes["type"], one.attributes["href"]) for one in tree.css("head link")]
    assert links == [("text/markdown", "../a.md"), ("application/atom+xml", "../feed.xml")]
    assert properties(tree) == {}


def test_open_graph_data_are_complete_with_a_picture() -> None:
    told = Told(
        'A "b" & c',
        site_name="Site",
        description="About.",
        address="https://e.example/a/",
        picture="https://e.example/a.png",
        open_graph=True,
    )
    tree = head(told)
    assert properties(tree) == {
        "og:type": "article",
        "og:title": 'A "b" & c',
        "og:site_name": "Site",
        "og:description": "About.",
        "og:url": "https://e.example/a/",
        "og:image": "https://e.example/a.png",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": 'A "b" & c · Site',
    }
    assert tree.css("head meta[name='twitter:card']")[0].attributes["content"] == (
        "summary_large_image"
    )


def test_without_a_picture_the_card_is_small_and_the_landing_page_is_a_site() -> None:
    tree = head(Told("A", is_home=True, open_graph=True))
    assert properties(tree) == {"og:type": "website", "og:title": "A"}
    assert tree.css("head meta[name='twitter:card']")[0].attributes["content"] == "summary"


def test_open_graph_data_of_a_theme_are_left_alone() -> None:
    html = PAGE.replace("<title>", '<meta property="og:title" content="theirs"><title>')
    assert with_head(html, Told("A", open_graph=True)) == html
