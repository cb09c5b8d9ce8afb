"""An event loop in which a wait of ten minutes is over at once, so that a long run can be tried.

Everything happens in the order and at the times at which it would have happened, by the clock of
the loop. Work that takes the processor's time takes none of this clock's.
"""

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")


class _JumpingSelector(selectors.SelectSelector):
    """A selector that, asked to wait for the next timer, moves the clock there instead."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Return what is ready, after moving the clock on by `timeout`."""
        if timeout is not None and timeout > 0:
            self.now += timeout
            timeout = 0
        return super().select(timeout)


class SimulatedTimeLoop(asyncio.SelectorEventLoop):
    """An event loop whose time is only that of its timers."""

    def __init__(self) -> None:
        self._jumping = _JumpingSelector()
        super().__init__(self._jumping)

    def time(self) -> float:
        """Return the seconds since the loop was made."""
        return self._jumping.now


def run_in_simulated_time(main: Coroutine[Any, Any, Result]) -> Result:
    """Run a program as `asyncio.run` does, without the waiting."""
    with asyncio.Runner(loop_factory=SimulatedTimeLoop) as runner:
        return runner.run(main)
