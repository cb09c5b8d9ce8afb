"""The JSON Schema of a file that defines a page kind: for editors, and for us who read one."""

from collections.abc import Mapping

from site_builder.text.prose_rules import RULES

_NUMBER: Mapping[str, object] = {"type": "integer", "minimum": 1}
_TEXT: Mapping[str, object] = {"type": "string", "minLength": 1}
_TEXTS: Mapping[str, object] = {"type": "array", "items": _TEXT}


def _bounds(what: str) -> Mapping[str, object]:
    return {
        "type": "object",
        "description": what,
        "additionalProperties": False,
        "minProperties": 1,
        "properties": {"min": _NUMBER, "max": _NUMBER},
    }


def _count(what: str) -> Mapping[str, object]:
    return {**_NUMBER, "description": what}


_STEPS: Mapping[str, object] = {
    "type": "object",
    "description": "Numbered sub-headings, or a numbered list.",
    "additionalProperties": False,
    "properties": {
        "min": {**_NUMBER, "description": "How many at least; 1 if it is left out."},
        "labels": {
            "type": "array",
            "description": "What stands in each step; a list of names where several will do.",
            "items": {"anyOf": [_TEXT, {**_TEXTS, "minItems": 1}]},
        },
    },
}
_QUESTIONS: Mapping[str, object] = {
    "type": "object",
    "description": "Questions, each with an answer.",
    "additionalProperties": False,
    "properties": {
        "min": {**_NUMBER, "description": "How many at least; 1 if it is left out."},
        "question": {**_TEXT, "description": "How a question begins; `Q:` if it is left out."},
        "answer": {**_TEXT, "description": "How an answer begins; `A:` if it is left out."},
    },
}
_LINKS: Mapping[str, object] = {
    "type": "array",
    "description": "Links of which some are needed.",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["to"],
        "properties": {
            "to": {
                "description": "A kind of page, or `any`, `page`, `example`, `external`.",
                "anyOf": [_TEXT, {**_TEXTS, "minItems": 1}],
            },
            "min": {**_NUMBER, "description": "How many at least; 1 if it is left out."},
            "sentence": {
                "type": "boolean",
                "description": "Whether each stands with a few words that say why to follow it.",
            },
        },
    },
}
_OF_BOTH: Mapping[str, object] = {
    "samples": _count("Sample directives, at least."),
    "code_blocks": _count("Blocks of code, samples among them, at least."),
    "outputs": _count("Outputs of programs, at least."),
    "tables": _count("Tables, at least."),
    "pictures": _count("Pictures and diagrams, at least."),
    "list_items": _count("Entries of lists, at least."),
    "words": _bounds("Words that are not code."),
    "sentences": _bounds("Sentences that are not code."),
    "code_lines": _bounds("Lines of code, those of samples included."),
    "steps": _STEPS,
    "questions": _QUESTIONS,
    "links": _LINKS,
}


def _holds(what: str, **more: object) -> Mapping[str, object]:
    properties = {**_OF_BOTH, **more}
    return {
        "type": "object",
        "description": what,
        "additionalProperties": False,
        "properties": properties,
    }


_SECTION: Mapping[str, object] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["title"],
    "properties": {
        "title": {**_TEXT, "description": "Its second-level heading."},
        "aliases": {**_TEXTS, "description": "Other headings that will do."},
        "required": {"type": "boolean", "description": "Whether a page must have it; true."},
        "holds": _holds("What the section must hold."),
        "skeleton": {"type": "string", "description": "What a new page has there."},
    },
}
PAGE_KIND_SCHEMA: Mapping[str, object] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A page kind of site-builder",
    "type": "object",
    "additionalProperties": False,
    "required": ["title", "sections"],
    "properties": {
        "title": {**_TEXT, "description": "What messages call the kind, as in `the guide`."},
        "front_matter": {
            "type": "object",
            "description": "A JSON Schema of the front matter.",
        },
        "asked": {
            "type": "object",
            "description": "Keys of the front matter of a new page, with their placeholders.",
            "additionalProperties": {"type": "string"},
        },
        "opening": {"type": "string", "description": "What a new page has under its title."},
        "holds": _holds(
            "What the page must hold.",
            reading_minutes=_bounds("Minutes that a reader needs."),
        ),
        "prose": {
            "type": "array",
            "description": "Rules of prose that its pages keep, whatever is asked of others.",
            "items": {"enum": list(RULES)},
        },
        "sections": {
            "type": "array",
            "description": "The sections in their order; others may stand between them.",
            "items": _SECTION,
        },
    },
}
"""What may stand in the file of a page kind."""
