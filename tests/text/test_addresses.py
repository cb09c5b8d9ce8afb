import pytest

from site_builder.model import OutputFile
from site_builder.text.addresses import Followed, Outcome, SiteIndex, output_path


def index(*paths: str, site_url: str = "", **redirects: str) -> SiteIndex:
    files = [OutputFile(path, b"<p id=x>") for path in paths]
    for name, target in redirects.items():
        html = f'<meta http-equiv=refresh content="0; url={target}">'
        files.append(OutputFile(f"{name}/index.html", html.encode()))
    return SiteIndex(files, site_url)


PATHS = (
    "index.html",
    "a/index.html",
    "a/b/index.html",
    "pic.png",
    "Case/index.html",
    "ä/index.html",
)


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("b/", "a/b/index.html"),
        ("./b/", "a/b/index.html"),
        ("b/index.html", "a/b/index.html"),
        ("../", "index.html"),
        ("..", "index.html"),
        ("../pic.png?v=1", "pic.png"),
        ("/a/b/", "a/b/index.html"),
        ("/", "index.html"),
        ("../%C3%A4/", "ä/index.html"),
        ("", "a/index.html"),
        (" b/ ", "a/b/index.html"),
    ],
)
def test_an_address_leads_to_a_file(target: str, path: str) -> None:
    assert index(*PATHS).follow("a/index.html", target) == Followed(Outcome.FOUND, path)


def test_an_address_keeps_its_anchor() -> None:
    found = index(*PATHS).follow("a/index.html", "b/#gr%C3%B6%C3%9Fe:~:text=x")
    assert (found.path, found.fragment) == ("a/b/index.html", "größe")
    assert index(*PATHS).follow("a/index.html", "#x").path == "a/index.html"


@pytest.mark.parametrize(
    ("target", "outcome"),
    [
        ("b", Outcome.SLASH),
        ("../case/", Outcome.CASE),
        ("../PIC.png", Outcome.CASE),
        ("../pic.png/", Outcome.DEAD),
        ("../PIC.png/", Outcome.DEAD),
        ("nothing/", Outcome.DEAD),
        ("../../x", Outcome.OUTSIDE),
        ("http://[::1", Outcome.UNUSABLE),
        ("http://x.example:port/", Outcome.UNUSABLE),
        ("https://x.example/", Outcome.EXTERNAL),
        ("//x.example/a/", Outcome.EXTERNAL),
        ("mailto:a@x.example", Outcome.EXTERNAL),
    ],
)
def test_an_address_that_leads_nowhere_says_why(target: str, outcome: Outcome) -> None:
    assert index(*PATHS).follow("a/index.html", target).outcome is outcome


def test_the_full_address_of_the_site_is_followed_inside() -> None:
    site = index(*PATHS, site_url="https://x.example/docs/")
    assert site.follow("index.html", "https://x.example/docs/a/").path == "a/index.html"
    assert site.follow("index.html", "/docs/a/").path == "a/index.html"
    assert site.follow("index.html", "/a/").outcome is Outcome.OUTSIDE
    assert site.follow("index.html", "https://x.example/other/").outcome is Outcome.EXTERNAL


def test_documents_that_send_their_reader_on_are_followed() -> None:
    site = index(*PATHS, old="../a/b/#x", older="../old/", round="../trip/", trip="../round/",
                 away="https://x.example/", lost="../nowhere/", file="../pic.png")  # fmt: skip
    assert site.follow("index.html", "old/") == Followed(Outcome.FOUND, "a/b/index.html", "x")
    assert site.follow("index.html", "older/#y") == Followed(Outcome.FOUND, "a/b/index.html", "x")
    assert site.follow("index.html", "round/").path == "trip/index.html"
    assert site.follow("index.html", "away/").path == "away/index.html"
    assert site.follow("index.html", "lost/").path == "lost/index.html"
    assert site.follow("index.html", "file/").path == "pic.png"


@pytest.mark.parametrize(
    ("url", "path"), [("", "index.html"), ("a/", "a/index.html"), ("a.html", "a.html")]
)
def test_an_address_is_sent_from_a_file(url: str, path: str) -> None:
    assert output_path(url) == path
