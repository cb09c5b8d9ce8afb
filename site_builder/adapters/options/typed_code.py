"""The options of code that is typed into pages, `samples_only`."""

from collections.abc import Mapping
from typing import Any

from mkdocs.config import base
from mkdocs.config import config_options as option

from site_builder.adapters.options.descriptions import DESCRIPTIONS
from site_builder.adapters.options.kinds import Strict
from site_builder.model import Allowed, SamplesOnly
from site_builder.model.typed_code import OF_EXAMPLES
from site_builder.text.languages import is_language, language_names, language_word
from site_builder.text.suggest import did_you_mean

_KEYS = ("language", "page", "why")


class Languages(option.OptionallyRequired[tuple[str, ...]]):
    """Names of languages, in a list."""

    def run_validation(self, value: object) -> tuple[str, ...]:
        """Return the names."""
        if not isinstance(value, list | tuple):
            raise base.ValidationError(f"Not a list of languages: {value!r}")
        return tuple(_language(one) for one in value)

    def json_schema(self) -> Mapping[str, Any]:
        """Return the JSON Schema of its values."""
        return {"type": "array", "items": {"type": "string"}}


class Exceptions(option.OptionallyRequired[tuple[Allowed, ...]]):
    """What may be typed, and why."""

    def run_validation(self, value: object) -> tuple[Allowed, ...]:
        """Return the exceptions."""
        if not isinstance(value, list | tuple):
            raise base.ValidationError(f"Not a list: {value!r}")
        return tuple(_allowed(number, one) for number, one in enumerate(value, start=1))

    def json_schema(self) -> Mapping[str, Any]:
        """Return the JSON Schema of its values."""
        properties = {
            name: {"type": "string", "description": DESCRIPTIONS[f"samples_only.allow.{name}"]}
            for name in _KEYS
        }
        entry = {"type": "object", "properties": properties, "additionalProperties": False}
        either = [{"required": ["language"]}, {"required": ["page"]}]
        return {"type": "array", "items": {**entry, "required": ["why"], "anyOf": either}}


class SamplesOnlyOptions(Strict):  # type: ignore[no-untyped-call]
    """The options under `samples_only`."""

    languages = Languages(default=())
    tagged = option.Type(bool, default=False)
    allow = Exceptions(default=())


def samples_only_of(options: SamplesOnlyOptions) -> SamplesOnly:
    """Return what the options ask for."""
    return SamplesOnly(options.languages, options.tagged, options.allow)


def _allowed(number: int, given: object) -> Allowed:
    if not isinstance(given, dict):
        raise base.ValidationError(f"Entry {number} is no mapping: {given!r}")
    for name, value in given.items():
        if name not in _KEYS:
            hint = did_you_mean(str(name), _KEYS) or f"use {', '.join(_KEYS)}"
            raise base.ValidationError(f"Entry {number} has no key '{name}'; {hint}")
        if not isinstance(value, str) or not value.strip():
            raise base.ValidationError(f"'{name}' of entry {number} is no text: {value!r}")
    if "why" not in given:
        raise base.ValidationError(f"Entry {number} does not say why")
    if not {"language", "page"} & given.keys():
        raise base.ValidationError(f"Entry {number} names no language and no page")
    language = language_word(_language(given["language"])) if "language" in given else ""
    return Allowed(given["why"], language, given.get("page", ""))


def _language(word: object) -> str:
    if not isinstance(word, str) or not (word == OF_EXAMPLES or is_language(word)):
        hint = did_you_mean(str(word), (OF_EXAMPLES, *language_names()))
        said = f"There is no language {word!r}"
        raise base.ValidationError(f"{said}; {hint}" if hint else said)
    return word
