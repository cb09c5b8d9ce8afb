"""What comes inside of a single file, from the project and from other sites."""

import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from PIL import Image

from site_builder.model import Taking
from tests.test_single_file import PICTURE, Opened, made, opened, rendering

__all__ = ["opened"]


def photograph(width: int = 400) -> bytes:
    """Return a PNG of many colours, which WebP makes smaller."""
    picture = Image.linear_gradient("L").resize((width, 300)).convert("RGB")
    file = io.BytesIO()
    picture.save(file, "PNG", compress_level=0)
    return file.getvalue()


class Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        kinds = {
            "/picture.svg": ("image/svg+xml", PICTURE),
            "/style.css": ("text/css", b'@import "more.css"; .a { color: red }'),
            "/more.css": ("text/css", b".b { color: blue }"),
        }
        kind, data = kinds.get(self.path, ("text/plain", b""))
        self.send_response(200 if data else 404)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def other_site() -> Iterator[str]:
    """Return the address of a server."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_the_stylesheets_of_the_project_give_way_to_those_of_the_file(opened: Opened) -> None:
    site = rendering(
        ("index.md", '<p class="mine">x</p>'),
        css__css=b'@import "more_css"; .mine { background: url(pic_svg) } body { margin: 0 }',
        more_css=b".more { color: red }",
        pic_svg=PICTURE,
        stylesheets=("css.css",),
    )
    files, problems = made(opened(), site)
    assert problems == []
    text = files["one.html"]
    assert "@layer project {" in text
    assert ".more { color: red }" in text
    assert "url(data:image/svg" in text.replace('"', "")


def test_what_a_stylesheet_misses_is_told_with_its_line(opened: Opened) -> None:
    site = rendering(
        ("index.md", "x"),
        css__css=b"p {}\n.a { background: url(nosuch.png) }",
        stylesheets=("css.css",),
    )
    _, (problem,) = made(opened(), site)
    assert problem.startswith("content/css.css:2: link-dead: ")


def test_a_file_that_is_too_large_is_told_where_it_is_shown(opened: Opened) -> None:
    source = {"content/index.md": "# T\n\n![x](big.png)\n"}
    site = rendering(("index.md", '<img src="big.png" alt="x">'), big__png=photograph())
    _, (problem,) = made(opened(source), site, taking=Taking(asset_bytes=1000))
    assert problem.startswith("content/index.md:3: asset-too-large: ")
    _, problems = made(opened(source, limits=opened().settings.limits), site)
    assert problems == []


@pytest.mark.parametrize(
    ("wish", "width"), [({"reencode": True}, 400), ({"image_width": 100}, 100)]
)
def test_pictures_are_encoded_anew_when_asked(
    opened: Opened, wish: dict[str, object], width: int
) -> None:
    site = rendering(("index.md", '<img src="big.png" alt="x">'), big__png=photograph())
    before, _ = made(opened(), site)
    after, problems = made(opened(), site, **wish)
    assert problems == []
    assert len(after["one.html"]) < len(before["one.html"])
    assert 'src="data:image/webp' in after["one.html"]
    assert f'width="{width}"' in after["one.html"]
    assert 'src="data:image/png' in before["one.html"]


def test_a_drawing_is_not_encoded_anew(opened: Opened) -> None:
    site = rendering(("index.md", '<img src="a.svg" alt="x">'), a__svg=PICTURE)
    files, _ = made(opened(), site, reencode=True)
    assert 'src="data:image/svg+xml' in files["one.html"]


def test_the_icon_of_the_site_comes_inside(opened: Opened) -> None:
    site = rendering(("index.md", "x"), icon__svg=PICTURE, icon="icon.svg")
    files, _ = made(opened(), site)
    assert '<link rel="icon" href="data:image/svg+xml' in files["one.html"]


def test_what_lies_on_other_sites_comes_when_asked(opened: Opened, other_site: str) -> None:
    picture = f"{other_site}/picture.svg"
    site = rendering(
        ("index.md", f'<img src="{picture}" alt="x"><p class="a b">y</p>'),
        own__css=f'@import "{other_site}/style.css";'.encode(),
        stylesheets=("own.css",),
    )
    files, problems = made(opened(), site)
    assert [one.partition(": ")[2].partition(": ")[0] for one in problems] == ["asset-remote"] * 2
    files, problems = made(opened(), site, taking=Taking(fetch=True))
    assert problems == []
    assert 'src="data:image/svg+xml' in files["one.html"]
    # A stylesheet needed another one.
    assert ".a { color: red }" in files["one.html"]
    assert ".b { color: blue }" in files["one.html"]


def test_what_cannot_be_fetched_is_told(opened: Opened, other_site: str) -> None:
    address = f"{other_site}/nosuch.png"
    source = {"content/index.md": f"# T\n\n![x]({address})\n"}
    site = rendering(("index.md", f'<img src="{address}" alt="x">'))
    _, (problem,) = made(opened(source), site, taking=Taking(fetch=True))
    assert problem.startswith("content/index.md:3: fetch-failed: ")
    assert "404" in problem
