"""Run commands of a shell as a reader would see them."""

import os
import re
import selectors
import signal
import subprocess
import sys
import time

PAUSE = 0.02
"""Seconds after which a silent command is looked at again."""
OF_BASH = re.compile(rb"^bash: line \d+: ", re.MULTILINE)
"""How messages of the shell begin, with a line that no reader can see."""
_BASH = ("bash", "--norc", "--noprofile", "-c")


class Failed(Exception):  # noqa: N818 - it is how a session ends
    """Why a session cannot go on."""


class Running:
    """A command that runs in a process group of its own, and what it has printed."""

    def __init__(self, command: str, variables: dict[str, str]) -> None:
        self.output = b""
        self.process = subprocess.Popen(
            [*_BASH, command],
            env={**os.environ, **variables},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._selector = selectors.DefaultSelector()
        if self.process.stdout:
            os.set_blocking(self.process.stdout.fileno(), False)
            self._selector.register(self.process.stdout, selectors.EVENT_READ)

    def read(self, wait: float) -> bool:
        """Take in what was printed; return whether something was."""
        for key, _ in self._selector.select(wait):
            chunk = os.read(key.fd, 65536)
            self.output += chunk
            if not chunk:
                self._selector.unregister(key.fileobj)
            return bool(chunk)
        return False

    def finish(self, seconds: float) -> int:
        """Return the exit code; what it left behind may print no more."""
        deadline = time.monotonic() + seconds
        while (code := self.process.poll()) is None:
            if time.monotonic() > deadline:
                self.stop()
                raise Failed(f"it did not end within {seconds:g} seconds")
            self.read(PAUSE)
        while self.read(0):
            pass
        return code

    def stop(self) -> None:
        """End it, first politely, and all that it started."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.process.pid, number)
                self.process.wait(2)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                continue
        while self.read(0):
            pass


def show(text: bytes | str) -> None:
    """Print a part of the transcript, which ends with a line end."""
    data = text.encode() if isinstance(text, str) else text
    sys.stdout.buffer.write(data if not data or data.endswith(b"\n") else data + b"\n")
    sys.stdout.buffer.flush()


def prompt(command: str) -> str:
    """Return a command as a terminal shows it."""
    first, *rest = command.rstrip("\n").split("\n")
    return "\n".join((f"$ {first}", *(f"> {line}" for line in rest)))
