import pytest

from site_builder.text.external import can_be_asked, has_fragment, matches, split_fragment


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://docs.python.org/3/library/ast.html#ast.parse", True),
        ("http://10.1.2.3/wiki/Page_(x)", True),
        ("https://[2001:db8::1]/", True),
        ("https://host.internal:8443/", True),
        ("ftp://docs.python.org/", False),
        ("mailto:someone@docs.python.org", False),
        ("https://example.com/", False),
        ("https://www.example.org/x", False),
        ("https://shop.example/x", False),
        ("https://service.test", False),
        ("http://localhost:8000/", False),
        ("http://127.0.0.1:8000/", False),
        ("http://[::1]:8000/", False),
        ("http://0.0.0.0:8000/", False),
        ("http://redis:6379/", False),
        ("https://{host}/v1", False),
        ("https://api.python.org/<id>", False),
        ("https://$HOST.python.org/", False),
        ("https://api.python.org/...", False),
        ("https://[::1/", False),
        ("https://docs.python.org:port/", False),
    ],
)
def test_what_is_nobodys_is_not_asked_for(url: str, asked: bool) -> None:
    assert can_be_asked(url) is asked


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("https://a.b/c", ("https://a.b/c", "")),
        ("https://a.b/c#d", ("https://a.b/c", "d")),
        ("https://a.b/c#caf%C3%A9", ("https://a.b/c", "café")),
        ("https://a.b/c#", ("https://a.b/c", "")),
        ("https://a.b/c#top", ("https://a.b/c", "")),
        ("https://a.b/c#:~:text=x", ("https://a.b/c", "")),
        ("https://a.b/c#d:~:text=x", ("https://a.b/c", "d")),
        ("https://a.b/#!/route", ("https://a.b/", "")),
        ("https://a.b/#/route", ("https://a.b/", "")),
    ],
)
def test_a_page_must_have_an_anchor_for_some_fragments(url: str, parts: tuple[str, str]) -> None:
    assert split_fragment(url) == parts


@pytest.mark.parametrize(
    ("fragment", "found"),
    [
        ("here", True),
        ("Here", False),
        ("Installed", True),
        ("L3", True),
        ("L3-L9", True),
        ("L3C1-L9C2", True),
        ("lines-4:9", True),
        ("Last", False),
    ],
)
def test_an_anchor_may_be_made_by_a_script(fragment: str, found: bool) -> None:
    assert has_fragment(fragment, {"here", "user-content-installed"}) is found


@pytest.mark.parametrize(
    ("pattern", "url", "fits"),
    [
        ("https://a.b/c", "https://a.b/c", True),
        ("https://a.b/c", "https://a.b/c/d", False),
        ("https://a.b/*", "https://a.b/c/d#e", True),
        ("https://a.b/c?d=*", "https://a.b/c?d=1", True),
        ("https://a.b/c?d=*", "https://a.b/cxd=1", False),
        ("https://a.b/[c]", "https://a.b/[c]", True),
        ("https://a.b/[c]", "https://a.b/c", False),
    ],
)
def test_a_star_stands_for_any_text_and_nothing_else_does(
    pattern: str, url: str, fits: bool
) -> None:
    assert matches(pattern, url) is fits
