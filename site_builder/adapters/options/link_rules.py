"""The options of links that lead elsewhere, or stand elsewhere, `links`."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from mkdocs.config import base
from mkdocs.config import config_options as option

from site_builder.adapters.options.descriptions import DESCRIPTIONS
from site_builder.adapters.options.kinds import Strict
from site_builder.model import Allowance, LinkRules
from site_builder.text.suggest import did_you_mean

_KEYS = ("url", "why", "until")
_LINKS = LinkRules()


class Number(option.OptionallyRequired[float]):
    """A number that is not below a bound."""

    def __init__(self, default: float, *, least: float = 0.0) -> None:
        super().__init__(default=default)
        self._least = least

    def run_validation(self, value: object) -> float:
        """Return the number."""
        if isinstance(value, int | float) and not isinstance(value, bool) and value >= self._least:
            return float(value)
        raise base.ValidationError(f"Not a number from {self._least:g} on: {value!r}")

    def json_schema(self) -> Mapping[str, Any]:
        """Return the JSON Schema of its values."""
        return {"type": "number", "minimum": self._least}


class Allowances(option.OptionallyRequired[tuple[Allowance, ...]]):
    """Addresses that are not asked for, each with a reason and the last day on which it holds."""

    def run_validation(self, value: object) -> tuple[Allowance, ...]:
        """Return the entries."""
        if not isinstance(value, list | tuple):
            raise base.ValidationError(f"Not a list: {value!r}")
        return tuple(_allowance(number, one) for number, one in enumerate(value, start=1))

    def json_schema(self) -> Mapping[str, Any]:
        """Return the JSON Schema of its values."""
        properties = {
            name: {"type": "string", "description": DESCRIPTIONS[f"links.allow.{name}"]}
            for name in _KEYS
        }
        entry = {"type": "object", "properties": properties, "additionalProperties": False}
        return {"type": "array", "items": {**entry, "required": list(_KEYS)}}


class LinkOptions(Strict):  # type: ignore[no-untyped-call]
    """The options under `links`."""

    code = option.ListOfItems(option.Type(str), default=[])
    allow = Allowances(default=())
    fragments = option.Type(bool, default=_LINKS.fragments)
    keep_days = Number(_LINKS.keep_days)
    keep_failure_hours = Number(_LINKS.keep_failure_hours)
    per_second = Number(_LINKS.per_second, least=0.01)
    at_once = Number(_LINKS.at_once, least=1)
    timeout = Number(_LINKS.timeout, least=0.1)
    tries = Number(_LINKS.tries, least=1)
    longest_wait = Number(_LINKS.longest_wait)
    ca_file = option.Type(str, default="")


def links_of(options: LinkOptions, root: str, config: Sequence[str]) -> LinkRules:
    """Return what the options ask for.

    Args:
        options: The options.
        root: Folder of the project.
        config: Lines of the configuration, among which those of the entries are.
    """
    return LinkRules(
        code=tuple(folder.strip("/") for folder in options.code),
        allow=tuple(replace(one, line=_line_of(one.url, config)) for one in options.allow),
        fragments=options.fragments,
        keep_days=options.keep_days,
        keep_failure_hours=options.keep_failure_hours,
        per_second=options.per_second,
        at_once=int(options.at_once),
        timeout=options.timeout,
        tries=int(options.tries),
        longest_wait=options.longest_wait,
        ca_file=f"{root}/{options.ca_file}" if options.ca_file else "",
    )


def _allowance(number: int, given: object) -> Allowance:
    if not isinstance(given, dict):
        raise base.ValidationError(f"Entry {number} of 'allow' is no mapping: {given!r}")
    for name in given:
        if name not in _KEYS:
            hint = did_you_mean(str(name), _KEYS) or f"use {', '.join(_KEYS)}"
            raise base.ValidationError(f"Entry {number} of 'allow' has no key '{name}'; {hint}")
    for name in ("url", "why"):
        if not isinstance(given.get(name), str) or not given[name].strip():
            raise base.ValidationError(f"Entry {number} of 'allow' needs a text for '{name}'")
    return Allowance(given["url"].strip(), given["why"].strip(), _day(number, given.get("until")))


def _day(number: int, given: object) -> date:
    # YAML reads a day as one; in quotes it stays a text.
    if type(given) is date:
        return given
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        message = f"Entry {number} of 'allow' needs a day for 'until', such as 2027-01-31"
        raise base.ValidationError(message) from None


def _line_of(url: str, config: Sequence[str]) -> int:
    numbered = enumerate(config, start=1)
    return next((at for at, line in numbered if "url" in line and url in line), 0)
