"""Turn what an HTTP API says about a failure into an error of llmkit; shared by all adapters."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import MappingProxyType

from llmkit.errors import (
    AuthenticationError,
    ContentFilteredError,
    ContextLengthError,
    InvalidRequestError,
    ModelNotFoundError,
    ProviderError,
    RateLimitError,
    RequestTimeoutError,
    UnavailableError,
)

_BY_STATUS: Mapping[int, type[ProviderError]] = MappingProxyType(
    {
        401: AuthenticationError,
        403: AuthenticationError,
        404: ModelNotFoundError,
        408: RequestTimeoutError,
        409: UnavailableError,
        413: ContextLengthError,
        504: RequestTimeoutError,
    }
)

# A status of 400 says too little: the APIs tell these apart only by a code or a sentence.
_CONTEXT_LENGTH_WORDS = (
    "context_length",
    "context length",
    "prompt is too long",
    "input is too long",
)
_CONTENT_FILTER_WORDS = ("content_filter", "content filtering", "content_policy")


def error_for_status(
    status: int, operation: str, detail: str, *, code: str = "", retry_after: float | None = None
) -> ProviderError:
    """Return the error for an HTTP status, ready to be raised.

    Args:
        status: The HTTP status, or the one that an error within a stream amounts to.
        operation: What was being done.
        detail: The provider's message.
        code: The provider's own code for the error, if it has one.
        retry_after: Seconds to wait, if the provider said so.
    """
    if status == 429:
        return RateLimitError(operation, detail, retry_after=retry_after)
    if error := _BY_STATUS.get(status):
        return error(operation, detail)
    if status >= 500:
        return UnavailableError(operation, detail)
    said = f"{code} {detail}".lower()
    if any(word in said for word in _CONTEXT_LENGTH_WORDS):
        return ContextLengthError(operation, detail)
    if any(word in said for word in _CONTENT_FILTER_WORDS):
        return ContentFilteredError(operation, detail)
    return InvalidRequestError(operation, detail)


def retry_after_seconds(headers: Mapping[str, str]) -> float | None:
    """Return the wait that a `retry-after` header asks for; it holds seconds or a date."""
    value = headers.get("retry-after", "")
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
