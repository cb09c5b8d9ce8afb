"""Servers on this machine that answer as their addresses say."""

import ssl
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import linkcheck.director  # noqa: F401 - it keeps the output that it finds when it is imported
import trustme

PAGE = b"<!doctype html><title>x</title><h1 id=here>x</h1><p id=user-content-installed>y</p>"


class Web(ThreadingHTTPServer):
    """A server that keeps what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[str] = []
        self.at: list[float] = []
        self.over = threading.Event()
        """Set when slow answers shall end."""

    def count(self, path: str) -> int:
        """Return how often a path was asked for."""
        return Counter(self.asked)[path]


class Handler(BaseHTTPRequestHandler):
    """Answers as the path says: a status, how often, and what comes then."""

    server: Web

    def do_GET(self) -> None:  # noqa: C901 - a line for each kind of answer
        # A proxy is asked for the whole address.
        path = "/" + self.path.split("/", 3)[3] if "://" in self.path else self.path
        self.server.asked.append(self.path)
        self.server.at.append(time.monotonic())
        word, _, rest = path.strip("/").partition("/")
        if word == "slow":
            self.server.over.wait(30)
        elif word == "drop":
            self.close_connection = True
        elif word == "half":
            self._answer(200, length=len(PAGE) * 2)
            self.server.over.wait(30)
        elif word == "drip":
            self._answer(200, length=len(PAGE) * 100)
            with suppress(ConnectionError):
                while not self.server.over.wait(0.1):
                    self.wfile.write(b" ")
        elif word == "large":
            self._answer(200, body=PAGE + b" " * 8_000_000)
        elif word == "loop":
            self._answer(302, Location=f"/loop/{'b' if rest == 'a' else 'a'}")
        elif word == "endless":
            self._answer(302, Location=f"/endless/{int(rest or 0) + 1}")
        elif word == "first":
            # /first/TIMES/STATUS/RETRY-AFTER/...: so often that, then fine.
            times, status, after, *_ = rest.split("/")
            fine = self.server.count(self.path) > int(times)
            self._answer(200 if fine else int(status), **({} if fine else {"Retry_After": after}))
        elif word in {"301", "302", "303", "307", "308"}:
            self._answer(int(word), Location="/" + rest)
        elif word.isdecimal():
            after = rest.partition("/")[2] if rest.startswith("after/") else ""
            self._answer(int(word), **({"Retry_After": after} if after else {}))
        else:
            self._answer(200)

    def _answer(self, status: int, body: bytes = PAGE, length: int = 0, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        kind = "text/plain" if "plain" in self.path else "text/html; charset=utf-8"
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length or len(body)))
        self.end_headers()
        if status != 204:
            self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def web(certificate: trustme.LeafCert | None = None) -> Iterator[Web]:
    """Give a server, over TLS if it has a certificate."""
    with Web() as server:
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            certificate.configure_cert(context)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.over.set()
            server.shutdown()
            thread.join()
