from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from site_builder.text.html import Link, read_document
from site_builder.text.rewrite import rewrite_fragment


def rewritten(html: str) -> str:
    def replace(link: Link) -> str:
        return "" if link.target == "drop" else f"{'load' if link.loaded else 'go'}:{link.target}"

    return rewrite_fragment(html, lambda one: f"p-{one}", replace)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<h1 id="a">x</h1>', '<h1 id="p-a">x</h1>'),
        ('<a name="a" href="b">x</a>', '<a name="p-a" href="go:b">x</a>'),
        ('<label for="a">x</label>', '<label for="p-a">x</label>'),
        ('<input type="radio" name="a">', '<input type="radio" name="p-a">'),
        ('<input type="text" name="a">', '<input type="text" name="a">'),
        ('<map name="a"></map><img usemap="#a">', '<map name="p-a"></map><img usemap="#p-a">'),
        ('<details name="a">x</details>', '<details name="p-a">x</details>'),
        ('<input form="a">', '<input form="p-a">'),
        ('<math><mo form="prefix">x</mo></math>', '<math><mo form="prefix">x</mo></math>'),
        ('<output for="a b">x</output>', '<output for="p-a p-b">x</output>'),
        ('<a name="">x</a>', '<a name="">x</a>'),
        ('<p aria-labelledby="a b">x</p>', '<p aria-labelledby="p-a p-b">x</p>'),
        ('<p style="fill: url(#a)">x</p>', '<p style="fill: url(#p-a)">x</p>'),
        ("<p style=\"fill: url('#a')\">x</p>", '<p style="fill: url(#p-a)">x</p>'),
        ('<p style="color: red">x</p>', '<p style="color: red">x</p>'),
        ('<img src=" a.png ">', '<img src="load:a.png">'),
        ('<img src="drop" alt="x">', '<img alt="x">'),
        ('<img srcset="a.png 1x, b.png 2x">', '<img srcset="load:a.png">'),
        ('<img srcset="drop 1x, b.png 2x">', "<img>"),
        ('<button popovertarget="a">x</button>', '<button popovertarget="p-a">x</button>'),
        ('<p id="" aria-owns="">x</p>', '<p id="" aria-owns="">x</p>'),
        ('<a href="">x</a>', '<a href="go:">x</a>'),
        ('<p id="a">x</p><p id="a">y</p>', '<p id="p-a">x</p><p id="p-a~2">y</p>'),
        (
            '<p id="a">x</p><a id="a" name="a">y</a>',
            '<p id="p-a">x</p><a id="p-a~2" name="p-a~2">y</a>',
        ),
        ("<input disabled>", '<input disabled="">'),
        ("", ""),
    ],
)
def test_ids_and_addresses_are_rewritten(html: str, expected: str) -> None:
    assert rewritten(html) == expected


def test_text_that_looks_like_an_attribute_stays() -> None:
    html = '<p>id="a" href="b" url(#c)</p>'
    assert rewritten(html) == html


IDS = st.text("abcß:._-/~%&'<>", min_size=1, max_size=6)
REFERENCES = ("for", "form", "list", "headers", "aria-labelledby", "aria-owns", "aria-controls")


@given(st.lists(IDS, min_size=1, max_size=5, unique=True), st.data())
def test_ids_and_what_refers_to_them_stay_in_step(ids: list[str], data: st.DataObject) -> None:
    html = "".join(f'<p id="{escape(one)}">x</p>' for one in ids)
    wanted = []
    for name in REFERENCES:
        one = data.draw(st.sampled_from(ids))
        wanted.append((name, one))
        html += f'<output {name}="{escape(one)}">x</output>'
    linked = data.draw(st.sampled_from(ids))
    html += f'<a href="#{escape(linked)}">x</a>'
    new = rewrite_fragment(html, lambda one: f"p/{one}", lambda link: f"#p/{link.target[1:]}")
    assert read_document(new).ids == tuple(f"p/{one}" for one in ids)
    tree = LexborHTMLParser(new)
    for name, one in wanted:
        found = [node.attributes[name] for node in tree.css("output") if name in node.attributes]
        assert found == [f"p/{one}"]
    assert [link.target for link in read_document(new).links] == [f"#p/{linked}"]


@given(st.text(max_size=80))
def test_rewriting_any_text_twice_with_nothing_new_gives_the_same(html: str) -> None:
    once = rewrite_fragment(html, lambda one: one, lambda link: link.target)
    assert rewrite_fragment(once, lambda one: one, lambda link: link.target) == once


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ('<a href="../files/a%20b.csv?x#y">x</a>', "a b.csv"),
        ('<a download href="a.csv">x</a>', "a.csv"),
        ('<a download="own.csv" href="a.csv">x</a>', "own.csv"),
    ],
)
def test_a_file_inside_is_saved_under_its_name(html: str, name: str) -> None:
    new = rewrite_fragment(html, lambda one: one, lambda _: "data:text/csv;base64,")
    link = LexborHTMLParser(new).css_first("a")
    assert link is not None
    assert link.attributes["download"] == name


def test_only_what_is_inside_gets_a_name_to_be_saved_under() -> None:
    assert "download" not in rewritten('<a href="a.csv">x</a>')
