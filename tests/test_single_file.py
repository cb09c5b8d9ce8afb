"""From a rendered site to files that stand alone."""

from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.model import (
    NavItem,
    OutputFile,
    Problem,
    RenderedPage,
    Rendering,
    SingleFile,
    Split,
    Taking,
)
from site_builder.project import Project, open_project
from site_builder.single_file import make_single_files
from tests.support import Project as Files

PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>'


@pytest.fixture
def opened(project: Callable[..., Files]) -> Callable[..., Project]:
    def make(files: dict[str, str] | None = None, **settings: object) -> Project:
        return open_project(
            project({"content/index.md": "x", **(files or {})}, **settings).settings
        )

    return make


Opened = Callable[..., Project]
SITE = (("index.md", '<a href="guides/one/">x</a>'), ("guides/one.md", "<p id=a>x</p>"))


def rendering(
    *articles: tuple[str, str], stylesheets: tuple[str, ...] = (), icon: str = "", **files: bytes
) -> Rendering:
    pages = tuple(
        RenderedPage(
            source,
            f"content/{source}",
            "" if source == "index.md" else f"{source.removesuffix('.md')}/",
            source,
            html,
        )
        for source, html in articles
    )
    own = {f"{page.url}index.html": page.html.encode() for page in pages}
    others = {name.replace("__", "."): data for name, data in files.items()}
    made = tuple(OutputFile(path, data) for path, data in {**own, **others}.items())
    nav = tuple(
        NavItem(page.title, children=(NavItem(page.title, page.url, is_page=True),))
        for page in pages
    )
    return Rendering("Site", "en", "", pages, nav, made, icon=icon, stylesheets=stylesheets)


def made(
    project: Project, site: Rendering, *, taking: Taking | None = None, **wish: object
) -> tuple[dict[str, str], list[str]]:
    """Return the text of each file, and the problems."""
    wanted = SingleFile(**{"file": "one.html", **wish})  # type: ignore[arg-type]
    files, problems = make_single_files(project, site, wanted, taking)
    return {file.path: file.data.decode() for file in files}, [str(one) for one in problems]


def test_it_has_the_face_of_the_project(opened: Opened, tmp_path: Path) -> None:
    own = {"own/standalone/style/frame.css": ".mine { color: red }"}
    files, problems = made(opened(own, templates_dirs=(tmp_path / "own",)), rendering(*SITE))
    assert problems == []
    # What the site and the file share comes before.
    assert files["one.html"].index(":root") < files["one.html"].index(".mine { color: red }")


def test_it_is_checked(opened: Opened) -> None:
    _, problems = made(opened(), rendering(("index.md", '<a href="#nosuch">x</a>')))
    assert [one for one in problems if "anchor-dead" in one]


def test_it_may_hold_a_folder_but_not_nothing(opened: Opened) -> None:
    files, problems = made(opened(), rendering(*SITE), only=("guides/",))
    assert (files["one.html"].count("<article"), problems) == (1, [])
    files, (problem,) = made(opened(), rendering(*SITE), only=("guide/", "index.md"))
    assert files == {}
    assert problem.startswith("content/guide: content-empty: ")
    assert problem.endswith("did you mean 'guides/'?")


def test_a_site_without_pages_has_no_file(opened: Opened) -> None:
    assert made(opened(), rendering()) == ({}, [])


def test_each_section_may_have_a_file_of_its_own(opened: Opened) -> None:
    files, problems = made(opened(), rendering(*SITE), file="out/one.html", split=Split.SECTION)
    assert problems == []
    assert list(files) == ["out/one.html", "out/one-guides-one-md.html"]
    assert 'href="one-guides-one-md.html#guides/one"' in files["out/one.html"]


def test_files_stay_below_a_size(opened: Opened) -> None:
    pages = [(f"p{at}.md", f"<p>{'word ' * 4000}</p>") for at in range(6)]
    alone, _ = made(opened(), rendering(*pages))
    limit = len(alone["one.html"]) - 30_000
    files, problems = made(opened(), rendering(*pages), split_over=limit)
    assert problems == []
    assert len(files) > 1
    assert max(len(one.encode()) for one in files.values()) <= limit
    assert sum(one.count("<article") for one in files.values()) == 6


def test_a_size_that_no_page_fits_is_told(opened: Opened) -> None:
    _, (problem,) = made(opened(), rendering(*SITE), split_over=100)
    assert problem.startswith(
        "mkdocs.yml: split-too-small: a file of at most 100 bytes has no room"
    )


def test_a_file_that_is_small_enough_is_not_divided(opened: Opened) -> None:
    files, problems = made(opened(), rendering(*SITE), split_over=10_000_000)
    assert (len(files), problems) == (1, [])


def test_what_cannot_be_kept_is_told_where_its_author_wrote_it(opened: Opened) -> None:
    source = {"content/index.md": "# Title\n\n![x](https://x.example/a.png)\n"}
    site = rendering(("index.md", '<h1>Title</h1><img src="https://x.example/a.png" alt="x">'))
    files, (problem,) = made(opened(source), site)
    assert problem.startswith("content/index.md:3: asset-remote: ")
    assert '<a class="remote" href="https://x.example/a.png">x</a>' in files["one.html"]


@pytest.mark.parametrize(("cover", "shown"), [("title", "Mine"), ("cover.svg", "data:image/svg")])
def test_a_cover_comes_first(opened: Opened, cover: str, shown: str) -> None:
    site = rendering(*SITE, cover__svg=PICTURE)
    files, problems = made(opened(), site, cover=cover, title="Mine")
    assert problems == []
    text = files["one.html"]
    assert text.index('id="cover"') < text.index(shown, text.index('id="cover"'))
    assert text.index('id="cover"') < text.index("<article")


def test_a_cover_that_is_not_there_is_told(opened: Opened) -> None:
    _, (problem,) = made(opened(), rendering(*SITE, cover__svg=PICTURE), cover="covr.svg")
    assert problem.startswith("mkdocs.yml: config-invalid: there is no picture 'covr.svg'")
    assert problem.endswith("did you mean 'cover.svg'?")


def test_a_page_without_a_heading_gets_its_title(opened: Opened) -> None:
    files, _ = made(opened(), rendering(("index.md", "<p>x</p>")))
    assert "<h1>index.md</h1>" in files["one.html"]


def test_the_same_site_gives_the_same_bytes(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767398400")
    first, second = (made(opened(), rendering(*SITE)) for _ in range(2))
    assert first == second
    assert "2026-01-03" in first[0]["one.html"]


def test_problems_are_values(opened: Opened) -> None:
    _, problems = make_single_files(opened(), rendering(*SITE), SingleFile("x", only=("nosuch",)))
    assert all(isinstance(one, Problem) for one in problems)


def test_diagrams_that_cannot_be_drawn_are_told(opened: Opened) -> None:
    source = {"content/index.md": "# T\n\n```mermaid\npie title X\n```\n"}
    site = rendering(("index.md", '<pre class="mermaid"><code>pie title X\n</code></pre>'))
    files, (problem,) = made(opened(source), site)
    assert problem.startswith("content/index.md:4: diagram-undrawn: ")
    assert "Diagram, as its source" in files["one.html"]
