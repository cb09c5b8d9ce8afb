"""The default model of each provider and which models see images, in this one place."""

from collections.abc import Mapping
from fnmatch import fnmatchcase
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

VISION_MODELS: Mapping[str, str] = MappingProxyType(
    {
        "anthropic": "claude-haiku-4-5",
        "ollama": "gemma3",
        "openai": "gpt-5.4-mini",
        "simulated": "simulated-1",
    }
)
"""Provider to a small model that sees images, for what needs one."""

# By provider, patterns of names in order: the first that matches decides.
_VISION: Mapping[str, tuple[tuple[str, bool], ...]] = MappingProxyType(
    {
        "anthropic": (("claude-2*", False), ("claude-instant*", False), ("claude-*", True)),
        "ollama": (
            ("llama3.2-vision*", True),
            ("llama3*", False),
            ("*llava*", True),
            ("gemma3:1b*", False),
            ("gemma3:270m*", False),
            ("gemma3*", True),
            ("qwen2.5vl*", True),
            ("qwen3-vl*", True),
            ("minicpm-v*", True),
            ("moondream*", True),
        ),
        "openai": (
            ("gpt-3.5*", False),
            ("o1-mini*", False),
            ("o3-mini*", False),
            ("gpt-4o*", True),
            ("gpt-4.1*", True),
            ("gpt-5*", True),
        ),
        "simulated": (("simulated-text*", False), ("simulated-*", True)),
    }
)


def has_vision(provider: str, model: str) -> bool | None:
    """Return whether a model sees images; None when nobody has told us, and the provider decides.

    Args:
        provider: The provider of the model.
        model: The name of the model.
    """
    patterns = _VISION.get(provider, ())
    return next((sees for pattern, sees in patterns if fnmatchcase(model, pattern)), None)
