"""A chatbot in a terminal: one loop around a conversation."""

from collections.abc import Iterable, Iterator

from llmkit import LLMKitError, ProviderError, RetriesExhaustedError

from examples.foundation.basic_chat.conversation import Conversation


async def chat(conversation: Conversation, lines: Iterable[str]) -> None:
    """Answer one line after the other; a failed call ends its turn, not the conversation."""
    for line in lines:
        try:
            reply = await conversation.say(line)
        except ProviderError as error:
            print(f"no answer: {reason(error)}")
        else:
            print(f"bot> {reply.text} [{reply.usage.input_tokens} tokens in]")


def reason(error: LLMKitError) -> str:
    """Say what went wrong; after retries, also what went wrong the last time."""
    return f"{error} ({error.cause})" if isinstance(error, RetriesExhaustedError) else str(error)


def typed_lines() -> Iterator[str]:
    """Yield what is typed, until `/quit` or the end of the input."""
    while True:
        try:
            # This blocks the event loop. Nothing else runs in it while we wait for a person.
            line = input("you> ").strip()
        except EOFError:
            print()
            return
        if line == "/quit":
            return
        if line:
            yield line


def played_lines(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines as if they were typed, for a run without a person."""
    for line in lines:
        print(f"you> {line}")
        yield line
