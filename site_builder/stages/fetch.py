"""Bring what lies on other sites, when an author asks for it, within limits."""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from http.client import HTTPException, HTTPMessage, HTTPResponse
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

_AGENT = "site-builder"
_TYPES = ("image/", "font/", "text/css", "application/font-", "application/x-font-")
_UNTYPED = "application/octet-stream"
"""What many servers say of fonts."""
_FONTS = (".otf", ".ttf", ".woff", ".woff2")
_PIECE = 64 * 1024
_SAFE = "/:?&=%+,;@!$'()*~"
"""Characters that stand for themselves in an address."""


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """How much is fetched, and how long that may take."""

    file_bytes: int = 10_000_000
    total_bytes: int = 100_000_000
    files: int = 500
    seconds: float = 20.0
    """Time for one file."""
    total_seconds: float = 300.0
    redirects: int = 5
    at_once: int = 4


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came from an address."""

    address: str
    data: bytes = b""
    reason: str = ""
    """Why there is nothing; empty when there is something."""


def fetch(addresses: Sequence[str], limits: FetchLimits | None = None) -> tuple[Fetched, ...]:
    """Fetch pictures, fonts and stylesheets.

    No cookies, no credentials and no referrer are sent; an address with a user name is refused.

    Args:
        addresses: Full addresses of the web; each is fetched once.
        limits: How much is fetched.

    Returns:
        What came of each different address, in their order.
    """
    limits = limits or FetchLimits()
    wanted = list(dict.fromkeys(addresses))
    until = time.monotonic() + limits.total_seconds
    came: list[Fetched] = []
    left = limits.total_bytes
    with ThreadPoolExecutor(limits.at_once) as pool:
        for group in _groups(wanted[: limits.files], limits.at_once):
            if left <= 0:
                came += [Fetched(one, reason=_used_up(limits)) for one in group]
                continue
            for one in pool.map(partial(_fetch, limits=limits, until=until), group):
                # Told in the order of the addresses, so that each run leaves out the same ones.
                left -= len(one.data)
                came.append(one if left >= 0 else Fetched(one.address, reason=_used_up(limits)))
    reason = f"no more than {limits.files} files are fetched"
    return (*came, *(Fetched(one, reason=reason) for one in wanted[limits.files :]))


def _groups(addresses: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(addresses), size):
        yield addresses[start : start + size]


def _used_up(limits: FetchLimits) -> str:
    return f"all files together have more than {limits.total_bytes} bytes"


class _RefusedError(Exception):
    """Why an address is not fetched, in words."""


def _fetch(address: str, limits: FetchLimits, until: float) -> Fetched:
    came = Fetched(address)
    end = min(until, time.monotonic() + limits.seconds)
    try:
        request = Request(_checked(address), headers={"User-Agent": _AGENT})  # noqa: S310 - checked
        opener = build_opener(_Redirects(limits.redirects))
        with opener.open(request, timeout=_left(end)) as response:
            return replace(came, data=_read(response, limits.file_bytes, end))
    except _RefusedError as error:
        return replace(came, reason=str(error))
    except HTTPError as error:
        with error:
            return replace(came, reason=f"the server answered {error.code} {error.reason}".strip())
    except URLError as error:
        return replace(came, reason=f"the server cannot be reached: {error.reason}")
    except TimeoutError:
        return replace(came, reason="it took too long")
    except (HTTPException, OSError, ValueError) as error:
        words = str(error).strip() or type(error).__name__
        return replace(came, reason=f"the answer cannot be read: {words}")


def _left(end: float) -> float:
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _checked(address: str) -> str:
    """Return an address as it can be sent; refuse all but the public web."""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise _RefusedError("only addresses that begin with http:// or https:// are fetched")
    if parts.username is not None or parts.password is not None:
        raise _RefusedError("the address holds a user name, and none is sent")
    host = parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc
    return quote(parts._replace(netloc=host, fragment="").geturl(), safe=_SAFE)


def _read(response: HTTPResponse, limit: int, end: float) -> bytes:
    kind = (response.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    is_font = kind == _UNTYPED and urlsplit(response.url).path.lower().endswith(_FONTS)
    if not kind.startswith(_TYPES) and not is_font:
        raise _RefusedError(f"it is of the type '{kind}', not a picture, a font or a stylesheet")
    pieces: list[bytes] = []
    size = 0
    # One piece at a time as it arrives, so that a server which drips cannot hold us.
    while piece := response.read1(_PIECE):
        size += len(piece)
        pieces.append(piece)
        if size > limit:
            raise _RefusedError(f"it has more than {limit} bytes")
        _left(end)
    promised = response.headers.get("Content-Length")
    if promised is not None and size < int(promised):
        raise _RefusedError("the connection ended before all had come")
    return b"".join(pieces)


class _Redirects(HTTPRedirectHandler):
    """Follows a few redirects, and none that leaves the web or brings credentials."""

    def __init__(self, most: int) -> None:
        self._left = most

    def redirect_request(  # noqa: PLR0913, PLR0917 - as the library calls it
        self,
        req: Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> Request | None:
        """Return the next request."""
        self._left -= 1
        if self._left < 0:
            raise _RefusedError("it is redirected too often")
        return super().redirect_request(req, fp, code, msg, headers, _checked(newurl))
