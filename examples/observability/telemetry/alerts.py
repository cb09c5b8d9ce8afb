"""Decide from two snapshots of the metrics whether somebody has to be told, and how urgently."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from llmkit import semantic_attributes as names

from examples.observability.telemetry.metrics_collector import Series
from examples.observability.telemetry.service_errors import CALLERS_MISTAKES
from examples.observability.telemetry.stack import SPANS_DELIVERED

ANSWERS = "POST /answers"
"""The operation that users wait for."""
DURATION = names.operation_duration("assistant")


@dataclass(frozen=True, slots=True)
class Limits:
    """When to tell somebody; the numbers are promises to users, so they are yours to choose."""

    error_share: float = 0.05
    """The share of answers that may fail."""
    p95_seconds: float = 4.0
    """What 95 of 100 users may wait at the most."""
    fewest_calls: int = 20
    """With fewer calls a share says nothing: one failure of three is 33 %."""


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that somebody should know."""

    name: str
    urgency: Literal["now", "today"]
    """`now` wakes a person; `today` is a ticket."""
    reason: str
    """The figures that made it."""


def alerts(
    before: Sequence[Series], after: Sequence[Series], limits: Limits | None = None
) -> list[Alert]:
    """Return what is wrong in the time between two snapshots.

    Args:
        before: The metrics at the beginning of the window.
        after: The same metrics at its end.
        limits: When something is wrong; None stands for the defaults.
    """
    limits = limits or Limits()
    window = since(before, after)
    answers = [
        each
        for each in window
        if each.name == DURATION and each.label(names.OPERATION_NAME) == ANSWERS
    ]
    counted = [each for each in answers if each.label(names.ERROR_TYPE) not in CALLERS_MISTAKES]
    found = [*_silence(answers), *_failures(counted, limits), *_waits(counted, limits)]
    return [*found, *_blindness(window)]


def since(before: Sequence[Series], after: Sequence[Series]) -> list[Series]:
    """Return what was added between two snapshots; counts of a process only ever grow."""
    old = {(each.name, each.labels): each for each in before}
    return [_less(each, old.get((each.name, each.labels))) for each in after]


def _less(now: Series, then: Series | None) -> Series:
    if then is None:
        return now
    return replace(
        now,
        count=now.count - then.count,
        total=now.total - then.total,
        buckets=tuple(a - b for a, b in zip(now.buckets, then.buckets, strict=True)),
    )


def _silence(answers: Sequence[Series]) -> list[Alert]:
    # Everything else needs calls to be counted; a service that gets none looks perfectly well.
    if sum(each.count for each in answers):
        return []
    return [Alert("no answers at all", "now", "0 calls in the window")]


def _failures(answers: Sequence[Series], limits: Limits) -> list[Alert]:
    calls = sum(each.count for each in answers)
    failed = sum(each.count for each in answers if each.label(names.ERROR_TYPE))
    if calls < limits.fewest_calls or failed <= limits.error_share * calls:
        return []
    return [Alert("answers fail", "now", f"{failed} of {calls} calls")]


def _waits(answers: Sequence[Series], limits: Limits) -> list[Alert]:
    good = [each for each in answers if each.count and not each.label(names.ERROR_TYPE)]
    slow = [each for each in good if each.quantile(0.95) > limits.p95_seconds]
    return [
        Alert("answers are slow", "today", f"p95 {each.quantile(0.95):.1f} s")
        for each in slow
        if each.count >= limits.fewest_calls
    ]


def _blindness(window: Sequence[Series]) -> list[Alert]:
    lost = sum(
        each.count
        for each in window
        if each.name == SPANS_DELIVERED and each.label("outcome") != "sent"
    )
    return [Alert("telemetry is lost", "today", f"{lost} spans")] if lost else []
