import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from site_builder.stages.fetch import Fetched, FetchLimits, fetch

PICTURE = b"\x89PNG" + bytes(96)
SLOW = threading.Event()


class Site(BaseHTTPRequestHandler):
    """Answers each address in its own way."""

    asked: list[tuple[str, dict[str, str]]]

    def do_GET(self) -> None:
        self.asked.append((self.path, dict(self.headers)))
        name = self.path.partition("?")[0].strip("/").partition("/")[0]
        getattr(self, f"get_{name}", self.get_picture)()

    def get_picture(self) -> None:
        self.answer(PICTURE, "image/png")

    def get_font(self) -> None:
        self.answer(PICTURE, "application/octet-stream")

    def get_style(self) -> None:
        self.answer(b"a{}", "text/css; charset=utf-8")

    def get_page(self) -> None:
        self.answer(b"<html>", "text/html")

    def get_untyped(self) -> None:
        self.answer(PICTURE, None)

    def get_missing(self) -> None:
        self.send_error(404)

    def get_moved(self) -> None:
        self.redirect("/picture.png")

    def get_round(self) -> None:
        self.redirect(f"{self.path}/x")

    def get_away(self) -> None:
        self.redirect("ftp://elsewhere.example/p.png")

    def get_login(self) -> None:
        self.redirect("http://me:secret@127.0.0.1/p.png")

    def get_short(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(PICTURE)

    def get_endless(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.end_headers()
        for _ in range(1000):
            self.wfile.write(bytes(1000))

    def get_drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.end_headers()
        while not SLOW.wait(0.05):
            self.wfile.write(b"x")

    def get_silent(self) -> None:
        SLOW.wait(5)

    def get_garbage(self) -> None:
        self.wfile.write(b"no HTTP at all\r\n\r\n")

    def redirect(self, target: str) -> None:
        self.send_response(302)
        self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def answer(self, data: bytes, kind: str | None) -> None:
        self.send_response(200)
        if kind:
            self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep the terminal quiet."""


class Quiet(ThreadingHTTPServer):
    """Says nothing when a client goes away in the middle."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Do nothing."""


@pytest.fixture
def site() -> Iterator[tuple[str, list[tuple[str, dict[str, str]]]]]:
    """Return the address of a site and what it is asked."""
    asked: list[tuple[str, dict[str, str]]] = []
    SLOW.clear()
    server = Quiet(("127.0.0.1", 0), type("Asked", (Site,), {"asked": asked}))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    SLOW.set()
    server.shutdown()
    server.server_close()
    thread.join()


Site_ = tuple[str, list[tuple[str, dict[str, str]]]]


def test_pictures_fonts_and_stylesheets_come_in_the_order_asked(site: Site_) -> None:
    root, _ = site
    names = ["style/a.css", "picture.png", "font/x.woff2", "moved", "ä b.png?c=d%20e#f"]
    came = fetch([f"{root}/{name}" for name in (*names, names[0])])
    assert [one.address.removeprefix(f"{root}/") for one in came] == names
    assert [one.data for one in came] == [b"a{}", *[PICTURE] * 4]
    assert not any(one.reason for one in came)


def test_nothing_is_told_about_the_reader_and_only_what_is_asked_is_fetched(site: Site_) -> None:
    root, asked = site
    fetch([f"{root}/picture.png?a=b#c"])
    ((path, headers),) = asked
    assert path == "/picture.png?a=b"
    assert headers["User-Agent"] == "site-builder"
    assert set(headers) == {"Accept-Encoding", "User-Agent", "Host", "Connection"}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("page", "it is of the type 'text/html', not a picture, a font or a stylesheet"),
        ("untyped", "it is of the type '', not a picture, a font or a stylesheet"),
        (
            "font/x.bin",
            "it is of the type 'application/octet-stream', not a picture, a font or a stylesheet",
        ),
        ("missing", "the server answered 404 Not Found"),
        ("round", "it is redirected too often"),
        ("away", "only addresses that begin with http:// or https:// are fetched"),
        ("login", "the address holds a user name, and none is sent"),
        ("short", "the connection ended before all had come"),
        ("endless", "it has more than 5000 bytes"),
        ("drip", "it took too long"),
        ("silent", "it took too long"),
        ("garbage", "the answer cannot be read: no HTTP at all"),
    ],
)  # fmt: skip
def test_what_does_not_come_has_a_reason(site: Site_, name: str, reason: str) -> None:
    root, asked = site
    limits = FetchLimits(file_bytes=5000, seconds=0.5, redirects=3)
    start = time.monotonic()
    came, fine = fetch([f"{root}/{name}", f"{root}/picture.png"], limits)
    assert came == Fetched(f"{root}/{name}", b"", reason)
    assert fine.data == PICTURE
    assert time.monotonic() - start < 4
    assert len(asked) == (5 if name == "round" else 2)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("file:///etc/passwd", "only addresses that begin with http:// or https:// are fetched"),
        ("http:///x.png", "only addresses that begin with http:// or https:// are fetched"),
        ("https://me@x.example/a.png", "the address holds a user name, and none is sent"),
        ("https://:secret@x.example/a.png", "the address holds a user name, and none is sent"),
        ("http://[x/a.png", "the answer cannot be read: Invalid IPv6 URL"),
    ],
)
def test_some_addresses_are_not_even_asked(address: str, reason: str) -> None:
    assert fetch([address]) == (Fetched(address, b"", reason),)


def test_a_name_in_letters_of_another_script_is_looked_up_as_one() -> None:
    (came,) = fetch(["http://bücher.invalid/a.png"])
    assert came.reason.startswith("the server cannot be reached: ")


def test_a_server_that_is_not_there_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        (came,) = fetch([f"http://127.0.0.1:{taken.getsockname()[1]}/a.png"])
    assert came.reason.startswith("the server cannot be reached: ")


def test_all_files_together_have_a_limit_and_the_same_ones_are_left_out(site: Site_) -> None:
    root, asked = site
    wanted = [f"{root}/{number}.png" for number in range(9)]
    came = fetch(wanted, FetchLimits(total_bytes=250, at_once=2, files=8))
    assert [len(one.data) for one in came] == [100, 100, 0, 0, 0, 0, 0, 0, 0]
    assert len(asked) == 4, "those that were under way when the limit was met, and no more"
    assert came[2].reason == came[7].reason == "all files together have more than 250 bytes"
    assert came[8].reason == "no more than 8 files are fetched"


def test_all_files_together_have_a_time(site: Site_) -> None:
    root, asked = site
    limits = FetchLimits(total_seconds=0.2, at_once=1)
    came = fetch([f"{root}/drip", f"{root}/picture.png"], limits)
    assert [one.reason for one in came] == ["it took too long"] * 2
    assert len(asked) == 1
