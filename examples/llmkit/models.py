"""The default model of each provider, in this one place."""

from collections.abc import Mapping
from types import MappingProxyType

DEFAULT_MODELS: Mapping[str, str] = MappingProxyType(
    {
        "anthropic": "claude-haiku-4-5",
        "ollama": "llama3.2",
        "openai": "gpt-5.4-mini",
        "simulated": "simulated-1",
    }
)
"""Provider to model: small and cheap ones, enough for every example."""
