from site_builder.model import RenderedPage
from site_builder.text.link_map import link_map
from site_builder.text.reach_table import reach_rows


def page(url: str, *targets: str) -> RenderedPage:
    html = "".join(f'<a href="{target}">x</a>' for target in targets)
    source = f"{url.rstrip('/') or 'index'}.md"
    return RenderedPage(source, f"docs/{source}", url, source.title(), html)


PAGES = (
    page("", "a/", "a/#x", "c/"),
    page("a/", "../b/", "../"),
    page("b/", "../"),
    page("c/"),
    page("made/"),
)


def test_the_worst_come_first_each_with_its_remark() -> None:
    rows = reach_rows(PAGES, link_map(PAGES), 1)
    assert [(row.source, row.clicks, row.links_in, row.links_out, row.remark) for row in rows] == [
        ("made.md", None, 0, 0, "no way leads here"),
        ("b.md", 2, 1, 1, "farther than 1"),
        ("a.md", 1, 1, 2, ""),
        ("c.md", 1, 1, 0, "leads nowhere"),
        ("index.md", 0, 2, 2, ""),
    ]


def test_pages_that_the_tool_made_may_lead_nowhere_and_any_distance_is_right() -> None:
    rows = reach_rows(PAGES, link_map(PAGES), 0, {"c.md"})
    assert {row.source: row.remark for row in rows if row.remark} == {
        "made.md": "no way leads here"
    }
