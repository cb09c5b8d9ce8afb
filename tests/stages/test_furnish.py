"""What follows from other pages is put into pages: their status, synonyms, who links to them."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from site_builder.model import FrontMatter, Page, Reach, References, RenderedPage, Settings, Site
from site_builder.resources import template_environment
from site_builder.stages.furnish import furnish
from site_builder.text.link_map import link_map

ALL = Settings(
    Path(),
    Path("docs"),
    Path("examples"),
    references=References(back_links=True, status=True),
    reach=Reach(synonyms=True),
)


def furnished(
    pages: Mapping[str, str],
    told: Mapping[str, FrontMatter] | None = None,
    settings: Settings = ALL,
    *,
    directories: bool = True,
) -> Mapping[str, str]:
    """Return the pages to which something was added, by their paths."""
    end = "/" if directories else ".html"
    rendered = [
        RenderedPage(
            source,
            f"docs/{source}",
            "" if source == "index.md" else source.removesuffix(".md") + end,
            source.removesuffix(".md").title(),
            html,
        )
        for source, html in pages.items()
    ]
    written = tuple(
        Page(
            one.source,
            one.path,
            "",
            front_matter=(told or {}).get(one.source, FrontMatter()),
            generated=one.source.startswith("made"),
        )
        for one in rendered
    )
    site = Site(settings, written, ())
    links = link_map(rendered)
    made = furnish(rendered, site, links, template_environment(settings))
    return {one.source: one.html for one in made}


PAGES = {
    "index.md": '<a href="a/b/">B</a><a href="c/">C</a>',
    "a/b.md": "<h1>B</h1><p>Text</p>",
    "c.md": '<a href="../a/b/">B</a><a href="../d&e/">D</a>',
    "d&e.md": '<a href="../c/">C</a>',
}


def test_a_page_lists_the_pages_that_lead_to_it_and_to_which_it_does_not_lead() -> None:
    found = furnished(PAGES)
    assert list(found) == ["a/b.md"]
    assert found["a/b.md"] == (
        "<h1>B</h1><p>Text</p>"
        '<nav class="linked-from" aria-label="Linked from" data-derived-links '
        "data-search-exclude>\n<p>Linked from</p>\n<ul>\n"
        '<li><a href="../../c/">C</a></li>\n</ul>\n</nav>'
    )


def test_the_list_has_the_order_of_the_navigation() -> None:
    pages = {"a.md": "", "b.md": '<a href="../a/">A</a>', "c.md": '<a href="../a/">A</a>'}
    (html,) = furnished(pages, settings=replace(ALL, reading_order=("c.md", "b.md"))).values()
    assert html.index("../c/") < html.index("../b/")


def test_pages_that_list_others_are_not_listed() -> None:
    pages = {
        "a.md": "",
        "x/index.md": '<a href="../../a/">A</a>',
        "made.md": '<a href="../a/">A</a>',
        "old.md": '<a href="../a/">A</a><a href="../made/">made</a>',
        "new.md": '<a href="../made/">made</a>',
    }
    told = {"old.md": FrontMatter(status="retired", replaced_by="new.md")}
    assert "a.md" not in furnished(pages, told)
    assert "made.md" not in furnished(pages, told)


def test_titles_are_text() -> None:
    pages = {"a.md": "", "b&c.md": '<a href="../a/">A</a>'}
    (html,) = furnished(pages).values()
    assert '<a href="../b&amp;c/">B&amp;C</a>' in html


@pytest.mark.parametrize(
    ("replaced_by", "expected"),
    [
        ("../c.md", 'Go on to <a href="../../c/">C</a>.'),
        ("../c.md#part", 'Go on to <a href="../../c/#part">C</a>.'),
        ("../index.md", 'Go on to <a href="../../">Index</a>.'),
        ("https://x.example/", 'Go on to <a href="https://x.example/">https://x.example/</a>.'),
        ("", "old link.</p>"),
        ("nowhere.md", "old link.</p>"),
    ],
)
def test_a_retired_page_says_under_its_title_where_to_go_on(
    replaced_by: str, expected: str
) -> None:
    told = {"a/b.md": FrontMatter(status="retired", replaced_by=replaced_by)}
    html = furnished(PAGES, told)["a/b.md"]
    assert html.startswith('<h1>B</h1><aside class="page-status page-status-retired">')
    assert expected in html
    assert html.index("</aside>") < html.index("<p>Text</p>")


def test_addresses_may_be_those_of_files() -> None:
    told = {"a/b.md": FrontMatter(status="retired", replaced_by="../c.md")}
    html = furnished(PAGES, told, directories=False)["a/b.md"]
    assert 'href="../c.html"' in html


def test_a_page_that_needs_a_review_says_so_at_its_top() -> None:
    told = {"c.md": FrontMatter(status="needs-review")}
    html = furnished(PAGES, told)["c.md"]
    assert html.startswith('<aside class="page-status page-status-needs-review">')


def test_the_landing_page_is_named_from_beside_it() -> None:
    pages = {"index.md": "", "old.md": ""}
    told = {"old.md": FrontMatter(status="retired", replaced_by="index.md")}
    assert 'href="../"' in furnished(pages, told)["old.md"]
    own = {"index.md": FrontMatter(status="retired", replaced_by="index.md")}
    assert 'href="./"' in furnished(pages, own)["index.md"]


def test_synonyms_stand_in_the_page_and_are_not_shown() -> None:
    html = furnished(PAGES, {"a/b.md": FrontMatter(synonyms=("one", "<two>"))})["a/b.md"]
    assert html.startswith('<h1>B</h1><p class="page-synonyms" hidden="">one, &lt;two&gt;</p>')


def test_what_is_not_wished_is_not_added() -> None:
    off = Settings(Path(), Path("docs"), Path("examples"))
    told = {"c.md": FrontMatter(status="retired", synonyms=("x",))}
    assert furnished(PAGES, told, off) == {}
    assert furnished(PAGES, {"c.md": FrontMatter(status="current")}, off) == {}
