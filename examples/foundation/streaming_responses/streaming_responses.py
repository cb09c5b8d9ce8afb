"""Print a reply while the model is still writing it, and say how soon it began."""

from llmkit import ChatModel, Completion, Message, ReplyBuilder

from examples.foundation.streaming_responses.timed_stream import Clock, TimedStream


async def print_reply(model: ChatModel, question: str, now: Clock) -> Completion:
    """Print a reply while it is written, then how soon it began."""
    reply = ReplyBuilder()
    async with TimedStream(model.stream([Message.user(question)]), now) as stream:
        async for chunk in stream:
            print(chunk.text, end="", flush=True)
            reply.add(chunk)
    times = f"first text after {stream.first:.2f} s, the end after {stream.total:.2f} s"
    print(f"\n\n{model.model}: {times}")
    return reply.completion(provider=model.provider, model=model.model)
