"""The providers of this example: those of llmkit, and three that we add."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import anthropic
import openai
from llmkit import (
    ChatModel,
    ChatRequest,
    ProviderError,
    ProviderRegistry,
    ProviderSettings,
    builtin_providers,
)
from llmkit.models import DEFAULT_MODELS
from llmkit.providers.openai import OpenAIChatModel
from llmkit.providers.status import error_for_status

from examples.llms.provider_adapters.bedrock_model import BedrockChatModel, make_client
from examples.llms.provider_adapters.small_adapter import SmallAnthropicModel


class VLLMChatModel(OpenAIChatModel):
    """A model served by vLLM: OpenAI's format at another address, under a name of its own.

    The name shows in errors and in telemetry, so that a failure of our server is not taken for
    one of OpenAI.

    Args:
        model: The name under which the server serves the model.
        api_key: The key, if the server was started with one.
        base_url: The server.
        extra: Parameters that only vLLM knows, such as `top_k`, `structured_outputs` or
            `chat_template_kwargs`; they go into the body of each request.
    """

    provider = "vllm"

    def __init__(
        self,
        model: str,
        *,
        api_key: str | None = None,
        base_url: str | None = None,
        extra: Mapping[str, Any] = MappingProxyType({}),
    ) -> None:
        super().__init__(model, api_key=api_key, base_url=base_url)
        self._extra = dict(extra)

    def _parameters(self, request: ChatRequest) -> dict[str, Any]:
        parameters = super()._parameters(request)
        return parameters | {"extra_body": self._extra} if self._extra else parameters

    def _translate(self, error: Exception, operation: str) -> ProviderError | None:
        translated = super()._translate(error, operation)
        if isinstance(error, openai.APIError) and not isinstance(error, openai.APIStatusError):
            # An error within a stream has a number where OpenAI has a word, and it is the status.
            code = str(error.code)
            if code.isdigit():
                return error_for_status(int(code), operation, error.message)
        return translated


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
