"""What a picture looks like on the wire: one message in the words of three providers."""

import json
from collections.abc import Mapping
from typing import Any

KEPT = 12
"""Letters of a picture that are shown; the rest is counted."""
LONGEST_WORD = 200
"""No word of a question is longer; what is longer is a picture."""


def message_on_the_wire(body: Mapping[str, Any]) -> str:
    """Return the last message of a request as JSON, with its pictures cut short.

    Args:
        body: The body of a request, as an SDK wrote it.
    """
    return json.dumps(_cut(body["messages"][-1]), indent=2)


def _cut(value: Any) -> Any:
    match value:
        case dict():
            return {key: _cut(each) for key, each in value.items()}
        case list():
            return [_cut(each) for each in value]
        case str() if " " not in value and len(value) > LONGEST_WORD:
            head, comma, content = value.rpartition(",")
            return f"{head}{comma}{content[:KEPT]}... {len(content) / 1000:.0f} kB of base64"
    return value
