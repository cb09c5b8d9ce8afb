"""Make everything fail once, and say where each failure can be seen."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Unpack

from llmkit import (
    CallOptions,
    ChatModel,
    Completion,
    Fault,
    Message,
    Reply,
    Script,
    SimulatedChatModel,
)
from llmkit import semantic_attributes as names
from llmkit.script import FaultKind

from examples.observability.telemetry.finished_span import FinishedSpan
from examples.observability.telemetry.metrics_collector import Series
from examples.observability.telemetry.rehearsal import Rehearsal

NOBODY = "http://127.0.0.1:1"
"""An address where a connection is refused at once."""
GOOD = Reply("It is on its way.", times=None)
TEMPORARY: tuple[FaultKind, ...] = ("rate_limit", "overloaded", "server_error", "connection_cut")
PERMANENT: tuple[FaultKind, ...] = (
    "authentication",
    "content_filter",
    "context_length",
    "invalid_request",
    "malformed",
    "model_not_found",
)


@dataclass(frozen=True, slots=True)
class Case:
    """One way to fail."""

    name: str
    replies: tuple[Reply, ...]
    """What the model does; what comes after them is a good reply."""
    order: str = "A-17"
    orders_url: str | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What a failure left behind."""

    case: str
    status: int
    """The HTTP status that the user's program got."""
    spans: tuple[str, ...]
    """The codes on failed spans, the innermost first."""
    logs: tuple[str, ...]
    """The codes in the log."""
    metrics: tuple[str, ...]
    """The codes among the labels of metrics."""

    @property
    def everywhere(self) -> bool:
        """Whether each of the three tells of it."""
        return bool(self.spans and self.logs and self.metrics)


class CrashingChatModel(SimulatedChatModel):
    """A model with a mistake in its adapter."""

    async def complete(
        self, messages: Sequence[Message], **_options: Unpack[CallOptions]
    ) -> Completion:
        """Fail as code fails that nobody tested."""
        raise AttributeError(f"{type(messages).__name__} has no attribute 'roles'")


def cases() -> Iterator[Case]:
    """Yield every failure that we can make."""
    for kind in TEMPORARY:
        yield Case(f"{kind}, once", (Reply(fault=Fault(kind)), GOOD))
    yield Case("overloaded, for good", (Reply(fault=Fault("overloaded"), times=None),))
    for kind in PERMANENT:
        yield Case(kind, (Reply(fault=Fault(kind)), GOOD))
    yield Case("order unknown", (GOOD,), order="Z-99")
    yield Case("orders down", (GOOD,), orders_url=NOBODY)
    yield Case("a mistake in our code", ())


def played(case: Case) -> Seen:
    """Let one failure happen, over HTTP and through both services."""
    model: ChatModel = (
        SimulatedChatModel(script=Script(case.replies)) if case.replies else CrashingChatModel()
    )
    with Rehearsal(model, orders_url=case.orders_url) as rehearsal:
        status, _ = rehearsal.ask(order=case.order)
    return Seen(
        case.name,
        status,
        _codes_of_spans(rehearsal.spans),
        _unique(str(line["error_type"]) for line in rehearsal.logs if "error_type" in line),
        _codes_of_metrics(rehearsal.series()),
    )


def row(seen: Seen) -> str:
    """Return a line of the table."""
    parts = (", ".join(codes) or "nothing" for codes in (seen.spans, seen.logs, seen.metrics))
    return f"{seen.case:22} {seen.status}  " + " | ".join(parts)


def _codes_of_spans(spans: Sequence[FinishedSpan]) -> tuple[str, ...]:
    failed = sorted((span for span in spans if span.failed), key=lambda span: -span.start_ns)
    return _unique(str(span.attributes[names.ERROR_TYPE]) for span in failed)


def _codes_of_metrics(series: Sequence[Series]) -> tuple[str, ...]:
    return _unique(filter(None, (each.label(names.ERROR_TYPE) for each in series)))


def _unique(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))
