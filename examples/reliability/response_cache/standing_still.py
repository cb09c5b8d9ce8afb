"""Ask a real Redis in simulated time."""

from collections.abc import Callable
from typing import Any

import redis


class StandingStill:
    """A client of Redis for simulated time: the clock stands still while it asks.

    An event loop that jumps over waits would jump over the wait for an answer, too. So this asks
    without giving the loop a chance to, and the time that Redis needs counts as none. It is a
    thousandth of what a model needs; `results/` holds how much exactly.

    Args:
        client: What asks.
    """

    def __init__(self, client: redis.Redis) -> None:
        self._client = client

    def __getattr__(self, command: str) -> Callable[..., Any]:
        """Return a command of the client, to be awaited."""

        async def ask(*arguments: Any, **options: Any) -> Any:
            return getattr(self._client, command)(*arguments, **options)

        return ask
