"""The sections of an article are those that the parsers of the search plugins find."""

import html as html_module
from pathlib import Path

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from material.plugins.search.plugin import Parser, void
from mkdocs.contrib.search.search_index import ContentParser

from site_builder.text.search_sections import VOID, sections_of
from site_builder.text.search_tags import Tags
from site_builder.text.search_texts import texts_of

ROOT = Path(__file__).parents[2]
EXTENSIONS = (
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"),
    *("pymdownx.superfences", "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.tabbed"),
    *("pymdownx.details", "pymdownx.tasklist", "pymdownx.arithmatex"),
)
CODE = "```python\ndef f(a: int) -> str:\n    return '&lt; <b>' + \"&\"  # x\n\n\nf(1)\n```\n"

Found = list[tuple[str, str | None, str, str, bool]] | None


def by_material(html: str) -> Found:
    """Return what Material's parser finds; None when it breaks off."""
    parser = Parser()
    try:
        parser.feed(html)
        parser.close()
    except (AssertionError, ValueError):
        return None
    return [
        (one.el.tag, one.id, "".join(one.title), "".join(one.text), one.is_excluded())
        for one in parser.data
    ]


def by_us(html: str) -> Found:
    """Return what is found without it; None when that is left to it."""
    found = sections_of(html, Tags())
    return found and [
        (one.name, one.id, "".join(one.title), "".join(one.text), one.excluded) for one in found
    ]


def assert_same(html: str, *, sure: bool = False) -> None:
    """Compare with both parsers; ask for a result of ours where it must be sure."""
    material, own = by_material(html), sections_of(html, Tags())
    assert own is not None or not sure
    if own is not None:
        assert (by_us(html) or []) == material
    parser = ContentParser()
    try:
        parser.feed(html)
        parser.close()
    except AssertionError:
        assert texts_of(html, Tags()) is None
        return
    texts = texts_of(html, Tags())
    assert texts is not None or not sure
    if texts is not None:
        assert "\n".join(texts.texts) == parser.stripped_html
        found = [(one.id, one.title, one.text) for one in texts.sections]
        assert found == [(one.id, one.title, one.text) for one in parser.data]


@pytest.mark.parametrize(
    "html",
    [
        "",
        "words only &amp; a &lt;",
        "<p>a <em>b</em>\n c</p>\n<p> </p><p></p>",
        '<h1 id="a">A <code>b</code><a class="headerlink" href="#a">¶</a></h1><p>x</p>',
        '<h2 id="a">A</h2><p>x</p><h2 id="b">B</h2>',
        '<h1 id="a">A</h1><h2 id="b" data-search-exclude>B</h2><p>gone</p><h2 id="c">C</h2>',
        "<h2>no id</h2><p>a</p>",
        '<div><h2 id="a">A</h2><p>in</p></div><p>out</p>',
        '<p>x</p><div><div><h2 id="a">A</h2></div>b</div><h3 id="c">C</h3>',
        "<div data-search-exclude>a<div>b</div>c</div>d",
        "<div><div data-search-exclude>a</div>b</div>c",
        "<span data-search-exclude>a<pre><b><code><span>c</b></code></pre>",
        '<div><div><h1 id="a">A</h1></div></div>x',
        '<div class="linenodiv"><pre>1</pre></div><pre><code>a</code></pre>',
        '<pre><span></span><code><span class="k">def</span> a\n \n</code></pre><p> </p>',
        "<pre><code><span class='n'>b</span>\n</code></pre><p> </p>",
        '<pre><code><span id="l"><a id="l" name="l" href="#l"></a> f\n</span></code></pre>',
        '<pre><code><span class="k">&amp</span>lt;</code></pre>',
        "<code>a<span>b</span></code></pre>",
        "<h2 id=a>",
        '<h2 id="a"><pre><code>a <span>b</span></code></pre></h2>c',
        "<ul><li>a</li><li> <p>\n</p></li></ul><ol></ol>",
        "a<br>b<br/>c<img alt='x' src=\"y\"/><hr />d",
        "<svg viewBox='0 0'><title>a &amp; b</title><style>p > q {}</style><path d='M0'/></svg>",
        "<style>a{content:'&amp;'}</style><script>x()</script><p>a</p>",
        "a<!-- b - c -->d <!-- e -->\n",
        "<object>a<p>b</p></object>c",
        "<p>a</div>b</p></p>",
        "<P>a</P><H2 ID='x'>b</H2>",
        "<p hidden>&nbsp;</p><p>\xa0</p>",
    ],
)
def test_what_is_found_is_what_the_parsers_find(html: str) -> None:
    assert_same(html, sure="id=a" not in html)


@pytest.mark.parametrize(
    "html",
    [
        "a < b",
        "<p",
        '<p title="a > b">c</p>',
        "<p title=a>b</p>",
        '<p a="b"c="d">e</p>',
        "<p / a>b</p>",
        "</p a>",
        "<!DOCTYPE html>",
        "<![CDATA[x]]>",
        "<!-- <p>a</p> -->b",
        "<!-->a-->b",
        "<?php x ?>",
        "<script>a<b>c</b></script>",
        "<script/>a",
        "<style>",
        "<xmp><p>a</p></xmp>",
        '<h2 id="a&amp;b">c</h2>',
        "<é>a</é>",
    ],
)
def test_what_is_not_sure_is_left_to_the_parsers(html: str) -> None:
    assert sections_of(html, Tags()) is None
    assert texts_of(html, Tags()) is None


def test_where_the_parser_of_material_breaks_off_it_does_so_itself() -> None:
    html = "<span data-search-exclude><code><span>a</span></code></span>"
    with pytest.raises(ValueError, match="<code>"):
        Parser().feed(html)
    assert sections_of(html, Tags()) is None


def test_elements_without_an_inside_are_those_of_material() -> None:
    assert void == VOID


def test_as_many_tags_are_remembered_as_are_of_use() -> None:
    tags = Tags()
    html = "".join(f'<a href="{number}">a</a>' for number in range(5000))
    found = sections_of(html, tags)
    assert found
    assert "".join(found[0].text) == "a" * 5000
    assert len(tags) < 5000


NAMES = st.sampled_from(
    ["p", "div", "span", "a", "code", "pre", "h1", "h2", "h3", "li", "ul", "object", "br", "td"]
)
ATTRIBUTES = st.sampled_from(
    [
        *("", "", "", "", ' id="a"', ' id="b"', " id", ' class="linenodiv"', ' class="k"'),
        *(
            " data-search-exclude",
            ' class="headerlink"',
            ' ID="c" id="d"',
            " data-search-exclude=''",
        ),
    ]
)
TEXTS = st.sampled_from(
    ["", "", "a", " ", "\n", "a\n b", "&nbsp;", "&amp;", "&lt;p&gt;", "&am", "p;", "&#", "38;", ">"]
)
TAGS = st.one_of(
    st.builds("<{}{}>".format, NAMES, ATTRIBUTES),
    st.builds("</{}>".format, NAMES),
    st.builds("<{}{}/>".format, NAMES, ATTRIBUTES),
    st.sampled_from(["<!-- c -->", "<style>x</style>", "<pre><code>", "</code></pre>"]),
)
LEAVES = st.lists(st.one_of(TEXTS, TAGS), max_size=4).map("".join)


def _nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    element = st.builds("<{0}{1}>{2}</{0}>".format, NAMES, ATTRIBUTES, inner)
    code = st.builds("<pre><span></span><code>{}</code></pre>".format, inner)
    return st.lists(st.one_of(TEXTS, element, code), max_size=5).map("".join)


@given(st.one_of(st.recursive(TEXTS, _nested, max_leaves=25), st.recursive(LEAVES, _nested)))
def test_any_article_has_the_sections_that_the_parsers_find(html: str) -> None:
    assert_same(html)


@given(st.text(alphabet="<>/!-='\"&;# \nabpi1\x00é", max_size=40))
def test_any_text_has_the_sections_that_the_parsers_find(html: str) -> None:
    assert_same(html)


SPANS = st.sampled_from(
    [
        *('<span class="k">a</span>', '<span class="hll">', "</span>", "b\n", " ", "&amp;", "&am"),
        *(
            '<span id="l-1">',
            '<a id="x" name="x" href="#x"></a>',
            "<span></span>",
            "p;",
            "<b>c</b>",
        ),
    ]
)


@given(st.lists(SPANS, max_size=12).map("".join), st.sampled_from(["", "<p>x</p>", "<h2 id='a'>"]))
def test_any_code_has_the_sections_that_the_parsers_find(code: str, before: str) -> None:
    assert_same(f"{before}<pre><span></span><code>{code}</code></pre><p> </p>after")


PAGES = sorted((*ROOT.glob("content/**/*.md"), *ROOT.glob("tests/projects/**/*.md")))


@pytest.mark.parametrize(
    "highlight",
    [
        {},
        {"linenums": True},
        {"linenums": True, "linenums_style": "inline"},
        {"anchor_linenums": True},
    ],
)
def test_real_pages_have_the_sections_that_the_parsers_find(highlight: dict[str, object]) -> None:
    if "anchor_linenums" in highlight:
        highlight = {**highlight, "line_spans": "__span"}
    configs: dict[str, dict[str, object]] = {
        "pymdownx.highlight": highlight,
        "pymdownx.tabbed": {"alternate_style": True},
        "toc": {"permalink": True},
    }
    converter = markdown.Markdown(extensions=EXTENSIONS, extension_configs=configs)
    assert len(PAGES) > 40
    sure = 0
    for page in PAGES:
        html = converter.reset().convert(f"{page.read_text(encoding='utf-8')}\n\n{CODE}")
        assert_same(html)
        sure += sections_of(html, Tags()) is not None
    assert sure > 0.8 * len(PAGES)


def test_code_that_is_shown_as_such_stays_so() -> None:
    code = html_module.escape("<p>&amp;</p>")
    found = sections_of(f"<pre><code>{code}</code></pre>", Tags())
    assert found
    assert "".join(found[0].text) == f"<pre><code>{code}</code></pre>"
