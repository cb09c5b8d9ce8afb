"""Make models of Heron: what is registered."""

import os
from dataclasses import replace

from llmkit import ChatModel, MissingCredentialsError, ProviderSettings
from llmkit.providers.registry import ProviderFactory

from examples.llms.custom_provider.heron_model import HeronChatModel
from examples.llms.custom_provider.heron_options import Option, options_of

KEY_VARIABLE = "HERON_API_KEY"


def heron(*changes: Option) -> ProviderFactory:
    """Return a factory of models of Heron.

    The options are those of the application. They are checked here, so a wrong one fails at the
    start. What a caller sets for one model (its name, its key, an address) goes before them.

    Args:
        *changes: See `heron_options`.

    Raises:
        ConfigurationError: The options make no sense.
    """
    options = options_of(*changes)

    def create(settings: ProviderSettings) -> ChatModel:
        key = settings.api_key or options.api_key or os.environ.get(KEY_VARIABLE)
        if not key:
            raise MissingCredentialsError("heron.create", KEY_VARIABLE)
        own = replace(options, base_url=settings.base_url or options.base_url)
        return HeronChatModel(settings.model or options.model, key, own)

    return create
