"""A clock for tests and examples in which no time passes."""

from collections.abc import Sequence


class ManualClock:
    """Count the waits instead of waiting: pass its `sleep` wherever a sleep is asked for."""

    def __init__(self) -> None:
        self._waits: list[float] = []

    async def sleep(self, seconds: float) -> None:
        """Note the wait and return at once."""
        self._waits.append(seconds)

    def now(self) -> float:
        """Return the seconds waited since the start."""
        return sum(self._waits)

    @property
    def waits(self) -> Sequence[float]:
        """Every wait so far, in order."""
        return tuple(self._waits)
