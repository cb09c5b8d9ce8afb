"""Check what no single setting can say: which of them go together."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from examples.config.formats.catalogue import SETTINGS, KeyPath, in_words
from examples.config.formats.settings import Settings
from examples.config.formats.sources import Entry, Finding, Layer, Source

HOSTED = frozenset({"openai", "anthropic"})
"""Providers that answer nobody without a key."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that must hold of several settings together."""

    name: str
    """The setting to change."""
    because_of: str
    """The setting that makes it wrong."""
    is_broken: Callable[[Settings], bool]
    """Whether it does not hold."""
    problem: str
    """What is wrong then."""
    allowed: str
    """What would be right."""


RULES = (
    Rule(
        "provider.api_key",
        "provider.name",
        lambda all_: all_.provider.name in HOSTED and all_.provider.api_key is None,
        "there is no key, and this provider needs one",
        "a key, or a provider without one: simulated, ollama",
    ),
    Rule(
        "provider.name",
        "profile",
        lambda all_: all_.profile == "prod" and all_.provider.name == "simulated",
        "the simulated model would answer real users",
        "ollama, openai, anthropic",
    ),
    Rule(
        "logging.prompts",
        "profile",
        lambda all_: all_.profile == "prod" and all_.logging.prompts,
        "what users ask would be written to the log",
        "false",
    ),
    Rule(
        "mcp.web_search.api_key",
        "mcp.web_search.enabled",
        lambda all_: all_.mcp.web_search.enabled and all_.mcp.web_search.api_key is None,
        "there is no key, and searching needs one",
        "a key, or no searching",
    ),
    Rule(
        "mcp.filesystem.folders",
        "mcp.filesystem.enabled",
        lambda all_: all_.mcp.filesystem.enabled and not all_.mcp.filesystem.folders,
        "there is no folder to read from",
        "one folder or more, or no reading",
    ),
)
"""What must hold. Each needs valid settings, so it is asked only when no single value is wrong."""


def broken_rules(settings: Settings, winners: Mapping[KeyPath, Entry]) -> Iterator[Finding]:
    """Yield a finding for each rule that does not hold.

    Args:
        settings: The settings, each of them valid.
        winners: Where they came from.
    """
    for rule in RULES:
        if rule.is_broken(settings):
            yield finding_of(rule, settings, winners)


def finding_of(rule: Rule, settings: Settings, winners: Mapping[KeyPath, Entry]) -> Finding:
    """Return what to say of a rule that does not hold: both settings, and where each is from."""
    setting = SETTINGS[path_of(rule.name)]
    cause = source_of(rule.because_of, winners)
    own = winners.get(setting.path)
    place = own.source if own else cause
    reason = f"{rule.because_of} is {value_of(rule.because_of, settings)}"
    reason += "" if place == cause else f", from {cause}"
    remedy = f"set {setting.variable} in the environment"
    if not setting.is_secret:
        remedy = f"correct {setting.name}, or {remedy}"
    return Finding(place, rule.name, f"{rule.problem} ({reason})", rule.allowed, remedy)


def path_of(name: str) -> KeyPath:
    """Return the keys of a setting."""
    return tuple(name.split("."))


def source_of(name: str, winners: Mapping[KeyPath, Entry]) -> Source:
    """Return where the value of a setting came from."""
    entry = winners.get(path_of(name))
    return entry.source if entry else Source(Layer.DEFAULT)


def value_of(name: str, settings: Settings) -> str:
    """Return the value of a setting that is no secret, in words."""
    value: object = settings
    for key in path_of(name):
        value = getattr(value, key)
    return in_words(value)
