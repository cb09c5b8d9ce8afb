import pytest
from selectolax.lexbor import LexborHTMLParser

from site_builder.text.article import (
    ensure_heading,
    mark_bare_links,
    part_tab_sets,
    shorten_permalinks,
)


def body(tree: LexborHTMLParser) -> str | None:
    return tree.body.inner_html if tree.body else None


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("<p>x</p>", "<h1>A &amp; b</h1><p>x</p>"),
        ("text <p>x</p>", "<h1>A &amp; b</h1>text <p>x</p>"),
        ("<p>x</p><div><h1>Own</h1></div>", "<p>x</p><div><h1>Own</h1></div>"),
        ("", "<h1>A &amp; b</h1>"),
    ],
)
def test_an_article_begins_with_a_heading(written: str, expected: str) -> None:
    tree = LexborHTMLParser(f"<body>{written}</body>")
    ensure_heading(tree, "A & b")
    assert body(tree) == expected


def test_an_empty_document_stays_empty() -> None:
    ensure_heading(LexborHTMLParser("", is_fragment=True), "A")


TABS = '<div class="tabbed-set">{}<div class="tabbed-content"></div></div>'
RADIO = '<input type="radio" name="t"{}>'


@pytest.mark.parametrize(
    ("written", "names", "checked"),
    [
        ([RADIO.format(" checked") + RADIO.format("")], ["t", "t"], [True, False]),
        ([RADIO.format("") + RADIO.format("")], ["t", "t"], [True, False]),
        ([RADIO.format(" checked"), RADIO.format(" checked")], ["t", "t~2"], [True, True]),
        ([""], [], []),
    ],
)
def test_each_set_of_tabs_has_its_own_buttons(
    written: list[str], names: list[str], checked: list[bool]
) -> None:
    tree = LexborHTMLParser(f"<body>{''.join(TABS.format(one) for one in written)}</body>")
    part_tab_sets(tree)
    buttons = tree.css("input")
    assert [one.attributes["name"] for one in buttons] == names
    assert ["checked" in one.attributes for one in buttons] == checked


def test_tabs_inside_tabs_are_a_set_of_their_own() -> None:
    inner = TABS.format(RADIO.format(" checked"))
    tree = LexborHTMLParser(f"<body>{TABS.format(RADIO.format('') + inner)}</body>")
    part_tab_sets(tree)
    assert [one.attributes["name"] for one in tree.css("input")] == ["t", "t~2"]
    assert all("checked" in one.attributes for one in tree.css("input"))


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ('<a href="https://x.example/">https://x.example/</a>', "bare"),
        ('<a class="k" href="https://x.example/">x.example</a>', "k bare"),
        ('<a href="https://x.example/">the example</a>', None),
        ('<a href="https://x.example/"><img></a>', None),
        ('<a href="a/">a/</a>', None),
    ],
)
def test_a_link_whose_text_is_its_address_is_marked(written: str, names: str | None) -> None:
    tree = LexborHTMLParser(f"<body>{written}</body>")
    mark_bare_links(tree)
    (link,) = tree.css("a")
    assert link.attributes.get("class") == names


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('<a class="headerlink" title="Permanent link">¶</a>', '<a class="headerlink">¶</a>'),
        ('<a class="headerlink" title="t"></a>', '<a class="headerlink" title="t"></a>'),
        ('<a title="t">x</a>', '<a title="t">x</a>'),
    ],
)
def test_a_link_to_its_own_heading_needs_no_title(written: str, expected: str) -> None:
    tree = LexborHTMLParser(f"<body>{written}</body>")
    shorten_permalinks(tree)
    assert body(tree) == expected
