"""The JSON Schema of the front matter of a page: for editors, and of each kind of page."""

import json
from collections.abc import Mapping
from typing import Any

from site_builder.model import Contract, Status

FRONT_MATTER_KEYS: Mapping[str, Mapping[str, object]] = {
    # The keys that the tool reads; others are the business of the host and of its plugins.
    "title": {"type": "string", "description": "Title of the page."},
    "summary": {"type": "string", "description": "One sentence for tables and search results."},
    "time": {"type": "string", "description": "How long a reader needs, for the index."},
    "needs": {"type": "string", "description": "What a reader needs beforehand, for the index."},
    "kind": {
        "type": "string",
        "description": "The kind of the page, where its folder does not say it; `free` for none.",
    },
    "proof": {
        "enum": ["required"],
        "description": "Whether the page may show only samples that are proven.",
    },
    "status": {
        "enum": [one.value for one in Status],
        "description": "How far the page can be relied on.",
    },
    "replaced_by": {
        "type": "string",
        "description": "Where a reader of a retired page goes on: a page or an address.",
    },
    "synonyms": {
        "description": "Words that a reader may search for, though the page does not use them.",
        "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
    },
    "topics": {
        "description": "Names of the topics that the page is about.",
        "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
    },
}
"""The keys that the tool reads, with what they may hold."""


def front_matter_schema(contract: Contract | None = None) -> Mapping[str, object]:
    """Return the JSON Schema of the front matter of pages.

    Args:
        contract: The definition of their kind; none for what holds of all pages.
    """
    own: Mapping[str, Any] = json.loads(contract.front_matter) if contract else {}
    properties = {**FRONT_MATTER_KEYS}
    for key, schema in own.get("properties", {}).items():
        properties[key] = {**FRONT_MATTER_KEYS.get(key, {}), **schema}
    name = f"a {contract.title}" if contract else "a page"
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Front matter of {name}, for site-builder",
        "type": "object",
        **own,
        "properties": properties,
    }
