"""One script through three SDKs: their streams differ on the wire and arrive as the same chunks."""

from collections.abc import Sequence

from llmkit import ChatModel, Chunk, Message, Script, chat_model
from llmkit.wire import WireServer

PROVIDERS = ("openai", "anthropic", "ollama")


async def chunks_of(model: ChatModel, question: str) -> list[Chunk]:
    """Return every chunk of a reply."""
    return [chunk async for chunk in model.stream([Message.user(question)])]


async def through_each_sdk(script: Script, question: str) -> dict[str, list[Chunk]]:
    """Ask the same of each provider's SDK, over HTTP on this machine.

    Args:
        script: What the server replies to each provider; it begins anew for each.
        question: What to ask.
    """
    received = {}
    for provider in PROVIDERS:
        with WireServer(script) as server:
            base_url = server.base_url(provider)
            async with chat_model(provider, api_key="wire", base_url=base_url) as model:
                received[provider] = await chunks_of(model, question)
    return received


def describe(chunks: Sequence[Chunk]) -> str:
    """Say what a stream was made of."""
    pieces = sum(bool(chunk.text) for chunk in chunks)
    finish = next((chunk.finish_reason for chunk in chunks if chunk.finish_reason), "no reason")
    usage = next((chunk.usage for chunk in chunks if chunk.usage), None)
    tokens = f"{usage.input_tokens} tokens in, {usage.output_tokens} out" if usage else "no usage"
    return f"{pieces} pieces, {finish}, {tokens}"
