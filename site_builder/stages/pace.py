"""Keep requests to one host apart, and leave a host alone that asks for it."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable


class Pace:
    """Says when a host may be asked next; several threads may ask.

    LinkChecker has a pace of its own, `wait_for_host`. It sleeps while it holds a lock that all
    hosts share, so that a slow host holds up the others, waits at random, and knows nothing of a
    server that asks to be left alone.

    Args:
        per_second: Requests that a host gets in a second.
        clock: Returns seconds that only go up.
        sleep: Waits for a number of seconds; None to wait until `stop` is called at most.
    """

    def __init__(
        self,
        per_second: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] | None = None,
    ) -> None:
        self._gap = 1.0 / per_second
        self._clock = clock
        self._stopped = threading.Event()
        self._sleep = sleep or self._stopped.wait
        self._lock = threading.Lock()
        self._free: dict[str, float] = defaultdict(float)
        """When each host may be asked next."""

    def wait(self, host: str) -> None:
        """Wait until it is the caller's turn to ask a host.

        Args:
            host: Its name, with the port.
        """
        while not self._stopped.is_set():
            with self._lock:
                now, free = self._clock(), self._free[host]
                if free <= now:
                    self._free[host] = now + self._gap
                    return
            # The host may ask to be left alone meanwhile, so it is looked at again.
            self._sleep(free - now)

    def rest(self, host: str, seconds: float) -> None:
        """Leave a host alone for a while.

        Args:
            host: Its name, with the port.
            seconds: For how long.
        """
        with self._lock:
            self._free[host] = max(self._free[host], self._clock() + seconds)

    def stop(self) -> None:
        """Let nobody wait any longer."""
        self._stopped.set()
