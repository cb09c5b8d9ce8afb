"""Ask a model that may call functions first, and know when to stop."""

from collections.abc import Sequence
from dataclasses import dataclass

from llmkit import ChatModel, Message
from llmkit.tools import TooManyRoundsError, trusted_calls

from examples.foundation.function_calling.call_handler import Toolbox


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
        calls = trusted_calls(reply.message.tool_calls, reply.finish_reason, operation="ask")
        if not calls:
            return Answer(reply.text, tuple(conversation), used)
        # Nobody would read the results of the last round, and some functions change something.
        if used < rounds:
            results = await toolbox.answer(calls)
            conversation += [result.message() for result in results]
    raise TooManyRoundsError("ask", rounds)
