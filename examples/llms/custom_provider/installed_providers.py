"""Find providers in the packages that are installed, so that no application has to name them."""

from importlib.metadata import entry_points

from llmkit import ConfigurationError, ProviderRegistry

GROUP = "llmkit.providers"
"""The group of entry points; a package lists its factories there by name."""


def register_installed(registry: ProviderRegistry, *, group: str = GROUP) -> tuple[str, ...]:
    """Register the factory of every installed package that offers one, and return their names.

    Args:
        registry: Where to register them.
        group: The group of entry points to look in.

    Raises:
        ConfigurationError: Factories could not be loaded or registered; each is named with its
            package. The others are registered.
    """
    names, problems = [], []
    for found in sorted(entry_points(group=group), key=lambda one: one.name):
        package = found.dist.name if found.dist else "an unknown package"
        try:
            registry.register(found.name, found.load())
        # A package of somebody else may fail in any way while it is imported.
        except Exception as error:
            problems.append(f"{found.name!r} of {package} ({found.value}): {error}")
        else:
            names.append(found.name)
    if problems:
        raise ConfigurationError("registry.register_installed", "; ".join(problems))
    return tuple(names)
