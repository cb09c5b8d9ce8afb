"""What can be set, under the names that OpenTelemetry gives to environment variables."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlsplit

from llmkit import ConfigurationError

Number = TypeVar("Number", int, float)
LOG_LEVELS = ("debug", "info", "warning", "error")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How much of a service is reported, and to where."""

    service: str
    """The name under which everything of this service is found: `OTEL_SERVICE_NAME`."""
    enabled: bool = True
    """Whether there is any telemetry at all; off with `OTEL_SDK_DISABLED=true`."""
    endpoint: str = ""
    """Base address of an OTLP/HTTP collector; empty for none: `OTEL_EXPORTER_OTLP_ENDPOINT`."""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Headers for the collector, with the key of a hosted one: `OTEL_EXPORTER_OTLP_HEADERS`."""
    sampled: float = 1.0
    """The share of traces that is kept, decided where a trace begins: `OTEL_TRACES_SAMPLER_ARG`."""
    log_level: str = "info"
    """The least level that is logged: `LOG_LEVEL`."""
    show_texts: bool = False
    """Whether logs hold what was said; for your own machine: `LOG_TEXTS=true`."""
    queue: int = 2048
    """How many ended spans may wait for the collector: `OTEL_BSP_MAX_QUEUE_SIZE`."""
    export_timeout: float = 2.0
    """Seconds that one delivery may take, retries included: `OTEL_EXPORTER_OTLP_TIMEOUT`."""

    def __post_init__(self) -> None:
        """Refuse what cannot work.

        Raises:
            ConfigurationError: Names every mistake at once.
        """
        mistakes = [message for wrong, message in self._checks() if wrong]
        if mistakes:
            raise ConfigurationError("telemetry.settings", "; ".join(mistakes))

    def _checks(self) -> tuple[tuple[bool, str], ...]:
        address = urlsplit(self.endpoint)
        return (
            (not self.service.strip(), "OTEL_SERVICE_NAME is empty; name the service"),
            (
                bool(self.endpoint)
                and not (address.scheme in ("http", "https") and address.netloc),
                "OTEL_EXPORTER_OTLP_ENDPOINT must be an address such as http://127.0.0.1:4318",
            ),
            (
                not 0.0 <= self.sampled <= 1.0,
                f"OTEL_TRACES_SAMPLER_ARG must be a share from 0 to 1, not {self.sampled:g}",
            ),
            (
                self.log_level not in LOG_LEVELS,
                f"LOG_LEVEL must be one of {', '.join(LOG_LEVELS)}, not {self.log_level!r}",
            ),
            (self.queue < 1, f"OTEL_BSP_MAX_QUEUE_SIZE must be 1 or more, not {self.queue}"),
            (
                not 0.0 < self.export_timeout < float("inf"),
                "OTEL_EXPORTER_OTLP_TIMEOUT must be a number of seconds above 0",
            ),
        )


def settings_from(environment: Mapping[str, str]) -> Settings:
    """Return the settings that environment variables make.

    Args:
        environment: The variables, usually `os.environ`.

    Raises:
        ConfigurationError: A value cannot be read, or cannot work.
    """
    read = _Reader(environment)
    found: dict[str, Any] = {
        "service": environment.get("OTEL_SERVICE_NAME", "assistant"),
        "enabled": not read.truth("OTEL_SDK_DISABLED"),
        "endpoint": environment.get("OTEL_EXPORTER_OTLP_ENDPOINT", ""),
        "headers": read.pairs("OTEL_EXPORTER_OTLP_HEADERS"),
        "sampled": read.number("OTEL_TRACES_SAMPLER_ARG", float, 1.0),
        "log_level": environment.get("LOG_LEVEL", "info").lower(),
        "show_texts": read.truth("LOG_TEXTS"),
        "queue": read.number("OTEL_BSP_MAX_QUEUE_SIZE", int, 2048),
        "export_timeout": read.number("OTEL_EXPORTER_OTLP_TIMEOUT", float, 2.0),
    }
    try:
        settings = Settings(**found)
    except ConfigurationError as error:
        read.mistakes.append(error.detail)
    if read.mistakes:
        raise ConfigurationError("telemetry.settings", "; ".join(read.mistakes))
    return settings


class _Reader:
    """Reads variables and collects what is wrong with them."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self.mistakes: list[str] = []

    def number(self, name: str, kind: type[Number], default: Number) -> Number:
        """Return a variable as a number of a kind."""
        text = self._environment.get(name, "")
        try:
            return kind(text) if text else default
        except ValueError:
            whole = "a whole number" if kind is int else "a number"
            self.mistakes.append(f"{name} must be {whole}, not {text!r}")
            return default

    def truth(self, name: str) -> bool:
        """Return whether a variable says true; OpenTelemetry knows only `true` and `false`."""
        text = self._environment.get(name, "").lower()
        if text not in ("", "true", "false"):
            self.mistakes.append(f"{name} must be true or false, not {text!r}")
        return text == "true"

    def pairs(self, name: str) -> dict[str, str]:
        """Return a variable of the form `key=value,key=value`; a mistake never shows a value."""
        pairs: dict[str, str] = {}
        for number, part in enumerate(filter(None, self._environment.get(name, "").split(",")), 1):
            key, sign, value = part.partition("=")
            if not (sign and key.strip()):
                self.mistakes.append(f"{name} must hold key=value; part {number} does not")
            pairs[key.strip().lower()] = value.strip()
        return pairs
