"""A real server on this machine, asked through LinkChecker."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from site_builder.stages.ask import ask


class Handler(BaseHTTPRequestHandler):
    """Answers as the first part of the path says."""

    def do_GET(self) -> None:
        code = int(self.path.strip("/").split("/")[0].split("?")[0])
        self.send_response(code)
        if code in {301, 302}:
            self.send_header("Location", "/" + self.path.split("/", 2)[2])
        body = b"<!doctype html><title>x</title><p id=here>x</p>"
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_HEAD = do_GET  # noqa: N815 - the name that the server looks for

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_what_answers_is_fine_and_what_does_not_is_told(address: str) -> None:
    good = [f"{address}/200", f"{address}/200/page?a=b&c=d", f"{address}/301/200/moved"]
    bad = [f"{address}/404", f"{address}/500/page", f"{address}/302/404/gone"]
    told = ask([*good, *bad])
    assert set(told) == set(bad)
    assert told[f"{address}/404"] == "404 Not Found"
    assert told[f"{address}/500/page"] == "500 Internal Server Error"
    assert told[f"{address}/302/404/gone"] == "404 Not Found"


def test_a_server_that_is_not_there_is_told(address: str) -> None:
    closed = "http://127.0.0.1:9/"
    told = ask([closed, f"{address}/200"])
    assert set(told) == {closed}
    assert "refused" in told[closed].lower() or "Connection" in told[closed]


def test_nobody_is_asked_for_nothing() -> None:
    assert ask([]) == {}
