from site_builder.checks.reach import check_reach, click_distances
from site_builder.model import RenderedPage


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


def test_clicks_are_counted_along_the_shortest_way() -> None:
    assert click_distances(PAGES, "https://own.example/") == {"": 0, "a/": 1, "c/": 1, "b/deep/": 2}


def test_pages_out_of_reach_and_too_far_are_told() -> None:
    told = [str(problem) for problem in check_reach(PAGES, "https://own.example/", 1)]
    assert told == [
        "docs/b/deep.md: page-far: the page is 2 clicks from the landing page, 1 are allowed",
        "docs/alone.md: page-orphan: no text leads from the landing page to 'alone/'",
    ]
    assert len(list(check_reach(PAGES, "https://own.example/", 2))) == 1


def test_without_a_landing_page_nothing_is_reached() -> None:
    assert click_distances(PAGES[1:], "") == {}
