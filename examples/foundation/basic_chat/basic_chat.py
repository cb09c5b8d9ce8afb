"""A first call to a model, and what changes when you add instructions or a limit."""

from llmkit import ChatModel, Completion, Message


async def first_call(model: ChatModel) -> Completion:
    """Send one message and return the reply."""
    return await model.complete([Message.user("What is a token?")])


async def with_instructions(model: ChatModel) -> Completion:
    """Ask the same, after a system message that holds for the whole conversation."""
    messages = [
        Message.system("Answer in one sentence."),
        Message.user("What is a token?"),
    ]
    return await model.complete(messages)


async def with_limit(model: ChatModel) -> Completion:
    """Ask the same and accept 12 tokens at most; a longer reply is cut."""
    return await model.complete([Message.user("What is a token?")], max_output_tokens=12)


def show(heading: str, reply: Completion) -> None:
    """Print a reply with what it cost and why it ended."""
    usage = reply.usage
    print(f"{heading}\n  {reply.text}")
    print(
        f"  ({reply.finish_reason}; tokens: {usage.input_tokens} in, {usage.output_tokens} out)\n"
    )
