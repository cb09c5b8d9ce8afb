"""Write calls and results in a line, for reports."""

import json


def in_short(text: str) -> str:
    """Return the values of a JSON object; text that is none, as a model may write, as it is.

    Args:
        text: The arguments of a call or the content of a result, as they travel.
    """
    try:
        value = json.loads(text)
    except json.JSONDecodeError:
        return text
    return ", ".join(str(part) for part in value.values()) if isinstance(value, dict) else text
