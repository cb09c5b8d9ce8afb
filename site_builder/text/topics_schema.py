"""The form of a file of topics, as a JSON Schema: what is published is what is asked for."""

from collections.abc import Mapping

_TEXT: Mapping[str, object] = {"type": "string", "minLength": 1}

TOPICS_SCHEMA: Mapping[str, object] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Topics of a docs tree, and what each of them is owed",
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "kinds": {
            "type": "object",
            "description": "Further kinds of things, each with the command that makes one.",
            "additionalProperties": {
                **_TEXT,
                "description": "What makes one; '{place}' stands for where it is expected.",
            },
        },
        "topics": {
            "type": "array",
            "description": "What readers want to know.",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["id", "title", "why", "owed"],
                "properties": {
                    "id": {
                        "type": "string",
                        "pattern": r"^[a-z0-9]+(-[a-z0-9]+)*$",
                        "description": "Name of the topic, by which pages and examples call it.",
                    },
                    "title": {**_TEXT, "description": "The topic as readers would say it."},
                    "why": {**_TEXT, "description": "Why readers are owed it."},
                    "covers": {
                        "type": "array",
                        "items": _TEXT,
                        "description": "Ids of your own list that stand for the whole topic.",
                    },
                    "owed": {
                        "type": "array",
                        "minItems": 1,
                        "description": "What the topic is owed.",
                        "items": {
                            "type": "object",
                            "additionalProperties": False,
                            "required": ["kind", "place"],
                            "properties": {
                                "kind": {**_TEXT, "description": "What it is."},
                                "place": {
                                    **_TEXT,
                                    "description": "Its path below the project's folder; "
                                    "'#heading', '#region' or '::symbol' may follow.",
                                },
                                "page": {
                                    **_TEXT,
                                    "description": "The page that shows a listing or diagram.",
                                },
                                "what": {**_TEXT, "description": "What is owed, in a few words."},
                                "covers": {
                                    "type": ["array", "object"],
                                    "items": _TEXT,
                                    "additionalProperties": _TEXT,
                                    "description": "Ids of your own list that it covers. "
                                    "A list is one thing; of `id: what is owed` each is one.",
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}
