"""Remember which models are unwell, so that not every question has to find out anew."""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RestPolicy:
    """When a model is left alone, and for how long."""

    failures: int = 3
    """So many failures in a row, and it rests."""
    first_rest: float = 30.0
    """Seconds of the first rest; each further one in a row is twice as long."""
    longest_rest: float = 600.0
    """Seconds of the longest rest."""

    def rest_after(self, rests: int) -> float:
        """Return the seconds of a rest that follows so many others in a row."""
        return float(min(self.first_rest * 2**rests, self.longest_rest))


@dataclass(slots=True)
class _Record:
    """What is remembered of one model since its last success."""

    failures: int = 0
    rests: int = 0
    until: float = 0.0


class HealthMemory:
    """What is known of the health of models, by their names.

    Share one among all chains of a process. It is for one event loop: nothing in it awaits, so no
    two tasks are ever in the middle of it. Other processes learn for themselves.

    Args:
        policy: When a model rests.
        now: Returns seconds; a test passes a clock of its own.
    """

    def __init__(
        self, policy: RestPolicy | None = None, *, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._policy = policy or RestPolicy()
        self._now = now
        self._records: dict[str, _Record] = {}

    def may_ask(self, name: str) -> bool:
        """Return whether to ask a model now.

        The first who comes after a rest is let through, to see whether the model is well again.
        Until that one knows, or `first_rest` has passed, the others still go elsewhere.
        """
        record = self._records.get(name)
        if record is None or not record.rests:
            return True
        if self._now() < record.until:
            return False
        record.until = self._now() + self._policy.first_rest
        return True

    def succeeded(self, name: str) -> None:
        """Note that a model replied; what was held against it is forgotten."""
        self._records.pop(name, None)

    def failed(self, name: str, *, at_once: bool = False, seconds: float | None = None) -> None:
        """Note that a model failed.

        Args:
            name: The model.
            at_once: Whether it rests after this one failure.
            seconds: For how long, where the provider said so.
        """
        record = self._records.setdefault(name, _Record())
        record.failures += 1
        if (
            at_once
            or seconds is not None
            or record.rests
            or record.failures >= self._policy.failures
        ):
            rest = self._policy.rest_after(record.rests) if seconds is None else seconds
            record.until = self._now() + rest
            record.rests += 1

    def seconds_left(self, name: str) -> float:
        """Return for how long a model still rests; 0 if it may be asked."""
        record = self._records.get(name)
        return max(0.0, record.until - self._now()) if record and record.rests else 0.0
