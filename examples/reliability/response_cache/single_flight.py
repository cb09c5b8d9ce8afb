"""One call for all who ask the same at once, in one process."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from typing import Generic, TypeVar

Value = TypeVar("Value")
Piece = TypeVar("Piece")


class _Shared(Generic[Value]):
    """Work under way, and how many wait for it."""

    def __init__(self, task: asyncio.Future[Value]) -> None:
        self.task = task
        self.waiting = 0


class SingleFlight(Generic[Value]):
    """Lets whoever asks for a key first do the work, and everybody else wait for its outcome.

    The work is a task of its own, and no caller's: whoever began it may give up, and the others
    still get their value. When the last one gives up, the work is cancelled.
    """

    def __init__(self) -> None:
        self._under_way: dict[str, _Shared[Value]] = {}

    async def run(self, key: str, work: Callable[[], Awaitable[Value]]) -> tuple[Value, bool]:
        """Return the value for a key, and whether it was somebody else's work.

        Args:
            key: What is asked for.
            work: Makes the value.

        Raises:
            Exception: What the work raised; all who wait get the same.
        """
        shared = self._under_way.get(key)
        joined = shared is not None
        if shared is None:
            shared = _Shared(asyncio.ensure_future(_awaited(work)))
            self._under_way[key] = shared
            shared.task.add_done_callback(lambda done: self._ended(key, done))
        shared.waiting += 1
        try:
            # Without the shield, one caller's time-out would be everybody's.
            return await asyncio.shield(shared.task), joined
        finally:
            shared.waiting -= 1
            if not shared.waiting and not shared.task.done():
                # Nobody may join what is about to end without a value.
                self._ended(key, shared.task)
                shared.task.cancel()

    def _ended(self, key: str, task: "asyncio.Future[Value]") -> None:
        # Only its own: other work for the same key may have begun since.
        if key in self._under_way and self._under_way[key].task is task:
            del self._under_way[key]


async def _awaited(work: Callable[[], Awaitable[Value]]) -> Value:
    return await work()


class _Broadcast(Generic[Piece]):
    """A stream as far as it has come, for several readers."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.over = False
        self.error: BaseException | None = None
        self.readers = 0
        self._more = asyncio.Event()

    def tell(self) -> None:
        """Wake up all who wait for more."""
        self._more.set()
        self._more = asyncio.Event()

    async def wait(self) -> None:
        """Return when there is more, or the end."""
        await self._more.wait()


class SharedStreams(Generic[Piece]):
    """The same for streams: later readers get what has come so far at once, then live pieces."""

    def __init__(self) -> None:
        self._under_way: dict[str, tuple[_Broadcast[Piece], asyncio.Task[None]]] = {}

    def joins(self, key: str) -> bool:
        """Return whether a stream of this key is under way."""
        return key in self._under_way

    async def stream(
        self, key: str, source: Callable[[], AsyncGenerator[Piece, None]]
    ) -> AsyncGenerator[Piece, None]:
        """Yield the pieces of the stream of a key, whoever began it.

        The source is read at its own speed, so a slow reader holds up nobody. When the last reader
        leaves, the source is closed.

        Raises:
            Exception: What the source raised, after the pieces before it.
        """
        if key not in self._under_way:
            broadcast: _Broadcast[Piece] = _Broadcast()
            task = asyncio.create_task(self._pump(broadcast, source))
            task.add_done_callback(lambda done: self._ended(key, done))
            self._under_way[key] = broadcast, task
        broadcast, task = self._under_way[key]
        broadcast.readers += 1
        try:
            at = 0
            while True:
                while at < len(broadcast.pieces):
                    at += 1
                    yield broadcast.pieces[at - 1]
                if broadcast.over:
                    break
                await broadcast.wait()
            if broadcast.error is not None:
                raise broadcast.error
        finally:
            broadcast.readers -= 1
            if not broadcast.readers and not task.done():
                self._ended(key, task)
                task.cancel()

    def _ended(self, key: str, task: "asyncio.Task[None]") -> None:
        if key in self._under_way and self._under_way[key][1] is task:
            del self._under_way[key]

    async def _pump(
        self, broadcast: _Broadcast[Piece], source: Callable[[], AsyncGenerator[Piece, None]]
    ) -> None:
        try:
            async with aclosing(source()) as pieces:
                async for piece in pieces:
                    broadcast.pieces.append(piece)
                    broadcast.tell()
        except Exception as error:  # it belongs to those who read
            broadcast.error = error
        finally:
            broadcast.over = True
            broadcast.tell()
