import pytest

from site_builder.checks.redirects import check_published, check_redirects
from site_builder.model import Redirect

SOURCES = ("index.md", "a.md", "b/c.md")


def told(**redirects: str) -> list[str]:
    made = [
        Redirect(old.replace("_", "/") + ".md", new, line)
        for line, (old, new) in enumerate(redirects.items(), start=5)
    ]
    found = check_redirects(made, SOURCES, "mkdocs.yml")
    return [str(problem).removeprefix("mkdocs.yml:") for problem in found]


@pytest.mark.parametrize("new", ["a.md", "a.md#part", "https://x.example/a#b", "HTTP://x.example"])
def test_a_redirect_to_what_exists_is_right(new: str) -> None:
    assert told(old=new) == []


@pytest.mark.parametrize(
    ("redirects", "expected"),
    [
        (
            {"old": "b/d.md"},
            (
                "5: redirect-dead: 'old.md' is redirected to 'b/d.md', which is not there; "
                "did you mean 'b/c.md'?"
            ),
        ),
        ({"old": ""}, "5: redirect-dead: 'old.md' is redirected to '', which is not there"),
        (
            {"a": "b/c.md"},
            (
                "5: redirect-shadows: 'a.md' is redirected, and the page exists, so nobody could "
                "read it; remove the redirect, or the page"
            ),
        ),
        (
            {"oldest": "older.md#x", "older": "a.md"},
            (
                "5: redirect-chain: 'oldest.md' is redirected by way of another redirect: "
                "oldest.md → older.md → a.md; write 'oldest.md: a.md'"
            ),
        ),
        (
            {"old": "old.md"},
            (
                "5: redirect-loop: redirects lead in a circle: old.md → old.md; "
                "let one of them lead to a page"
            ),
        ),
        (
            {"before": "x.md", "x": "y.md", "y": "x.md"},
            (
                "6: redirect-loop: redirects lead in a circle: x.md → y.md → x.md; "
                "let one of them lead to a page"
            ),
        ),
    ],
)
def test_what_is_wrong_with_a_redirect_is_told_once(
    redirects: dict[str, str], expected: str
) -> None:
    assert told(**redirects) == [expected]


def test_an_address_that_is_gone_is_told_with_the_redirect_to_add() -> None:
    addresses = [("/", 1), ("/a/", 2), ("/b/cc/", 3), ("/x.html", 4), ("/old/", 5)]
    paths = {"index.html", "a/index.html", "old/index.html"}
    found = [str(one) for one in check_published(addresses, paths, SOURCES, "addresses.txt")]
    assert found == [
        (
            "addresses.txt:3: address-gone: '/b/cc/' was published and is no longer there; "
            "add 'b/cc.md: b/c.md' to the redirect_maps of the plugin 'redirects'"
        ),
        (
            "addresses.txt:4: address-gone: '/x.html' was published and is no longer there; "
            "add 'x.md: PAGE' to the redirect_maps of the plugin 'redirects'"
        ),
    ]


def test_a_landing_page_can_be_gone() -> None:
    (problem,) = check_published([("/", 1)], set(), (), "addresses.txt")
    assert "add 'index.md: PAGE'" in problem.hint
