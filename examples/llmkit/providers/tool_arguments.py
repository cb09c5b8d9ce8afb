"""Send back a tool call of an earlier turn to an API that takes its arguments as an object."""

from typing import Any

from llmkit.errors import InvalidToolArgumentsError
from llmkit.messages import ToolCall


def sendable_arguments(call: ToolCall) -> dict[str, Any]:
    """Return the arguments of a call as an object.

    A model may have written something that is not one. The caller then answers with a message
    that says so, and the model has to see what it wrote: it goes along as `invalid_arguments`.
    """
    try:
        return call.parsed()
    except InvalidToolArgumentsError:
        return {"invalid_arguments": call.arguments}
