"""The JSON Schema of the options, for editors."""

from typing import Any

from mkdocs.config import base
from mkdocs.config import config_options as option

from site_builder.adapters.options.descriptions import DESCRIPTIONS
from site_builder.adapters.options.kinds import Described
from site_builder.adapters.options.plugin import PluginOptions
from site_builder.adapters.options.single_files import SingleFileOptions, SingleFiles


def plugin_schema() -> dict[str, Any]:
    """Return a JSON Schema of `mkdocs.yml` as far as this plugin's options go.

    An editor that reads it completes and checks them; see https://json-schema.org/.
    """
    options = _schema_of(PluginOptions)
    named = {"type": "object", "properties": {"site_builder": options}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "mkdocs.yml with the options of site-builder",
        "type": "object",
        "properties": {
            "plugins": {
                "oneOf": [
                    {"type": "array", "items": {"anyOf": [{"type": "string"}, named]}},
                    named,
                ]
            }
        },
    }


def _schema_of(options: type[base.Config], prefix: str = "") -> dict[str, Any]:
    properties = {}
    for name, one in options._schema:
        properties[name] = {
            **_type_of(prefix + name, one),
            "description": DESCRIPTIONS[prefix + name],
        }
        if one.default not in (None, (), [], {}):
            properties[name]["default"] = one.default
    schema: dict[str, Any] = {"type": "object", "additionalProperties": False}
    required = ["file"] if options is SingleFileOptions else []
    return {**schema, "properties": properties, **({"required": required} if required else {})}


def _type_of(name: str, one: object) -> dict[str, Any]:  # noqa: PLR0911 - a line for each kind
    """Return what values an option may have."""
    if isinstance(one, Described):
        return dict(one.json_schema())
    if isinstance(one, option.SubConfig):
        return _schema_of(one.config_class, f"{name}.")
    match one:
        case SingleFiles():
            either = [{"type": "string"}, _schema_of(SingleFileOptions, "standalone.")]
            return {"anyOf": [*either, {"type": "array", "items": {"anyOf": either}}]}
        case option.ListOfItems():
            return {"type": "array", "items": {"type": "string"}}
        case option.DictOfItems():
            return {"type": "object", "additionalProperties": {"type": "string"}}
        case option.Choice():
            return {"enum": list(one.choices)}
        case _:
            names = {str: "string", bool: "boolean", int: "integer"}
            return {"type": names[getattr(one, "_type", str)]}
