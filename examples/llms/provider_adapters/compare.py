"""Put the same question to every provider and show what differs on the wire, and what does not."""

from collections.abc import Sequence

from llmkit import ChatModel, ProviderSettings, Script
from llmkit.wire import WireRequest, WireServer

from examples.llms.provider_adapters.converse_server import ConverseServer
from examples.llms.provider_adapters.provider_adapters import Conversation, converse, the_script
from examples.llms.provider_adapters.providers import providers
from examples.llms.provider_adapters.vllm_format import VLLMFormat

# Which of its formats the wire server is to speak.
FORMATS = {
    "openai": "openai",
    "vllm": "vllm",
    "anthropic": "anthropic",
    "anthropic-small": "anthropic",
    "ollama": "ollama",
}
NAMES = (*FORMATS, "bedrock")


def server_for(name: str, script: Script, *, chunk_delay: float = 0.0) -> WireServer:
    """Return a server on this machine that speaks the format of a provider."""
    if name == "bedrock":
        return ConverseServer(script, chunk_delay=chunk_delay)
    formats = [VLLMFormat()] if name == "vllm" else []
    return WireServer(script, chunk_delay=chunk_delay, formats=formats)


def model_at(name: str, server: WireServer) -> ChatModel:
    """Return a model of a provider that asks this server."""
    base_url = server.base_url(FORMATS.get(name, name))
    return providers().create(name, ProviderSettings(api_key="wire", base_url=base_url))


async def ask_over_wire(name: str) -> tuple[Conversation, Sequence[WireRequest]]:
    """Hold the conversation through a provider's SDK with a server on this machine."""
    with server_for(name, the_script()) as server:
        async with model_at(name, server) as model:
            return await converse(model), server.requests


async def ask_bedrock() -> tuple[Conversation, Sequence[WireRequest]]:
    """Do the same with Bedrock, which has two addresses and a binary stream."""
    return await ask_over_wire("bedrock")


async def ask_for_real(name: str) -> Conversation:
    """Hold the conversation with the provider itself."""
    async with providers().create(name) as model:
        return await converse(model)


def wire_row(name: str, request: WireRequest) -> str:
    """Return where a provider's request goes and what its body holds."""
    head, _, verb = request.path.rpartition("/")
    # Bedrock writes the name of the model into the address.
    path = f"/model/.../{verb}" if head.startswith("/model/") else request.path
    return f"{name:16}{path:22}{' '.join(sorted(request.body))}"


def reply_row(name: str, conversation: Conversation) -> str:
    """Return the replies of a provider."""
    request, answer = conversation.request, conversation.answer
    tools = " ".join(call.name for call in request.message.tool_calls)
    return f"{name:16}{request.finish_reason:12}{tools:14}{answer.finish_reason:6}{answer.text}"
