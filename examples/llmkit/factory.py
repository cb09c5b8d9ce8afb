"""Make a model by name; the one line that an example changes to use another provider: none."""

import os

from llmkit.chat_model import ChatModel
from llmkit.providers.registry import ProviderRegistry, ProviderSettings, builtin_providers
from llmkit.script import Script

PROVIDER_VARIABLE = "LLMKIT_PROVIDER"
"""The environment variable that chooses the provider when the code does not."""


def chat_model(  # noqa: PLR0913  # each is a choice of its own, and all have a default
    provider: str | None = None,
    *,
    model: str | None = None,
    script: Script | None = None,
    seed: int = 0,
    api_key: str | None = None,
    base_url: str | None = None,
    registry: ProviderRegistry | None = None,
) -> ChatModel:
    """Return a model of a provider: simulated, unless the argument or the environment says else.

    Args:
        provider: The provider's name; None stands for `LLMKIT_PROVIDER`, and that for `simulated`.
        model: The model's name; None stands for the one in `llmkit.models`.
        script: What the simulated provider says; real providers ignore it.
        seed: The seed of the simulated provider.
        api_key: The key; None stands for the variable that the provider's SDK reads.
        base_url: Where the provider is; None stands for the SDK's own default.
        registry: The providers to choose from; None stands for the built-in ones.

    Raises:
        UnknownProviderError: No provider has this name.
        MissingCredentialsError: The provider needs a key and there is none.
        MissingDependencyError: The provider's SDK is not installed.
    """
    name = provider or os.environ.get(PROVIDER_VARIABLE) or "simulated"
    settings = ProviderSettings(model, api_key, base_url, script, seed)
    return (registry or builtin_providers()).create(name, settings)
