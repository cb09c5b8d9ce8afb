"""The two ends of asking and calling in turn that are no answer: a cut reply, and no end at all."""

from collections.abc import Sequence

from llmkit.errors import LLMKitError
from llmkit.messages import FinishReason, ToolCall


class TooManyRoundsError(LLMKitError):
    """The model kept asking for tools.

    Args:
        operation: What was being done.
        rounds: How many replies it was given.
    """

    code = "too_many_rounds"
    sentence = "the model did not come to an answer"

    def __init__(self, operation: str, rounds: int) -> None:
        self.rounds = rounds
        super().__init__(operation, f"it still asked for tools in round {rounds}")


class ReplyCutError(LLMKitError):
    """A reply ended before its time, so the calls in it may not be what the model meant.

    Args:
        operation: What was being done.
        finish_reason: Why it ended.
    """

    code = "reply_cut"
    sentence = "the reply was cut in the middle of its calls"

    def __init__(self, operation: str, finish_reason: FinishReason) -> None:
        self.finish_reason = finish_reason
        super().__init__(operation, f"the finish reason is {finish_reason}")


def trusted_calls(
    calls: Sequence[ToolCall], finish_reason: FinishReason | None, *, operation: str
) -> tuple[ToolCall, ...]:
    """Return the calls of a reply, unless it was cut while it made them.

    Args:
        calls: The calls; none is fine, also in a reply that was cut.
        finish_reason: Why the reply ended.
        operation: What is being done, for the error.

    Raises:
        ReplyCutError: The reply was cut, and so may its last call be.
    """
    # We go by the calls and not by a reason of `tool_calls`: several servers say `stop` here.
    if calls and finish_reason in ("length", "content_filter"):
        raise ReplyCutError(operation, finish_reason)
    return tuple(calls)
