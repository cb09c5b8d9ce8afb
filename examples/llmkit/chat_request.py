"""One call to a model: its keyword options as a type, and the checked value made from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from llmkit.errors import InvalidRequestError
from llmkit.messages import Message, Tool


class CallOptions(TypedDict, total=False):
    """The keyword options of `complete` and `stream`; a wrapper passes them on as `**options`."""

    tools: Sequence[Tool]
    """Functions that the model may ask for."""
    temperature: float | None
    """None (or absent) leaves it to the provider; 0.0 asks for the most likely reply."""
    max_output_tokens: int | None
    """The longest reply to accept."""
    stop: Sequence[str]
    """Texts at which the model stops."""
    timeout: float | None
    """Seconds to wait: for the whole reply, or in a stream for each next chunk."""


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """One call with its options filled in and checked, as an adapter sees it."""

    messages: tuple[Message, ...]
    """The conversation, oldest first."""
    tools: tuple[Tool, ...] = ()
    """See `CallOptions`, here and below."""
    temperature: float | None = None
    max_output_tokens: int | None = None
    stop: tuple[str, ...] = ()
    timeout: float | None = None

    @classmethod
    def of(cls, messages: Sequence[Message], options: CallOptions) -> "ChatRequest":
        """Return the request for a conversation and the keyword options of a call.

        Raises:
            InvalidRequestError: There is no message, one that is not the user's has images, or an
                option is out of its range.
        """
        request = cls(
            messages=tuple(messages),
            tools=tuple(options.get("tools", ())),
            temperature=options.get("temperature"),
            max_output_tokens=options.get("max_output_tokens"),
            stop=tuple(options.get("stop", ())),
            timeout=options.get("timeout"),
        )
        if problem := _problem_of(request):
            raise InvalidRequestError("chat_request", problem)
        return request


def _problem_of(request: ChatRequest) -> str | None:
    if problem := _problem_of_messages(request.messages):
        return problem
    if request.temperature is not None and request.temperature < 0:
        return "temperature is below 0"
    if request.max_output_tokens is not None and request.max_output_tokens < 1:
        return "max_output_tokens is below 1"
    if request.timeout is not None and request.timeout <= 0:
        return "timeout is not above 0"
    if "" in request.stop:
        return "a stop text is empty"
    return None


def _problem_of_messages(messages: Sequence[Message]) -> str | None:
    if not messages:
        return "there is no message"
    if role := next((each.role for each in messages if each.images and each.role != "user"), None):
        return f"a message of the role {role!r} has images; only the user's may have them"
    return None
