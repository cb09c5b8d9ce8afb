"""Tell what an answer of a server means: from its status, or from why there is none."""

import socket
import ssl
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from site_builder.model import Answer

_PERMANENT = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT})
_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_REFUSED = frozenset(
    {
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.FORBIDDEN,
        HTTPStatus.METHOD_NOT_ALLOWED,
        HTTPStatus.NOT_ACCEPTABLE,
        HTTPStatus.PROXY_AUTHENTICATION_REQUIRED,
        HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS,
    }
)
_BUSY = frozenset(
    {
        HTTPStatus.REQUEST_TIMEOUT,
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        HTTPStatus.BAD_GATEWAY,
        HTTPStatus.SERVICE_UNAVAILABLE,
        HTTPStatus.GATEWAY_TIMEOUT,
    }
)


def answer_of_status(status: int) -> Answer:
    """Return what the status of a final answer means.

    Args:
        status: The number, such as 404.
    """
    if status in _GONE:
        return Answer.GONE
    if status in _REFUSED:
        return Answer.REFUSED
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return Answer.LIMITED
    if status in {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.GATEWAY_TIMEOUT}:
        return Answer.TIMEOUT
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Answer.FAILED
    return Answer.FOUND if status < HTTPStatus.BAD_REQUEST else Answer.OTHER


def may_pass(status: int) -> bool:
    """Return whether a status is one that may be another at the next try."""
    return status in _BUSY


def answer_of_error(error: BaseException) -> tuple[Answer, str]:
    """Return what an error of a request means, and what the system said, in words.

    The libraries wrap the error of the system several times, each in a way of its own.

    Args:
        error: What the request raised.
    """
    chain = tuple(_causes(error))
    names = {type(one).__name__ for one in chain}
    # That a proxy refuses says nothing of the site behind it.
    for one in chain if "ProxyError" not in names else ():
        found = _of_system(one)
        if found:
            return found
    for some, answer, words in _BY_NAME:
        if names & some:
            return answer, _words(error) if words is None else words
    return Answer.OTHER, _words(error)


_BY_NAME = (
    # Names of errors of the libraries, what they mean, and words where theirs say nothing.
    (frozenset({"TooManyRedirects"}), Answer.LOOP, None),
    (
        frozenset({"ConnectTimeout", "ReadTimeout", "ReadTimeoutError", "TimeoutError"}),
        Answer.TIMEOUT,
        "",
    ),
    (frozenset({"ProxyError"}), Answer.UNREACHABLE, "the proxy cannot reach it"),
    (frozenset({"NewConnectionError"}), Answer.UNREACHABLE, "there is no way to it"),
    (
        frozenset({"ConnectionError", "ProtocolError", "ConnectionResetError"}),
        Answer.UNREACHABLE,
        "the connection was closed without an answer",
    ),
)


def _of_system(error: BaseException) -> tuple[Answer, str] | None:
    """Return what an error means that is one of the system itself."""
    match error:
        case ssl.SSLCertVerificationError():
            return Answer.CERTIFICATE, error.verify_message
        case ssl.SSLError():
            return Answer.CERTIFICATE, str(error)
        case ConnectionRefusedError():
            return Answer.REFUSED, "nobody listens there"
        case socket.gaierror():
            return Answer.UNREACHABLE, "there is no such host"
        case _:
            return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and all that are inside of it, the outermost first."""
    waiting: list[object] = [error]
    seen: set[int] = set()
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, BaseException) and id(one) not in seen:
            seen.add(id(one))
            yield one
            waiting += [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]


def _words(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0] or type(error).__name__


def wait_of(retry_after: str, now: float) -> float | None:
    """Return how many seconds a server asks to be left alone; None when it does not say.

    Args:
        retry_after: The header `Retry-After`: a number of seconds, or a time.
        now: The time, in seconds since 1970.
    """
    text = retry_after.strip()
    if text.isdecimal():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, until.replace(tzinfo=until.tzinfo or UTC).timestamp() - now)


def day_of_time(seconds: float) -> str:
    """Return a time as a reader of a report writes it, in UTC."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M")


def new_address(steps: Sequence[tuple[int, str]]) -> str:
    """Return where something is now for good; empty when it has not moved.

    Args:
        steps: Status and target of each redirect, in order. Behind one that is only for the moment,
            such as to a page for signing in, nothing more is known.
    """
    address = ""
    for status, target in steps:
        if status not in _PERMANENT:
            break
        address = target
    return address


def is_loop(steps: Sequence[tuple[int, str]], first: str) -> bool:
    """Return whether redirects lead to where they have been before.

    Args:
        steps: Status and target of each redirect.
        first: The address that was asked for.
    """
    seen = [first, *(target for _, target in steps)]
    return len(set(seen)) < len(seen)
