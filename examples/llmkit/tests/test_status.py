from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from llmkit.errors import (
    AuthenticationError,
    ContentFilteredError,
    ContextLengthError,
    InvalidRequestError,
    LLMKitError,
    ModelNotFoundError,
    RateLimitError,
    RequestTimeoutError,
    UnavailableError,
)
from llmkit.providers.status import error_for_status, retry_after_seconds


@pytest.mark.parametrize(
    ("status", "detail", "expected"),
    [
        (400, "bad", InvalidRequestError),
        (400, "This exceeds the Context Length", ContextLengthError),
        (400, "prompt is too long: 3 > 2", ContextLengthError),
        (400, "Input is too long for requested model.", ContextLengthError),
        (400, "Output blocked by content filtering policy", ContentFilteredError),
        (401, "", AuthenticationError),
        (403, "", AuthenticationError),
        (404, "", ModelNotFoundError),
        (408, "", RequestTimeoutError),
        (413, "", ContextLengthError),
        (422, "", InvalidRequestError),
        (429, "", RateLimitError),
        (500, "context length", UnavailableError),
        (503, "", UnavailableError),
        (504, "", RequestTimeoutError),
        (529, "", UnavailableError),
    ],
)
def test_a_status_becomes_an_error(status: int, detail: str, expected: type[LLMKitError]) -> None:
    assert type(error_for_status(status, "x.complete", detail)) is expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [("context_length_exceeded", ContextLengthError), ("content_filter", ContentFilteredError)],
)
def test_a_code_tells_more_than_a_status(code: str, expected: type[LLMKitError]) -> None:
    assert type(error_for_status(400, "x.complete", "", code=code)) is expected


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "2.5"}, 2.5),
        ({"retry-after": "-1"}, 0.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "Fri, 01 Jan 2021 00:00:00 GMT"}, 0.0),
    ],
)
def test_the_wait_is_read_from_the_header(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after_seconds(headers) == seconds


def test_the_wait_may_be_a_date() -> None:
    moment = datetime.now(UTC) + timedelta(seconds=60)
    seconds = retry_after_seconds({"retry-after": format_datetime(moment, usegmt=True)})
    assert seconds == pytest.approx(60, abs=3)
