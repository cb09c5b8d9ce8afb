"""Telemetry that is off: no span, no record, no SDK in memory.

This module may import nothing of OpenTelemetry's SDK and nothing of structlog; a test looks.
"""

from collections.abc import Mapping
from types import TracebackType

from llmkit import ChatModel

from examples.observability.telemetry.observability import Value


class _Silence:
    """A log that hears nothing."""

    __slots__ = ()

    def debug(self, event: str, **fields: object) -> None:
        """Do nothing."""

    info = warning = error = debug


class _Nothing:
    """A block that is not reported; one for all of them, so that none is made for a call."""

    __slots__ = ()

    def __enter__(self) -> "_Nothing":
        return self

    def __exit__(
        self,
        error_type: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        return None

    def set_attribute(self, key: str, value: Value) -> None:
        """Do nothing."""


_NOTHING = _Nothing()


class SwitchedOff:
    """Stands where `Stack` would stand."""

    __slots__ = ()

    log = _Silence()

    def operation(
        self,
        name: str,  # noqa: ARG002  # the protocol names it
        attributes: Mapping[str, Value] | None = None,  # noqa: ARG002  # likewise
    ) -> _Nothing:
        """Return the block that reports nothing."""
        return _NOTHING

    def served(
        self,
        route: str,  # noqa: ARG002  # the protocol names it
        headers: Mapping[str, str],  # noqa: ARG002  # likewise
    ) -> _Nothing:
        """Return the block that reports nothing."""
        return _NOTHING

    def outgoing(self) -> dict[str, str]:
        """Return no headers: the next service begins a trace of its own."""
        return {}

    def observed(self, model: ChatModel) -> ChatModel:
        """Return the model itself, so that a call to it costs what it always costs."""
        return model

    def library_warnings(self) -> _Nothing:
        """Return the block that reports nothing: libraries log as they always do."""
        return _NOTHING

    def close(self) -> None:
        """Do nothing."""
