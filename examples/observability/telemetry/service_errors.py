"""What our two services refuse, each with a code for logs and a status for whoever asked."""

from typing import ClassVar

from llmkit import LLMKitError


class ServiceError(LLMKitError):
    """A request that a service of ours did not answer."""

    code = "service"
    sentence = "the service could not answer"
    status: ClassVar[int] = 500
    """The HTTP status of the answer."""


class BadRequestError(ServiceError):
    """The body of a request cannot be read."""

    code = "bad_request"
    sentence = "the request cannot be read"
    status = 400


class OrderUnknownError(ServiceError):
    """Nobody has placed such an order; a mistake of whoever asked, or a guess."""

    code = "order_unknown"
    sentence = "there is no such order"
    status = 404


class OrdersDownError(ServiceError):
    """The service of orders does not answer."""

    code = "orders_down"
    sentence = "the service of orders does not answer"
    status = 503


CALLERS_MISTAKES = frozenset({BadRequestError.code, OrderUnknownError.code})
"""Codes that say nothing about the health of a service, so no alert counts them."""
