"""Tell whether two calls ask for the same."""

import json

from llmkit.errors import InvalidToolArgumentsError
from llmkit.messages import ToolCall


def signature(call: ToolCall) -> tuple[str, str]:
    """Return what two equal calls have in common: not the id, nor blanks, nor the order of keys.

    Args:
        call: The call; arguments that are no JSON object are compared as they were written.
    """
    try:
        return call.name, json.dumps(call.parsed(), sort_keys=True)
    except InvalidToolArgumentsError:
        return call.name, call.arguments
