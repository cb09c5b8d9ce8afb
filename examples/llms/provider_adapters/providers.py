"""The providers of this example: those of llmkit, and three that we add."""

import anthropic
from llmkit import ChatModel, ProviderRegistry, ProviderSettings, builtin_providers
from llmkit.models import DEFAULT_MODELS
from llmkit.providers.openai import OpenAIChatModel

from examples.llms.provider_adapters.bedrock_model import BedrockChatModel, make_client
from examples.llms.provider_adapters.small_adapter import SmallAnthropicModel


class VLLMChatModel(OpenAIChatModel):
    """A model served by vLLM: OpenAI's format at another address, under a name of its own.

    The name shows in errors and in telemetry, so that a failure of our server is not taken for
    one of OpenAI.
    """

    provider = "vllm"


def providers() -> ProviderRegistry:
    """Return all providers by name."""
    registry = builtin_providers()
    registry.register("bedrock", make_bedrock)
    registry.register("vllm", make_vllm)
    registry.register("anthropic-small", make_small_anthropic)
    return registry


def make_vllm(settings: ProviderSettings) -> ChatModel:
    """Return a model of a vLLM server, by default of the one on this machine."""
    return VLLMChatModel(
        settings.model or "Qwen/Qwen3-8B",
        # The SDK insists on a key; vLLM looks at it only when it was started with one.
        api_key=settings.api_key or "unused",
        base_url=settings.base_url or "http://localhost:8000/v1",
    )


def make_bedrock(settings: ProviderSettings) -> ChatModel:
    """Return a model at Amazon Bedrock; its credentials are those that boto3 finds."""
    model = settings.model or "amazon.nova-lite-v1:0"
    return BedrockChatModel(model, make_client(settings.base_url))


def make_small_anthropic(settings: ProviderSettings) -> ChatModel:
    """Return the adapter that this example builds."""
    client = anthropic.AsyncAnthropic(
        api_key=settings.api_key, base_url=settings.base_url, max_retries=0
    )
    return SmallAnthropicModel(settings.model or DEFAULT_MODELS["anthropic"], client)
