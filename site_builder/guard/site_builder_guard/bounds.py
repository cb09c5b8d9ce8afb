"""Keep the bounds of a run: what it prints, its time, processes, memory and folder."""

import json
import os
import select
import time
from typing import TypedDict

from site_builder_guard import processes

_TICK = 0.02
"""Seconds between two looks at the processes and the memory of a run."""
_DISK_TICK = 0.25
_CHUNK = 65536


class Limits(TypedDict):
    """The bounds of a run, in bytes and in processes."""

    output: int
    memory: int
    processes: int
    disk: int


class Job(TypedDict):
    """One run, as the tool asks for it; see `stages/launch.py`."""

    command: list[str]
    module: str
    args: list[str]
    path: list[str]
    environment: dict[str, str]
    guard: dict[str, object]
    outer: str
    work: str
    timeout: float
    isolation: str
    limits: Limits


class Bounds:
    """What the supervisor looks at while a run goes on."""

    def __init__(self, job: Job, out: int, err: int, status: int, jobs: int) -> None:
        self.job = job
        self.status = status
        self.jobs = jobs
        self.outputs = {out: bytearray(), err: bytearray()}
        self.said: dict[str, object] = {}
        self._told = bytearray()
        self._poll = select.poll()
        for pipe in (out, err, status, jobs):
            if pipe != jobs:
                os.set_blocking(pipe, False)
            self._poll.register(pipe, select.POLLIN)

    def until_end(self, first: int) -> str:
        """Return how the run ended."""
        limits, now = self.job["limits"], time.monotonic()
        deadline, next_look, next_disk = now + self.job["timeout"], now + _TICK, now + _DISK_TICK
        while True:
            ready = self._poll.poll(_TICK * 1000)
            ended = self._read(ready)
            if ended:
                return ended
            now = time.monotonic()
            if now > deadline:
                return "timeout"
            if now < next_look:
                continue
            next_look = now + _TICK
            below = processes.descendants(first)
            if len(below) > limits["processes"]:
                return "crowded"
            if processes.memory_of(below) > limits["memory"]:
                return "memory"
            if now >= next_disk:
                if self._is_full():
                    return "disk"
                # A folder of very many files shall not keep us from looking at the rest.
                next_disk = now + max(_DISK_TICK, 10 * (time.monotonic() - now))

    def _read(self, ready: list[tuple[int, int]]) -> str:
        """Take in what stands in the pipes; return how the run ended, if it did."""
        for pipe, _ in ready:
            if pipe == self.jobs:
                return "lost"  # whoever asked for this run is gone
            if pipe != self.status and self._take(pipe):
                return "flooded"
        if all(pipe != self.status for pipe, _ in ready):
            return ""
        self._told += _available(self.status) or b""
        *lines, rest = self._told.split(b"\n")
        self._told = bytearray(rest)
        for line in lines:
            self.said |= json.loads(line)
        if self.said.get("refused"):
            return "refused"
        if "exit_code" in self.said:
            # A process that the example left behind may hold a pipe open for ever, so after the end
            # only what stands in the pipes counts.
            flooded = [self._take(pipe, drain=True) for pipe in self.outputs]
            return "flooded" if any(flooded) else "disk" if self._is_full() else "exited"
        return "" if lines else "lost"

    def _take(self, pipe: int, *, drain: bool = False) -> bool:
        """Read a pipe; return whether more came than may."""
        output, most = self.outputs[pipe], self.job["limits"]["output"]
        while chunk := _available(pipe):
            room = most - len(output)
            output += chunk[:room]
            if len(chunk) > room:
                return True
            if not drain:
                return False
        if chunk == b"":
            try:
                self._poll.unregister(pipe)
            except KeyError:
                return False
        return False

    def _is_full(self) -> bool:
        most = self.job["limits"]["disk"]
        return processes.size_of(self.job["outer"], most=most) > most


def _available(pipe: int) -> bytes | None:
    """Return what a pipe holds, nothing at its end, None while it is silent."""
    try:
        return os.read(pipe, _CHUNK)
    except BlockingIOError:
        return None
