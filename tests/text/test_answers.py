import socket
import ssl

import pytest
import requests

from site_builder.model import Answer
from site_builder.text.answers import (
    answer_of_error,
    answer_of_status,
    day_of_time,
    is_loop,
    may_pass,
    new_address,
    wait_of,
)


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (200, Answer.FOUND),
        (204, Answer.FOUND),
        (304, Answer.FOUND),
        (400, Answer.OTHER),
        (401, Answer.REFUSED),
        (403, Answer.REFUSED),
        (404, Answer.GONE),
        (405, Answer.REFUSED),
        (408, Answer.TIMEOUT),
        (410, Answer.GONE),
        (418, Answer.OTHER),
        (429, Answer.LIMITED),
        (451, Answer.REFUSED),
        (500, Answer.FAILED),
        (503, Answer.FAILED),
        (504, Answer.TIMEOUT),
        (599, Answer.FAILED),
    ],
)
def test_a_status_means_something(status: int, answer: Answer) -> None:
    assert answer_of_status(status) is answer


def test_what_may_pass_is_what_a_server_says_of_this_moment() -> None:
    asked = (200, 301, 403, 404, 408, 410, 429, 500, 501, 502, 503, 504)
    assert [one for one in asked if may_pass(one)] == [408, 429, 500, 502, 503, 504]


def wrapped(error: Exception, by: Exception) -> Exception:
    by.__cause__ = error
    return by


def expired() -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, "x")
    error.verify_message = "certificate has expired"
    return error


@pytest.mark.parametrize(
    ("error", "answer", "words"),
    [
        (requests.exceptions.ReadTimeout("x"), Answer.TIMEOUT, ""),
        (TimeoutError(), Answer.TIMEOUT, ""),
        (requests.exceptions.TooManyRedirects("round and round"), Answer.LOOP, "round and round"),
        (requests.exceptions.SSLError(expired()), Answer.CERTIFICATE, "certificate has expired"),
        (ssl.SSLError(1, "odd"), Answer.CERTIFICATE, "odd"),
        (
            wrapped(ConnectionRefusedError(), requests.exceptions.ConnectionError("x")),
            Answer.REFUSED,
            "nobody listens there",
        ),
        (
            requests.exceptions.ConnectionError(socket.gaierror(-2, "x")),
            Answer.UNREACHABLE,
            "there is no such host",
        ),
        (
            requests.exceptions.ProxyError(ConnectionRefusedError()),
            Answer.UNREACHABLE,
            "the proxy cannot reach it",
        ),
        (
            requests.exceptions.ConnectionError("closed"),
            Answer.UNREACHABLE,
            "the connection was closed without an answer",
        ),
        (requests.exceptions.InvalidURL("no host\nat all"), Answer.OTHER, "no host"),
        (RuntimeError(), Answer.OTHER, "RuntimeError"),
    ],
)
def test_an_error_means_something(error: Exception, answer: Answer, words: str) -> None:
    assert answer_of_error(error) == (answer, words)


def test_an_error_that_is_its_own_cause_ends() -> None:
    one, other = ValueError("one"), ValueError("other")
    one.__context__, other.__context__ = other, one
    assert answer_of_error(one) == (Answer.OTHER, "one")


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("", None),
        ("soon", None),
        ("0", 0.0),
        (" 120 ", 120.0),
        ("-5", None),
        ("Wed, 21 Oct 2015 07:28:30 GMT", 30.0),
        ("Wed, 21 Oct 2015 07:28:30 -0000", 30.0),
        ("Wed, 21 Oct 2015 07:00:00 GMT", 0.0),
    ],
)
def test_a_server_says_when_to_come_back_in_seconds_or_by_a_time(
    header: str, seconds: float | None
) -> None:
    assert wait_of(header, 1_445_412_480.0) == seconds


def test_a_time_is_told_by_the_minute() -> None:
    assert day_of_time(1_445_412_480.0) == "2015-10-21 07:28"


@pytest.mark.parametrize(
    ("steps", "address"),
    [
        ([], ""),
        ([(301, "b")], "b"),
        ([(308, "b"), (301, "c")], "c"),
        ([(301, "b"), (302, "login")], "b"),
        ([(302, "b"), (301, "c")], ""),
    ],
)
def test_something_has_moved_as_far_as_redirects_are_for_good(
    steps: list[tuple[int, str]], address: str
) -> None:
    assert new_address(steps) == address


def test_a_loop_comes_back_to_where_it_was() -> None:
    assert is_loop([(302, "b"), (302, "a")], "a")
    assert is_loop([(302, "b"), (302, "b")], "a")
    assert not is_loop([(302, "b"), (302, "c")], "a")
