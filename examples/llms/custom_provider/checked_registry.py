"""A registry that checks what it is given, and reports every call of what it makes."""

import inspect
from functools import partial

from llmkit import (
    ChatModel,
    ConfigurationError,
    ProviderRegistry,
    ProviderSettings,
    builtin_providers,
)
from llmkit.instrumented import instrumented
from llmkit.providers.registry import ProviderFactory
from opentelemetry.metrics import MeterProvider
from opentelemetry.trace import TracerProvider

from examples.llms.custom_provider.interface_check import interface_problems


class AlreadyRegisteredError(ConfigurationError):
    """A second provider wants a name that is taken."""

    code = "already_registered"
    sentence = "a provider of this name is registered already"


class IncompleteModelError(ConfigurationError):
    """A factory returned something that is not a `ChatModel`."""

    code = "incomplete_model"
    sentence = "what the factory made does not follow ChatModel"


class CheckedRegistry(ProviderRegistry):
    """The providers of llmkit, and room for others.

    Args:
        tracer_provider: Where spans of all calls go; None stands for that of the process.
        meter_provider: Where metrics of all calls go; None likewise.
    """

    def __init__(
        self,
        *,
        tracer_provider: TracerProvider | None = None,
        meter_provider: MeterProvider | None = None,
    ) -> None:
        super().__init__()
        self._tracer_provider = tracer_provider
        self._meter_provider = meter_provider
        self._origins: dict[str, str] = {}
        known = builtin_providers()
        for name in known.names():
            super().register(name, partial(known.create, name))
            self._origins[name] = "llmkit"

    def register(self, name: str, factory: ProviderFactory) -> None:
        """Add a provider.

        Raises:
            AlreadyRegisteredError: The name is taken. Two packages that both call theirs `local`
                would otherwise depend on which one is imported last.
            ConfigurationError: The name is empty or has spaces around it, or this is no factory.
        """
        if name in self._origins:
            detail = f"{name!r} comes from {self._origins[name]}; choose another name, or replace()"
            raise AlreadyRegisteredError("registry.register", detail)
        self.replace(name, factory)

    def replace(self, name: str, factory: ProviderFactory) -> None:
        """Add a provider, or put it in the place of the one of this name, as tests do.

        Raises:
            ConfigurationError: The name is empty or has spaces around it, or this is no factory.
        """
        if not name or name != name.strip():
            detail = f"the name {name!r} is empty or has spaces around it"
            raise ConfigurationError("registry.register", detail)
        if problem := factory_problem(factory):
            raise ConfigurationError("registry.register", f"{name!r} needs {problem}")
        self._origins[name] = origin_of(factory)
        super().register(name, factory)

    def create(self, name: str, settings: ProviderSettings | None = None) -> ChatModel:
        """Return a model of a provider that reports its calls; see `ProviderRegistry.create`.

        Raises:
            UnknownProviderError: No provider has this name.
            IncompleteModelError: The factory returned something else; all that lacks is named.
            ConfigurationError: A key or a package is missing.
        """
        model = super().create(name, settings)
        if problems := interface_problems(model):
            detail = f"{name!r} made a {type(model).__name__}: {'; '.join(problems)}"
            raise IncompleteModelError("registry.create", detail)
        return instrumented(
            model, tracer_provider=self._tracer_provider, meter_provider=self._meter_provider
        )


def factory_problem(factory: object) -> str | None:
    """Return what is wrong with a factory, for callers who did not ask a type checker."""
    if not callable(factory):
        return f"a function that makes models, not a {type(factory).__name__}"
    try:
        inspect.signature(factory).bind(ProviderSettings())
    except TypeError as error:
        name = getattr(factory, "__name__", type(factory).__name__)
        return f"a function that takes settings and nothing else, and {name} does not: {error}"
    return None


def origin_of(factory: ProviderFactory) -> str:
    """Return where a factory was written, for the one who has to find it."""
    name = getattr(factory, "__qualname__", type(factory).__qualname__)
    return f"{factory.__module__}.{name.partition('.<locals>')[0]}"
