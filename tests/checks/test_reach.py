from site_builder.checks.reach import check_dead_ends, check_reach
from site_builder.model import RenderedPage
from site_builder.text.link_map import link_map


def page(url: str, *targets: str) -> RenderedPage:
    html = "".join(f'<a href="{target}">x</a>' for target in targets)
    source = f"{url.rstrip('/') or 'index'}.md"
    return RenderedPage(source, f"docs/{source}", url, "", html)


PAGES = (
    page("", "a/", "nosuch/", "https://x.example/", "https://own.example/c/"),
    page("a/", "../b/deep", "../"),
    page("b/deep/", "../../a/"),
    page("c/"),
    page("alone/", "../"),
)
LINKS = link_map(PAGES, "https://own.example/")


def test_pages_out_of_reach_and_too_far_are_told() -> None:
    told = [str(problem) for problem in check_reach(PAGES, LINKS, 1)]
    assert told == [
        "docs/b/deep.md: page-far: 'b/deep/' is 2 clicks from the landing page, 1 are allowed",
        "docs/alone.md: page-orphan: no text leads from the landing page to 'alone/'",
    ]
    assert len(list(check_reach(PAGES, LINKS, 2))) == 1


def test_a_page_whose_text_leads_nowhere_is_told() -> None:
    (told,) = check_dead_ends(PAGES, LINKS)
    assert str(told) == (
        "docs/c.md: page-dead-end: the text of the page leads to no other page; "
        "say where a reader goes on, in a related section or in the text"
    )


def test_a_site_of_one_page_has_no_dead_end() -> None:
    alone = [page("", "https://x.example/")]
    assert list(check_dead_ends(alone, link_map(alone))) == []
