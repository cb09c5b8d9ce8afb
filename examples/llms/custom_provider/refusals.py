"""Make each mistake, and show the sentence in which it is refused."""

import textwrap
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any, cast

from llmkit import LLMKitError
from llmkit.providers.registry import ProviderFactory

from examples.llms.custom_provider.custom_provider import providers
from examples.llms.custom_provider.heron_factory import heron
from examples.llms.custom_provider.heron_model import HeronChatModel
from examples.llms.custom_provider.mistakes import (
    Misspelt,
    NoModelAtAll,
    NotAGenerator,
    TooFewOptions,
    factory_of,
)

REGISTRATIONS: Mapping[str, Callable[[], object]] = MappingProxyType(
    {
        "registered twice": lambda: providers().register("heron", heron()),
        "a built-in name": lambda: providers().register("openai", heron()),
        "an unknown name": lambda: providers().create("herno"),
        "a name with a space": lambda: providers().register("heron ", heron()),
        "a text, no factory": lambda: providers().register(
            "new", cast("ProviderFactory", "heron_factory.heron")
        ),
        "a class, no factory": lambda: providers().register(
            "new", cast("ProviderFactory", HeronChatModel)
        ),
        "no key": lambda: providers().create("heron"),
    }
)
INTERFACES: Mapping[str, type[Any]] = MappingProxyType(
    {
        "a method misspelt": Misspelt,
        "a stream that is none": NotAGenerator,
        "options not taken": TooFewOptions,
        "no model at all": NoModelAtAll,
    }
)


async def registration() -> str:
    """Show what is said of names and factories."""
    return "\n".join(f"{title}\n{refusal_of(do)}" for title, do in REGISTRATIONS.items())


async def interface() -> str:
    """Show what is said of models that lack something."""
    rows = []
    for title, kind in INTERFACES.items():
        registry = providers()
        registry.register("new", factory_of(kind))
        rows.append(f"{title}\n{refusal_of(partial(registry.create, 'new'))}")
    return "\n".join(rows)


def refusal_of(do: Callable[[], object]) -> str:
    """Return the message of the error that a call raises, in lines that fit a page."""
    try:
        do()
    except LLMKitError as error:
        said = f"{type(error).__name__}: {error}"
        return textwrap.fill(said, 92, initial_indent="    ", subsequent_indent="        ")
    return "    nothing is said"
