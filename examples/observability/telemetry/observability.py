"""What the rest of an application sees of its telemetry, whether that is on or off."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Protocol

from llmkit import ChatModel

REQUEST_ID = "x-request-id"
"""The header that carries the id of a request; in logs the field is `request_id`."""

Value = str | bool | int | float
"""What an attribute of a span may hold here."""


class Log(Protocol):
    """Takes events by name, with fields; a message in prose cannot be searched by field."""

    def debug(self, event: str, **fields: object) -> object:
        """Note what only somebody who looks for a mistake wants to know."""

    def info(self, event: str, **fields: object) -> object:
        """Note a step that went as it should."""

    def warning(self, event: str, **fields: object) -> object:
        """Note what went wrong and was made good."""

    def error(self, event: str, **fields: object) -> object:
        """Note what went wrong for whoever asked."""


class Noting(Protocol):
    """The span of an operation, as far as the code inside it needs one."""

    def set_attribute(self, key: str, value: Value) -> None:
        """Add what became known on the way."""


class Observability(Protocol):
    """Logs, traces and metrics of one service behind one object.

    The code of the service is the same for both implementations, `Stack` and `SwitchedOff`.
    """

    @property
    def log(self) -> Log:
        """Where events go."""

    def operation(
        self, name: str, attributes: Mapping[str, Value] | None = None
    ) -> AbstractContextManager[Noting]:
        """Report the block as a span and a duration; an exception marks both and passes on.

        Args:
            name: What is done, from a small fixed set.
            attributes: Attributes of the span.
        """

    def served(self, route: str, headers: Mapping[str, str]) -> AbstractContextManager[Noting]:
        """Report the block as the answer to a request, in the trace of whoever asked.

        Args:
            route: Method and path, with placeholders for what varies: `GET /orders/{id}`.
            headers: The headers of the request, with names in lower case.
        """

    def outgoing(self) -> dict[str, str]:
        """Return the headers that make the next service continue this trace."""

    def observed(self, model: ChatModel) -> ChatModel:
        """Return a model whose calls are reported."""

    def library_warnings(self) -> AbstractContextManager[object]:
        """Write what libraries warn of to the log while the block lasts, in our form."""

    def close(self) -> None:
        """Send what is left, within a bounded time."""
