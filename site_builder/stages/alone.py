"""Run a command in a process group with bounds, on systems that have no launcher."""

import os
import selectors
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from site_builder.model import Limits, RunEnd

_PAUSE = 0.05
"""Seconds after which a silent run is looked at again."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    end: RunEnd
    exit_code: int
    stdout: bytes
    stderr: bytes
    seconds: float


def run_alone(
    command: tuple[str, ...],
    work: Path,
    environment: Mapping[str, str],
    *,
    timeout: float,
    limits: Limits,
) -> Ended:
    """Run a command; kill its whole process group when it passes a bound, and at its end.

    Args:
        command: The program and its arguments.
        work: The folder it works in.
        environment: All its variables.
        timeout: Seconds after which it is killed.
        limits: Of these, the bound on what it prints.
    """
    started = time.monotonic()
    with subprocess.Popen(
        command,
        cwd=work,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        outputs = (bytearray(), bytearray())
        try:
            end = _collect(process, outputs, timeout, limits.output_bytes)
        finally:
            _kill(process)
    seconds = time.monotonic() - started
    return Ended(end, process.returncode, bytes(outputs[0]), bytes(outputs[1]), seconds)


def _collect(
    process: subprocess.Popen[bytes],
    outputs: tuple[bytearray, bytearray],
    timeout: float,
    limit: int,
) -> RunEnd:
    """Read what a process prints until it ends or passes a bound."""
    deadline = time.monotonic() + timeout
    with selectors.DefaultSelector() as selector:
        for stream, output in zip(
            filter(None, (process.stdout, process.stderr)), outputs, strict=True
        ):
            selector.register(stream, selectors.EVENT_READ, output)
        while selector.get_map():
            # A process that the example left behind may hold a pipe open for ever, so after the end
            # only what stands in the pipes counts.
            ended = process.poll() is not None
            longest = _read_ready(selector, 0 if ended else _PAUSE, limit)
            if longest > limit:
                return RunEnd.FLOODED
            if ended and longest < 0:
                break
            if not ended and time.monotonic() > deadline:
                return RunEnd.TIMEOUT
    try:
        process.wait(max(0.0, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        return RunEnd.TIMEOUT
    return RunEnd.EXITED


def _read_ready(selector: selectors.BaseSelector, wait: float, limit: int) -> int:
    """Read what is there, up to the limit; return the longest size, -1 if nothing came."""
    longest = -1
    for key, _ in selector.select(wait):
        chunk = os.read(key.fd, 65536)
        if not chunk:
            selector.unregister(key.fileobj)
        longest = max(longest, len(key.data) + len(chunk))
        key.data.extend(chunk[: limit - len(key.data)])
    return longest


def _kill(process: subprocess.Popen[bytes]) -> None:
    # Windows has neither groups nor that signal; there its own child is killed.
    kill = getattr(os, "killpg", os.kill)
    try:
        kill(process.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
    except (ProcessLookupError, PermissionError):
        return
