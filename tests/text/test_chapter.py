from collections.abc import Mapping
from dataclasses import replace

import pytest

from site_builder.model import Code, OutputFile, RenderedPage, Rendering, Volume
from site_builder.text.assets import Embedded, EmbeddedStyle, Found
from site_builder.text.chapter import Binding, bind
from site_builder.text.finding import Finding
from site_builder.text.library import Library
from site_builder.text.targets import Targets

PICTURE = OutputFile("pic.png", b"picture")


def page(source: str, html: str = "") -> RenderedPage:
    stem = source.removesuffix(".md")
    url = "" if stem == "index" else f"{stem.removesuffix('index').rstrip('/')}/"
    return RenderedPage(source, f"docs/{source}", url, stem, html)


def embed(file: OutputFile) -> Embedded:
    if file.data == b"large":
        finding = Finding(Code.ASSET_TOO_LARGE, file.path, "too large", "a hint")
        return Embedded("", found=(Found(file.path, 0, finding),))
    return Embedded(f"data:x,{file.path}", (4, 3))


def styled(css: str) -> EmbeddedStyle:
    """Return rules as if a picture in them had been taken in, and a font left out."""
    finding = Finding(Code.ASSET_REMOTE, "//x.example/font", "remote")
    found = (Found("", 0, finding),) if "font" in css else ()
    return EmbeddedStyle(css.replace("pic.png", "data:x"), found, ("https://x.example/font",))


def bound(
    *pages: RenderedPage,
    files: tuple[OutputFile, ...] = (PICTURE,),
    left_out: tuple[RenderedPage, ...] = (),
    site_url: str = "",
    **changes: object,
) -> tuple[str, list[Finding]]:
    """Return the first page, bound with the others, and what was found."""
    rendering = Rendering("Site", "en", site_url, (*pages, *left_out), (), files)
    targets = Targets([Volume("all.html", "Site", pages)])
    binding = Binding("all.html", Library(rendering), targets, embed, styled, styled)
    made = bind(pages[0], replace(binding, **changes))  # type: ignore[arg-type]
    return made.html, list(made.findings)


def html(*pages: RenderedPage, **changes: object) -> str:
    """Return the first page, with which nothing was wrong."""
    text, findings = bound(*pages, **changes)  # type: ignore[arg-type]
    assert findings == []
    return text


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('<a href="guides/b/">x</a>', '<a href="#guides/b">x</a>'),
        ('<a href="guides/b/#c">x</a>', '<a href="#guides/b/c">x</a>'),
        ('<a href="#d">x</a>', '<a href="#index/d">x</a>'),
        ('<a href="#%C3%A4">x</a>', '<a href="#index/ä">x</a>'),
        ('<a href="">x</a>', '<a href="#index">x</a>'),
        ('<a href="https://x.example/#a">x</a>', '<a href="https://x.example/#a">x</a>'),
        ('<a href="mailto:a@x.example">x</a>', '<a href="mailto:a@x.example">x</a>'),
        ('<a href="nosuch/">x</a>', '<a href="nosuch/">x</a>'),
        ('<p id="d"><label for="d">x</label></p>',
         '<p id="index/d"><label for="index/d">x</label></p>'),
        ('<a href="pic.png#top">x</a>', '<a href="data:x,pic.png#top" download="pic.png">x</a>'),
    ],
)  # fmt: skip
def test_ids_and_addresses_become_those_of_the_file(written: str, expected: str) -> None:
    assert html(page("index.md", written), page("guides/b.md", '<p id="c">c</p>')) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('<img src="pic.png">', '<img src="data:x,pic.png" width="4" height="3">'),
        ('<img src="pic.png" width="9">', '<img src="data:x,pic.png" width="9">'),
        ('<img src="pic.png" srcset="a.png 2x">',
         '<img src="data:x,pic.png" width="4" height="3">'),
        ('<img src="nosuch.png">', '<img src="nosuch.png">'),
        (('<picture><source srcset="a.webp"><source media="(prefers-color-scheme: dark)" '
         'srcset="pic.png"><img src="pic.png"></picture>'),
         ('<picture><source media="(prefers-color-scheme: dark)" srcset="data:x,pic.png">'
         '<img src="data:x,pic.png" width="4" height="3"></picture>')),
        ('<video poster="pic.png"><source src="pic.png"></video>',
         '<video poster="data:x,pic.png"><source src="data:x,pic.png"></video>'),
    ],
)  # fmt: skip
def test_what_a_page_shows_comes_inside(written: str, expected: str) -> None:
    assert html(page("index.md", written)) == expected


REMOTE = "https://x.example/a/b.png"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (f'<img src="{REMOTE}" alt="A b">', f'<a class="remote" href="{REMOTE}">A b</a>'),
        (f'<img src="{REMOTE}" title="T">', f'<a class="remote" href="{REMOTE}">T</a>'),
        (f'<img src="{REMOTE}">', f'<a class="remote" href="{REMOTE}">b.png</a>'),
        ('<img src="//x.example">', '<a class="remote" href="https://x.example">x.example</a>'),
        (f'<a href="#"><b><img src="{REMOTE}"></b></a>',
         '<a href="#index"><b><span class="remote">b.png</span></b></a>'),
        (f'<video src="{REMOTE}"></video>', f'<a class="remote" href="{REMOTE}">b.png</a>'),
        (f'<video poster="{REMOTE}"></video>', "<video></video>"),
        (f'<video><source src="{REMOTE}">x</video>', "<video>x</video>"),
        (f'<svg><image href="{REMOTE}"></image></svg>', "<svg></svg>"),
    ],
)  # fmt: skip
def test_what_lies_on_another_site_becomes_a_link(written: str, expected: str) -> None:
    text, (finding,) = bound(page("index.md", written))
    assert text == expected
    assert finding.code is Code.ASSET_REMOTE
    assert finding.trace in written


def test_a_picture_of_a_character_becomes_the_character() -> None:
    written = f'<img class="twemoji" alt="😄" src="{REMOTE}">'
    assert html(page("index.md", written)) == '<span class="twemoji">😄</span>'


def test_what_was_fetched_comes_inside() -> None:
    fetched: Mapping[str, OutputFile] = {REMOTE: OutputFile("b.png", b"x")}
    written = f'<img src="{REMOTE}">'
    assert (
        html(page("index.md", written), fetched=fetched)
        == '<img src="data:x,b.png" width="4" height="3">'
    )


def test_what_cannot_be_taken_in_is_told_by_its_address_on_the_page() -> None:
    text, (finding,) = bound(
        page("a/b.md", '<img src="../../pic.png" alt="x">'),
        files=(OutputFile("pic.png", b"large"),),
    )
    assert text == '<img alt="x">'
    expected = Finding(Code.ASSET_TOO_LARGE, "../../pic.png", "too large", "a hint")
    assert finding == expected


@pytest.mark.parametrize(
    ("site_url", "expected"),
    [("", "<a>x</a>"), ("https://x.example/", '<a href="https://x.example/b%20c/#d">x</a>')],
)
def test_a_page_that_is_left_out_is_linked_on_the_web_if_it_is_there(
    site_url: str, expected: str
) -> None:
    written = page("index.md", '<a href="b%20c/#d">x</a>')
    assert html(written, left_out=(page("b c.md"),), site_url=site_url) == expected


def test_a_link_to_a_single_file_does_not_take_it_in() -> None:
    files = (OutputFile("all.html", b""), OutputFile("book.html", b""))
    written = '<a href="all.html" download>x</a><a href="book.html" download>y</a>'
    made = html(page("index.md", written), files=files, made=("all.html", "book.html"))
    assert made == '<a href="#top">x</a><a download="">y</a>'


def test_an_address_that_two_pages_want_is_told() -> None:
    pages = (page("a.md", '<p id="b">x</p>'), page("a/b.md"))
    text, (finding,) = bound(*pages)
    assert text == '<p id="a/b~2">x</p>'
    assert finding.code is Code.ANCHOR_CLASH


def test_a_style_in_a_page_applies_to_that_page_alone() -> None:
    written = page("a.md", '<style>#x, p { color: red }</style><p id="x">y</p>')
    rendering = Rendering("Site", "en", "", (written,), (), ())
    targets = Targets([Volume("all.html", "Site", (written,))])
    made = bind(written, Binding("all.html", Library(rendering), targets, embed, styled, styled))
    assert made.html == '<p id="a/x">y</p>'
    rules = '@scope ([id="a"]) {\n#a\\/x, p { color: red }\n}'
    assert made.style == f"@layer project {{\n{rules}\n}}"
    assert made.remote == ("https://x.example/font",)


def test_what_the_style_of_an_element_loads_comes_inside() -> None:
    written = '<p style="background: url(pic.png)">y</p>'
    assert html(page("index.md", written)) == '<p style="background: url(data:x)">y</p>'
    text, (finding,) = bound(page("index.md", '<p style="x: url(font)">y</p>'))
    assert text == '<p style="x: url(font)">y</p>'
    assert finding.trace == "//x.example/font"
