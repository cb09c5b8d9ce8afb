import posixpath
from urllib.parse import quote

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

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


def test_a_site_with_a_similar_address_is_another() -> None:
    target = "docs-two/a/"
    site = index(*PATHS, site_url="https://x.example/docs")
    assert site.follow("index.html", f"https://x.example/{target}").outcome is Outcome.EXTERNAL
    assert site.follow("index.html", f"/{target}").outcome is Outcome.OUTSIDE
    assert site.follow("index.html", "https://x.example/docs").path == "index.html"


def test_a_name_may_begin_with_two_points() -> None:
    assert index("..a.png").follow("index.html", "..a.png").outcome is Outcome.FOUND


def test_documents_that_send_their_reader_on_are_followed() -> None:
    site = index(*PATHS, old="../a/b/#x", older="../old/", round="../trip/", trip="../round/",
                 away="https://x.example/", lost="../nowhere/", file="../pic.png")  # fmt: skip
    assert site.follow("index.html", "old/") == Followed(
        Outcome.FOUND, "a/b/index.html", "x", "old/index.html"
    )
    assert site.follow("index.html", "older/#y") == Followed(
        Outcome.FOUND, "a/b/index.html", "x", "older/index.html"
    )
    assert site.follow("index.html", "round/").path == "trip/index.html"
    assert site.follow("index.html", "away/").path == "away/index.html"
    assert site.follow("index.html", "lost/").path == "lost/index.html"
    assert site.follow("index.html", "file/").path == "pic.png"


@pytest.mark.parametrize(
    ("url", "path"), [("", "index.html"), ("a/", "a/index.html"), ("a.html", "a.html")]
)
def test_an_address_is_sent_from_a_file(url: str, path: str) -> None:
    assert output_path(url) == path


NAMES = st.text("abcAB é%ß.-_ü+&=", min_size=1, max_size=8).filter(lambda one: set(one) - {"."})
FOLDERS = st.lists(NAMES, max_size=3)


@st.composite
def sites(draw: st.DrawFn) -> list[str]:
    """Return paths of documents, in folders of every kind."""
    folders = draw(st.lists(FOLDERS, min_size=1, max_size=6))
    pages = [posixpath.join(*folder, "index.html") for folder in folders]
    return sorted({"index.html", *pages})


def relative(path: str, base: str) -> str:
    """Write the address of a document as another one would, escaped as browsers do."""
    away = posixpath.relpath(path, posixpath.dirname(base) or ".")
    folder = away.removesuffix("index.html")
    return quote(folder) if folder else "./"


@given(sites(), st.data())
def test_every_document_is_found_from_every_other(paths: list[str], data: st.DataObject) -> None:
    base, path = data.draw(st.sampled_from(paths)), data.draw(st.sampled_from(paths))
    site = index(*paths)
    anchor = data.draw(NAMES)
    found = site.follow(base, f"{relative(path, base)}#{quote(anchor)}")
    assert found == Followed(Outcome.FOUND, path, anchor)
    full = index(*paths, site_url="https://x.example/docs")
    assert full.follow(base, f"https://x.example/docs/{quote(path)}") == Followed(
        Outcome.FOUND, path
    )


@given(sites(), st.data())
def test_without_its_slash_a_folder_is_found_with_a_remark(
    paths: list[str], data: st.DataObject
) -> None:
    path = data.draw(st.sampled_from(paths))
    address = f"/{quote(posixpath.dirname(path))}"
    wanted = Outcome.SLASH if posixpath.dirname(path) else Outcome.FOUND
    assert index(*paths).follow("index.html", address) == Followed(wanted, path)


@given(sites(), st.data())
def test_another_case_is_never_found(paths: list[str], data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(paths))
    other = path.swapcase()
    assume(other not in paths)
    found = index(*paths).follow("index.html", quote(other))
    assert found.outcome in {Outcome.CASE, Outcome.DEAD}
    assert found.outcome is Outcome.DEAD or found.path.lower() == other.lower()


STEPS = st.sampled_from(["..", ".", "%2e%2e", "%2E.", "a", "b", "", "index.html", "..a", "x y"])


@given(sites(), st.lists(STEPS, max_size=8), st.booleans(), st.data())
def test_no_address_leads_out_of_the_site(
    paths: list[str], steps: list[str], rooted: bool, data: st.DataObject
) -> None:
    base = data.draw(st.sampled_from(paths))
    target = ("/" if rooted else "") + "/".join(steps)
    found = index(*paths).follow(base, target)
    if found.outcome in {Outcome.FOUND, Outcome.SLASH, Outcome.CASE}:
        assert found.path in paths
    elif found.outcome is Outcome.DEAD:
        assert not found.path.startswith(("../", "/..")), found
    if not rooted and not target.startswith("/"):
        # Control: as many steps up as there are folders are fine, one more is not.
        depth = base.count("/")
        assert index(*paths).follow(base, "../" * depth).path == "index.html"
        assert index(*paths).follow(base, "../" * (depth + 1)).outcome is Outcome.OUTSIDE


@given(st.text(max_size=30))
def test_any_text_can_be_followed(target: str) -> None:
    assert index("index.html", "a/index.html").follow("a/index.html", target).outcome in Outcome


def test_a_template_among_the_pages_is_no_document() -> None:
    files = [OutputFile("overrides/main.html", b'<a href="{{ url }}">x</a>')]
    index = SiteIndex(files, opaque={"overrides/main.html"})
    assert index.documents == {}
    assert index.follow("index.html", "overrides/main.html").outcome is Outcome.FOUND
