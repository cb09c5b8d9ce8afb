"""The JSON Schema of an `example.toml`, for editors: what it accepts, the tool accepts too.

Two things no schema can say: that a regular expression is one, and that no name stands twice.
"""

from collections.abc import Mapping

from site_builder.text.example_toml import LEVELS, STARTS
from site_builder.text.normalise import normaliser_names

Schema = Mapping[str, object]


def _described(what: Schema, description: str) -> Schema:
    return {**what, "description": description}


_TEXT: Schema = {"type": "string", "pattern": r"\S"}
_TEXTS: Schema = {"type": "array", "items": {"type": "string"}}
_SWITCH: Schema = {"type": "boolean"}
_PATHS: Schema = {
    "type": "array",
    # Names below a folder: neither absolute nor with an empty, a single or a double point.
    "items": {
        "type": "string",
        "pattern": r"^(?!/)(?![\s\S]*\\)(?![\s\S]*(?:^|/)\.{0,2}(?:/|$))(?=[\s\S]*\S)",
    },
}
_NORMALISE: Schema = {
    "type": "array",
    "items": {
        "anyOf": [{"enum": list(normaliser_names())}, {"pattern": r"^float:[0-9](?![\s\S])"}],
        "type": "string",
    },
}
_NORMALISERS: Schema = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["name", "pattern"],
        "properties": {
            "name": {"type": "string", "minLength": 1},
            "pattern": {"type": "string", "minLength": 1},
            "replacement": {"type": "string"},
        },
    },
}
_RUN: Mapping[str, Schema] = {
    "args": _described(_TEXTS, "Arguments of the command line."),
    "timeout": {
        "type": "number",
        "exclusiveMinimum": 0,
        "description": "Seconds after which the run is stopped.",
    },
    "exit_code": {"type": "integer", "description": "The exit code of a good run."},
    "normalise": _described(_NORMALISE, "What of the output may vary."),
    "normalisers": _described(_NORMALISERS, "What may vary in words of its own."),
    "files": _described(_PATHS, "Files that a run makes, by name or pattern."),
    "stderr": _described(_SWITCH, "Whether standard error is recorded."),
    "colour": _described(_SWITCH, "Whether the run believes that it prints to a terminal."),
    "children_may_fail": _described(_SWITCH, "Whether processes that it starts may fail."),
    "start": {"enum": list(STARTS), "description": "How the run starts."},
}
_NEEDS: Mapping[str, Schema] = {
    "services": _described(_TEXTS, "Services that must be there."),
    "env": _described(_TEXTS, "Variables that are passed on."),
    "extras": _described(_TEXTS, "Extras of the examples' project that must be installed."),
}


def _table(properties: Mapping[str, Schema]) -> Schema:
    return {"type": "object", "additionalProperties": False, "properties": properties}


EXAMPLE_SCHEMA: Mapping[str, object] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "What an example says of itself, for site-builder",
    "type": "object",
    "additionalProperties": False,
    "required": ["title", "summary"],
    "properties": {
        "title": _described(_TEXT, "Title of its page."),
        "summary": _described(_TEXT, "One sentence for tables."),
        "level": {"enum": list(LEVELS), "description": "For whom it is."},
        "topics": _described(_TEXTS, "Names of the topics that it is about."),
        "covers": _described(_TEXTS, "What of a list of requirements it covers."),
        "library": _described(_SWITCH, "Whether it is only imported, and never run."),
        "run": _table(_RUN),
        "needs": _table(_NEEDS),
        "checkers": {
            "type": "object",
            "description": "Functions through which tests read files, by patterns of their names.",
            "additionalProperties": {
                "type": "string",
                "pattern": r"^(?:(?!::)[\s\S])*\.py::[\s\S]",
            },
        },
    },
}
