"""Ask a model that may call functions first, and know when to stop."""

from collections.abc import Sequence
from dataclasses import dataclass

from llmkit import ChatModel, FinishReason, LLMKitError, Message, ToolCall

from examples.foundation.function_calling.call_handler import Toolbox


class TooManyRoundsError(LLMKitError):
    """The model kept asking for functions.

    Args:
        rounds: How many replies it was given.
    """

    code = "too_many_rounds"
    sentence = "the model did not come to an answer"

    def __init__(self, rounds: int) -> None:
        self.rounds = rounds
        super().__init__("ask", f"it still asked for tools in round {rounds}")


class ReplyCutError(LLMKitError):
    """A reply ended before its time, so the calls in it may not be what the model meant."""

    code = "reply_cut"
    sentence = "the reply was cut in the middle of its calls"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question came to."""

    text: str
    """What the model says in the end."""
    conversation: tuple[Message, ...]
    """All turns, from the question to the answer, with calls and results between."""
    rounds: int
    """How many replies it took."""


async def ask(
    model: ChatModel, toolbox: Toolbox, messages: Sequence[Message], *, rounds: int = 5
) -> Answer:
    """Return the answer of a model that may call functions on its way.

    Args:
        model: Who is asked.
        toolbox: What it may call.
        messages: The conversation so far; the last one is the question.
        rounds: How many replies the model may take.

    Raises:
        TooManyRoundsError: It asked for functions in each of them.
        ReplyCutError: A reply with calls in it was cut.
        ProviderError: A call to the model failed.
    """
    conversation = list(messages)
    for used in range(1, rounds + 1):
        reply = await model.complete(conversation, tools=toolbox.specifications())
        conversation.append(reply.message)
        calls = trusted_calls(reply.message.tool_calls, reply.finish_reason)
        if not calls:
            return Answer(reply.text, tuple(conversation), used)
        # Nobody would read the results of the last round, and some functions change something.
        if used < rounds:
            results = await toolbox.answer(calls)
            conversation += [result.message() for result in results]
    raise TooManyRoundsError(rounds)


def trusted_calls(calls: Sequence[ToolCall], finish_reason: FinishReason) -> Sequence[ToolCall]:
    """Return the calls of a reply, unless it was cut while it made them.

    Raises:
        ReplyCutError: It was.
    """
    if calls and finish_reason in ("length", "content_filter"):
        raise ReplyCutError("ask", f"the finish reason is {finish_reason}")
    return calls
