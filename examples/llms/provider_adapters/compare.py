"""Put the same question to every provider and show what differs on the wire, and what does not."""

from collections.abc import Sequence

from llmkit import ProviderSettings
from llmkit.wire import WireRequest, WireServer

from examples.llms.provider_adapters.converse_server import ConverseServer
from examples.llms.provider_adapters.provider_adapters import Conversation, converse, the_script
from examples.llms.provider_adapters.providers import providers

# Which of its formats the wire server is to speak.
FORMATS = {
    "openai": "openai",
    "vllm": "openai",
    "anthropic": "anthropic",
    "anthropic-small": "anthropic",
    "ollama": "ollama",
}
NAMES = (*FORMATS, "bedrock")


async def ask_over_wire(name: str) -> tuple[Conversation, Sequence[WireRequest]]:
    """Hold the conversation through a provider's SDK with a server on this machine."""
    if name == "bedrock":
        return await ask_bedrock()
    with WireServer(the_script()) as server:
        settings = ProviderSettings(api_key="wire", base_url=server.base_url(FORMATS[name]))
        async with providers().create(name, settings) as model:
            return await converse(model), server.requests


async def ask_bedrock() -> tuple[Conversation, Sequence[WireRequest]]:
    """Do the same with Bedrock, whose server is one of our own."""
    with ConverseServer(the_script()) as server:
        settings = ProviderSettings(base_url=server.url)
        async with providers().create("bedrock", settings) as model:
            return await converse(model), server.requests


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
