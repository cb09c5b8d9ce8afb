"""Read which names of a package are public, with griffe and without importing the package."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from site_builder.model import Code, Location, Problem, Settings
from site_builder.model.gaps import PublicName

_OF_TESTS = ("test_", "tests", "conftest")


def public_names(package: str, settings: Settings) -> tuple[PublicName, ...] | Problem:
    """Return the public functions, classes and methods of a package.

    Tests that lie in it do not count, nor do methods with names such as `__init__`, which nobody
    calls by that name.

    Args:
        package: Its folder, relative to the root.
        settings: The project's settings.

    Returns:
        The names in the order of their modules, or why they cannot be read.
    """
    try:
        import griffe  # noqa: PLC0415 - an extra
    except ImportError:
        message = "the public names of packages need griffe, which is not installed"
        hint = 'install it with: pip install "site-builder[api]"'
        return Problem(Code.GAP_TOOL_MISSING, Location(settings.config_path), message, hint)
    folder = settings.root / package
    try:
        module = griffe.load(folder.name, search_paths=[folder.parent], allow_inspection=False)
    except (griffe.GriffeError, ImportError, OSError) as error:
        message = f"'gaps.api': the package '{package}' cannot be read: {error}"
        hint = "name the folder of a package, relative to the configuration"
        return Problem(Code.CONFIG_INVALID, Location(settings.config_path), message, hint)
    aliases = _aliases(module)
    return tuple(sorted(_names(module, settings, aliases), key=lambda one: (one.module, one.line)))


def _names(
    owner: Any, settings: Settings, aliases: Mapping[str, Sequence[str]]
) -> Iterator[PublicName]:
    for member in owner.members.values():
        if member.is_alias or not member.is_public or member.name.startswith(_OF_TESTS):
            continue
        if member.is_class or (member.is_function and not member.name.startswith("__")):
            file = settings.relative(Path(member.filepath))
            others = tuple(aliases.get(member.path, ()))
            yield PublicName(member.path, member.module.path, file, member.lineno or 0, others)
        if member.is_class or member.is_module:
            yield from _names(member, settings, aliases)


def _aliases(package: Any) -> Mapping[str, Sequence[str]]:
    """Return the names under which a package offers what its modules define."""
    found: dict[str, list[str]] = defaultdict(list)
    modules = [package]
    while modules:
        module = modules.pop()
        for member in module.members.values():
            if member.is_alias:
                found[member.target_path].append(member.path)
            elif member.is_module:
                modules.append(member)
    return found
