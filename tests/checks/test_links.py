from collections.abc import Mapping, Sequence

import pytest

from site_builder.checks.links import check_links, check_single_file, external_links
from site_builder.model import Location, OutputFile
from site_builder.text.addresses import SiteIndex


def site(pages: dict[str, str], *files: str, site_url: str = "") -> SiteIndex:
    made = [OutputFile(path, html.encode()) for path, html in pages.items()]
    return SiteIndex([*made, *(OutputFile(path, b"") for path in files)], site_url)


def place(document: str, target: str) -> Location:
    return Location(f"source of {document}", len(target))


def told(index: SiteIndex) -> list[str]:
    return [str(problem).partition(": ")[2] for problem in check_links(index, place)]


HOME = {"index.html": '<p id="top-of-it">x</p>'}


@pytest.mark.parametrize(
    ("html", "message"),
    [
        (
            "<a href=guids/>",
            "link-dead: the link 'guids/' points to nothing in the site; did you mean 'guides'?",
        ),
        ("<a href=zzz/>", "link-dead: the link 'zzz/' points to nothing in the site"),
        (
            "<img src=pics/on.png>",
            (
                "link-dead: the image 'pics/on.png' points to nothing in the site; "
                "did you mean 'pics/one.png'?"
            ),
        ),
        (
            "<script src=x.js></script>",
            "link-dead: the script 'x.js' points to nothing in the site",
        ),
        (
            "<a href=Guides/>",
            (
                "link-case: the link 'Guides/' differs from the file's name in upper and lower "
                "case; did you mean 'guides/index.html'?"
            ),
        ),
        (
            "<a href=guides>",
            "link-slash: the link 'guides' lacks the slash at its end; not every server adds it",
        ),
        (
            "<a href=../x>",
            (
                "link-outside: the link '../x' leaves the site; "
                "link to a page of the site, or to a full address"
            ),
        ),
        ("<a href=http://[x>", "link-unusable: the link 'http://[x' cannot be read as an address"),
        (
            "<a href=guides/#stat>",
            (
                "anchor-dead: the link 'guides/#stat' points to an anchor that "
                "'guides/index.html' does not have; did you mean 'start'?"
            ),
        ),
    ],
)
def test_an_address_that_does_not_lead_where_it_says_is_told(html: str, message: str) -> None:
    index = site({"index.html": html, "guides/index.html": "<p id=start>"}, "pics/one.png")
    assert told(index) == [message]


@pytest.mark.parametrize(
    "html",
    [
        "<a href=guides/>",
        "<a href=guides/#start>",
        "<a href=#>",
        "<a href=#top>",
        "<a href=pics/one.png#any>",
        "<a href=https://x.example/#any>",
        "<img src=pics/one.png>",
    ],
)
def test_an_address_that_leads_where_it_says_is_fine(html: str) -> None:
    index = site({"index.html": html, "guides/index.html": "<p id=start>"}, "pics/one.png")
    assert told(index) == []


@pytest.mark.parametrize(
    ("html", "message"),
    [
        # What MkDocs does not find it leaves as its author wrote it, beside `guides/a.md`.
        (
            "<a href=B.md>",
            (
                "link-case: the link 'B.md' differs from the file's name in upper and lower case; "
                "did you mean 'guides/b.md'?"
            ),
        ),
        (
            "<a href=../Index.md#x>",
            (
                "link-case: the link '../Index.md#x' differs from the file's name in upper and "
                "lower case; did you mean 'index.md'?"
            ),
        ),
        (
            "<img src=../Pic.png>",
            (
                "link-case: the image '../Pic.png' differs from the file's name in upper and "
                "lower case; did you mean 'pic.png'?"
            ),
        ),
        (
            "<a href=beta.md>",
            (
                "link-dead: the link 'beta.md' points to nothing in the site; "
                "did you mean 'guides/bet.md'?"
            ),
        ),
        # What stands in raw HTML nobody translates.
        (
            "<a href=b.md>",
            "link-dead: the link 'b.md' points to nothing in the site; in HTML write '../b/'",
        ),
        (
            "<img src=../pic.png>",
            (
                "link-dead: the image '../pic.png' points to nothing in the site; "
                "in HTML write '../../pic.png'"
            ),
        ),
        (
            "<a href=a.md>",
            "link-dead: the link 'a.md' points to nothing in the site; in HTML write './'",
        ),
    ],
)
def test_what_mkdocs_left_alone_is_understood_as_its_author_wrote_it(
    html: str, message: str
) -> None:
    pages = {"guides/a/index.html": html, "guides/b/index.html": "", "guides/bet/index.html": ""}
    assert told(site({**HOME, **pages}, "pic.png")) == [message]


def test_a_problem_stands_where_the_author_wrote_the_address() -> None:
    (problem,) = check_links(site({"index.html": "<a href=nosuch>"}), place)
    assert problem.location == Location("source of index.html", 6)


def test_an_address_that_stands_on_every_page_at_one_place_is_told_once() -> None:
    pages = {f"{name}.html": "<a href=/nosuch/>" for name in "abc"}
    shared = Location("mkdocs.yml")
    assert len(list(check_links(site(pages), lambda *_: shared))) == 1
    # Control: at places of their own they are three.
    assert len(told(site(pages))) == 3


class TestSingleFile:
    def test_may_load_nothing_from_outside(self) -> None:
        html = (
            "<img src=data:image/png;base64,AA==><svg><use href=#a></use></svg><p id=a>"
            "<script src=https://x.example/y.js></script><a href=https://x.example/>x</a>"
        )
        (problem,) = check_single_file(site({"one.html": html}))
        assert str(problem) == (
            "one.html: request-leaves: "
            "the script 'https://x.example/y.js' would be loaded from outside"
        )

    def test_has_each_id_once(self) -> None:
        (problem,) = check_single_file(site({"one.html": "<p id=a><p id=b><p id=a><p id=a>"}))
        assert str(problem) == "one.html: anchor-duplicate: the id 'a' stands 3 times"

    def test_has_the_anchors_that_it_links_to(self) -> None:
        (problem,) = check_single_file(site({"one.html": "<a href=#b>x</a><p id=a>"}))
        assert (problem.code.slug, problem.location) == ("anchor-dead", Location("one.html"))


def test_links_to_other_sites_are_listed_with_their_places() -> None:
    pages = {
        "a.html": "<a href=https://x.example/1>x</a><a href=b.html>y</a><a href=mailto:a@b.c>z</a>",
        "b.html": "<a href=https://x.example/1>x</a><img src=http://x.example/2.png>"
        "<a href=https://own.example/a.html>own</a><a href=http://[x>bad</a>",
    }
    index = site(pages, site_url="https://own.example/")
    assert external_links(index, place) == {
        "https://x.example/1": (
            place("a.html", "https://x.example/1"),
            place("b.html", "https://x.example/1"),
        ),
        "http://x.example/2.png": (place("b.html", "http://x.example/2.png"),),
    }


class TestRedirects:
    PAGES: Mapping[str, str] = {
        "new/index.html": "<h1 id=part>x</h1>",
        "old/index.html": (
            '<meta http-equiv=refresh content="0; url=../new/"><a href=../older/>on</a>'
        ),
        "older/index.html": '<meta http-equiv=refresh content="0; url=../old/">',
    }

    def told(self, html: str, path: str = "a/index.html") -> list[str]:
        return told(site({**self.PAGES, path: html}))

    def test_a_link_that_works_only_by_a_redirect_is_told_with_the_new_address(self) -> None:
        assert self.told("<a href=../old/>x</a>") == [
            (
                "link-redirected: the link '../old/' leads to a page that only sends its "
                "reader on; "
                "it is now '../new/'"
            )
        ]

    def test_the_new_address_is_that_of_the_last_of_several(self) -> None:
        (message,) = self.told("<a href=../older/#part>x</a>")
        assert message.endswith("it is now '../new/#part'")

    def test_a_page_may_be_beside_the_one_that_was(self) -> None:
        (message,) = self.told("<a href=../older/>x</a>", "new/other.html")
        assert message.endswith("it is now './'")

    def test_the_links_of_a_theme_are_not_the_authors(self) -> None:
        index = site({**self.PAGES, "a/index.html": "<a href=../old/>x</a>"})
        assert list(check_links(index, lambda path, _: Location(path))) == []

    def test_what_sends_its_reader_on_may_name_the_way(self) -> None:
        assert self.told("<a href=../new/#part>x</a>") == []


@pytest.mark.parametrize(
    ("after", "files", "site_url"),
    [
        ({"b/index.html": "<p id=other>x</p>"}, ("one.png",), "https://x.example/docs/"),
        ({}, ("one.png",), "https://x.example/docs/"),
        ({"b.html": "<p id=part>x</p>"}, ("one.png",), "https://x.example/docs/"),
        ({"b/index.html": "<p id=part>x</p>"}, (), "https://x.example/docs/"),
        ({"b/index.html": "<p id=part>x</p>"}, ("one.png",), "https://x.example/"),
        (
            {"b/index.html": "<meta http-equiv=refresh content='0; url=../'><p id=part>x</p>"},
            ("one.png",),
            "https://x.example/docs/",
        ),
    ],
)
def test_a_page_that_is_as_it_was_is_judged_anew_when_its_goals_change(
    after: Mapping[str, str], files: Sequence[str], site_url: str
) -> None:
    page = "<a href=b/#part>x</a><img src=one.png><a href=https://x.example/docs/b/>y</a>"
    before = {"index.html": page, "b/index.html": "<p id=part>x</p>"}
    right = site(before, "one.png", site_url="https://x.example/docs/")
    assert told(right) == told(right) == []
    changed = site({"index.html": page, **after}, *files, site_url=site_url)
    assert told(changed) == told(changed) != []
    assert told(right) == []
