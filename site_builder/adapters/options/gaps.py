"""The options of what is owed and missing, `gaps`."""

from collections.abc import Mapping, Sequence
from typing import Any

from mkdocs.config import base
from mkdocs.config import config_options as option

from site_builder.adapters.options.kinds import Strict
from site_builder.model.gaps import GapSettings, NameSource
from site_builder.text.suggest import did_you_mean

_KEYS = ("from", "pages")


class NameSources(option.OptionallyRequired[tuple[NameSource, ...]]):
    """Where names are defined and which pages must have them: one entry, or a list of them."""

    def run_validation(self, value: object) -> tuple[NameSource, ...]:
        """Return the sources."""
        entries = value if isinstance(value, list | tuple) else [value]
        return tuple(_source(one) for one in entries)

    def json_schema(self) -> Mapping[str, Any]:
        """Return the JSON Schema of its values."""
        text = {"type": "string"}
        entry = {
            "type": "object",
            "additionalProperties": False,
            "required": list(_KEYS),
            "properties": {
                "from": {**text, "description": "File, with `::Name` or `#/pointer`."},
                "pages": {
                    "anyOf": [text, {"type": "array", "items": text}],
                    "description": "Pages below the docs folder, one of which must have each name.",
                },
            },
        }
        return {"anyOf": [entry, {"type": "array", "items": entry}]}


class GapOptions(Strict):  # type: ignore[no-untyped-call]
    """The options under `gaps`."""

    topics = option.Type(str, default="")
    page = option.Type(str, default="")
    history = option.Type(str, default="")
    examples = option.Type(bool, default=False)
    api = option.ListOfItems(option.Type(str), default=[])
    settings = NameSources(default=())
    codes = NameSources(default=())
    telemetry = NameSources(default=())


def gap_settings(options: GapOptions) -> GapSettings:
    """Return what the options ask for."""
    return GapSettings(
        topics=options.topics.strip("/"),
        page=options.page.strip("/"),
        history=options.history,
        examples=options.examples,
        api=tuple(folder.strip("/") for folder in options.api),
        settings=options.settings,
        codes=options.codes,
        telemetry=options.telemetry,
    )


def _source(given: object) -> NameSource:
    if not isinstance(given, dict):
        raise base.ValidationError(f"Not a mapping of `from` and `pages`: {given!r}")
    for name in given:
        if name not in _KEYS:
            hint = did_you_mean(str(name), _KEYS) or f"use {' and '.join(_KEYS)}"
            raise base.ValidationError(f"There is no key '{name}'; {hint}")
    pages = given.get("pages")
    names: Sequence[object] = [pages] if isinstance(pages, str) else pages or ()
    if not isinstance(given.get("from"), str) or not names:
        raise base.ValidationError("An entry needs `from`, a text, and `pages`, one or a list")
    return NameSource(given["from"], tuple(str(one) for one in names))
