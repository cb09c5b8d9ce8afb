"""Find a provider by name, so that a choice of model can live in configuration."""

import difflib
from dataclasses import dataclass
from typing import Protocol

from llmkit.chat_model import ChatModel
from llmkit.errors import UnknownProviderError
from llmkit.models import DEFAULT_MODELS
from llmkit.providers.simulated import SimulatedChatModel
from llmkit.script import Script


@dataclass(frozen=True, slots=True)
class ProviderSettings:
    """What a provider is created from; each takes what concerns it."""

    model: str | None = None
    """The model's name; None stands for the provider's default."""
    api_key: str | None = None
    """The key; None stands for the environment variable that the provider's SDK reads."""
    base_url: str | None = None
    """Where the provider is; None stands for the SDK's own default."""
    script: Script | None = None
    """The replies of the simulated provider."""
    seed: int = 0
    """The seed of the simulated provider."""

    def model_or_default(self, provider: str) -> str:
        """Return the model to use at a provider."""
        return self.model or DEFAULT_MODELS[provider]


class ProviderFactory(Protocol):
    """Make a model from settings; any function of this shape can be registered."""

    def __call__(self, settings: ProviderSettings) -> ChatModel:
        """Return the model.

        Raises:
            ConfigurationError: The settings are not enough.
        """
        ...


class ProviderRegistry:
    """Names of providers and how to make a model of each."""

    def __init__(self) -> None:
        self._factories: dict[str, ProviderFactory] = {}

    def register(self, name: str, factory: ProviderFactory) -> None:
        """Add a provider, or replace the one of this name."""
        self._factories[name] = factory

    def names(self) -> tuple[str, ...]:
        """Return the names of all providers, sorted."""
        return tuple(sorted(self._factories))

    def create(self, name: str, settings: ProviderSettings | None = None) -> ChatModel:
        """Return a model of a provider.

        Args:
            name: The name of a registered provider.
            settings: What to create it from.

        Raises:
            UnknownProviderError: No provider has this name.
            ConfigurationError: A key or a package is missing.
        """
        factory = self._factories.get(name)
        if factory is None:
            raise UnknownProviderError("registry.create", self._explain(name))
        return factory(settings or ProviderSettings())

    def _explain(self, name: str) -> str:
        close = difflib.get_close_matches(name, self._factories, n=1)
        hint = f"; did you mean {close[0]!r}?" if close else ""
        return f"{name!r} is not one of {', '.join(self.names())}{hint}"


def builtin_providers() -> ProviderRegistry:
    """Return a new registry with the providers that llmkit brings.

    Each call returns its own, so that registering in one place changes nothing elsewhere.
    """
    registry = ProviderRegistry()
    registry.register("anthropic", _anthropic)
    registry.register("ollama", _ollama)
    registry.register("openai", _openai)
    registry.register("simulated", _simulated)
    return registry


# An adapter is imported when it is asked for, so `import llmkit` loads no SDK.


def _anthropic(settings: ProviderSettings) -> ChatModel:
    from llmkit.providers.anthropic import AnthropicChatModel  # noqa: PLC0415  # on demand

    model = settings.model_or_default("anthropic")
    return AnthropicChatModel(model, api_key=settings.api_key, base_url=settings.base_url)


def _ollama(settings: ProviderSettings) -> ChatModel:
    from llmkit.providers.ollama import OllamaChatModel  # noqa: PLC0415  # on demand

    return OllamaChatModel(settings.model_or_default("ollama"), base_url=settings.base_url)


def _openai(settings: ProviderSettings) -> ChatModel:
    from llmkit.providers.openai import OpenAIChatModel  # noqa: PLC0415  # on demand

    model = settings.model_or_default("openai")
    return OpenAIChatModel(model, api_key=settings.api_key, base_url=settings.base_url)


def _simulated(settings: ProviderSettings) -> ChatModel:
    model = settings.model_or_default("simulated")
    return SimulatedChatModel(model, script=settings.script, seed=settings.seed)
