import pytest

from site_builder.checks.statuses import check_retired_links, check_statuses
from site_builder.model import FrontMatter, LinkMap, Location, Page, PageLink


def page(source: str, status: str = "", replaced_by: str = "") -> Page:
    lines = (("status", 2), ("replaced_by", 3))
    told = FrontMatter(status=status, replaced_by=replaced_by, lines=lines)
    return Page(source, f"docs/{source}", "", front_matter=told)


def told(*pages: Page) -> list[str]:
    return [str(problem).removeprefix("docs/") for problem in check_statuses(pages)]


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (
            page("a/old.md", "obsolete"),
            (
                "a/old.md:2: front-matter-invalid: 'status' is 'obsolete', which is no status; "
                "use one of 'current', 'needs-review', 'retired'"
            ),
        ),
        (
            page("a/old.md", "curent"),
            (
                "a/old.md:2: front-matter-invalid: 'status' is 'curent', which is no status; "
                "did you mean 'current'?"
            ),
        ),
        (
            page("a/old.md", "retired"),
            (
                "a/old.md:2: retired-unreplaced: the page is retired and does not say what takes "
                "its place; add 'replaced_by: PAGE', relative to this one, or an address"
            ),
        ),
        (
            page("a/old.md", "retired", "../b/nwe.md"),
            (
                "a/old.md:3: replacement-invalid: the page is replaced by '../b/nwe.md', which is "
                "not there; did you mean '../b/new.md'?"
            ),
        ),
        (
            page("a/old.md", "retired", "../b/gone.md"),
            (
                "a/old.md:3: replacement-invalid: the page is replaced by '../b/gone.md', which is "
                "retired itself; name the page to which that one leads on"
            ),
        ),
        (
            page("a/old.md", "current", "../b/new.md"),
            (
                "a/old.md:3: front-matter-invalid: the page is replaced by another and is not "
                "retired; add 'status: retired', or remove 'replaced_by'"
            ),
        ),
    ],
)
def test_what_is_wrong_with_a_status_is_told(one: Page, expected: str) -> None:
    others = (page("b/new.md"), page("b/gone.md", "retired", "new.md"))
    assert told(one, *others) == [expected]


@pytest.mark.parametrize(
    "one",
    [
        page("a/old.md"),
        page("a/old.md", "current"),
        page("a/old.md", "needs-review"),
        page("a/old.md", "retired", "../b/new.md#part"),
        page("a/old.md", "retired", "https://x.example/"),
    ],
)
def test_a_status_that_holds_is_right(one: Page) -> None:
    assert told(one, page("b/new.md")) == []


@pytest.mark.parametrize(
    ("replaced_by", "hint"),
    [
        ("new.md#part", "; link to what takes its place: 'a/new.md#part'"),
        ("https://x.example/", "; link to what takes its place: 'https://x.example/'"),
        ("", ""),
    ],
)
def test_a_link_to_a_retired_page_is_told_with_the_way_on(replaced_by: str, hint: str) -> None:
    pages = (page("index.md"), page("a/old.md", "retired", replaced_by), page("a/new.md"))
    links = LinkMap(
        tuple(one.source for one in pages),
        (
            PageLink("index.md", "a/old.md", "", "Old", "a/old/"),
            PageLink("index.md", "a/new.md", "", "New", "a/new/"),
            PageLink("a/old.md", "a/old.md", "", "Itself", "."),
        ),
    )
    documents = {one.source: one.source.removesuffix(".md") + "/" for one in pages}
    found = check_retired_links(pages, links, documents, lambda path, _: Location(path))
    assert [str(one) for one in found] == [
        f"index/index.html: link-retired: the link 'a/old/' leads to a page that is retired{hint}"
    ]


@pytest.mark.parametrize(("line", "count"), [(0, 0), (3, 1)])
def test_a_list_that_the_tool_made_may_name_retired_pages(line: int, count: int) -> None:
    made = Page("made.md", "mkdocs.yml", "", generated=True)
    links = LinkMap((), (PageLink("made.md", "old.md", "", "Old", "../old/"),))
    found = check_retired_links(
        [made, page("old.md", "retired")],
        links,
        {"made.md": "made/"},
        lambda path, _: Location(path, line),
    )
    assert len(list(found)) == count
