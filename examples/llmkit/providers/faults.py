"""The error of llmkit that stands for each scripted fault."""

from collections.abc import Mapping
from types import MappingProxyType

from llmkit.errors import (
    AuthenticationError,
    ConnectionFailedError,
    ContentFilteredError,
    ContextLengthError,
    InvalidRequestError,
    MalformedReplyError,
    ModelNotFoundError,
    ProviderError,
    RateLimitError,
    RequestTimeoutError,
    UnavailableError,
)
from llmkit.script import Fault, FaultKind

ERROR_OF_FAULT: Mapping[FaultKind, type[ProviderError]] = MappingProxyType(
    {
        "authentication": AuthenticationError,
        "connection_cut": ConnectionFailedError,
        "content_filter": ContentFilteredError,
        "context_length": ContextLengthError,
        "invalid_request": InvalidRequestError,
        "malformed": MalformedReplyError,
        "model_not_found": ModelNotFoundError,
        "overloaded": UnavailableError,
        "rate_limit": RateLimitError,
        "server_error": UnavailableError,
        "stall": RequestTimeoutError,
    }
)
"""What a caller sees when a fault is played, in memory or over HTTP."""


def error_for_fault(fault: Fault, operation: str) -> ProviderError:
    """Return the error that a fault leads to, ready to be raised."""
    detail = f"scripted {fault.kind}"
    if fault.kind == "rate_limit":
        return RateLimitError(operation, detail, retry_after=fault.retry_after)
    return ERROR_OF_FAULT[fault.kind](operation, detail)
