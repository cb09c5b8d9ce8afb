"""A shell session: commands that an example consists of, and servers around them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs while the steps of a session do: a `[[server]]` of `session.toml`."""

    name: str
    """By which steps find its port: `{name.port}`."""
    command: str
    ready: str = ""
    """Text in its output that says that it is ready; its port must answer if this is empty."""
    env: tuple[tuple[str, str], ...] = ()
    """Variables of its own."""
    timeout: float = 10.0
    """Seconds within which it must be ready."""


@dataclass(frozen=True, slots=True)
class Step:
    """A command of a session: a `[[step]]` of `session.toml`."""

    run: str
    exit_code: int = 0
    """What it must end with."""
    timeout: float = 10.0
    """Seconds within which it must end."""
    hide: bool = False
    """Whether it is left out of what is recorded."""


@dataclass(frozen=True, slots=True)
class Session:
    """All of a `session.toml`, in order."""

    servers: tuple[Server, ...]
    steps: tuple[Step, ...]
