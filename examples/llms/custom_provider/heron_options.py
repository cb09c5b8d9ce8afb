"""How to talk to Heron: a value, and functions that each change one thing in it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import reduce

from llmkit import ConfigurationError


@dataclass(frozen=True, slots=True)
class HeronOptions:
    """What stays the same for all calls of a model."""

    base_url: str = "http://localhost:8900"
    """Where Heron is."""
    model: str = "heron-small"
    """The engine to use when the caller names none."""
    api_key: str | None = field(default=None, repr=False)
    """The key; None stands for `HERON_API_KEY`. Left out when options are printed."""
    connect_timeout: float = 5.0
    """Seconds to wait for a connection; the wait for a reply is an option of each call."""
    connections: int = 10
    """The most connections at a time."""
    labels: tuple[tuple[str, str], ...] = ()
    """Names and values that Heron writes on the bill."""


Option = Callable[[HeronOptions], HeronOptions]
"""Takes options and returns others, in which one thing is changed."""


def with_base_url(url: str) -> Option:
    """Ask the Heron at this address."""
    return lambda options: replace(options, base_url=url)


def with_model(model: str) -> Option:
    """Use this engine where the caller names none."""
    return lambda options: replace(options, model=model)


def with_key(key: str) -> Option:
    """Use this key in place of the one in `HERON_API_KEY`."""
    return lambda options: replace(options, api_key=key)


def with_connect_timeout(seconds: float) -> Option:
    """Wait this many seconds for a connection."""
    return lambda options: replace(options, connect_timeout=seconds)


def with_connections(number: int) -> Option:
    """Hold at most this many connections."""
    return lambda options: replace(options, connections=number)


def with_label(name: str, value: str) -> Option:
    """Write a label on the bill, beside those that are there already."""
    return lambda options: replace(options, labels=(*options.labels, (name, value)))


def options_of(*changes: Option) -> HeronOptions:
    """Return the default options after all changes, the last one having the last word.

    Raises:
        ConfigurationError: The result makes no sense; all that is wrong with it is named.
    """
    options = reduce(lambda so_far, change: change(so_far), changes, HeronOptions())
    if problems := problems_of(options):
        raise ConfigurationError("heron.options", "; ".join(problems))
    return options


def problems_of(options: HeronOptions) -> list[str]:
    """Return all that is wrong with options, in sentences."""
    problems = []
    if not options.base_url.startswith(("http://", "https://")):
        problems.append(f"base_url {options.base_url!r} does not begin with http:// or https://")
    if not options.model:
        problems.append("model is empty")
    if options.connect_timeout <= 0:
        problems.append(f"connect_timeout is {options.connect_timeout:g} s and must be above 0")
    if options.connections < 1:
        problems.append(f"connections is {options.connections} and must be at least 1")
    for name, value in options.labels:
        if not name or any(mark in name + value for mark in "=,\r\n"):
            problems.append(f"label {name!r}: {value!r} is empty or holds '=', ',' or a line end")
    return problems
