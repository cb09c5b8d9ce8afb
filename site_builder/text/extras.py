"""Tell which requirements of a project concern an example, by the extras that it needs."""

import re
import tomllib
from collections.abc import Collection, Iterable

_NAME = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)")


def foreign_requirements(text: str, extras: Collection[str]) -> frozenset[str]:
    """Return the distributions that only other extras than the given ones ask for.

    A shared library may import, when it is told to, what an example never uses. The extras that
    the example declares say which of these it needs.

    Args:
        text: The `pyproject.toml` of the examples; empty if there is none.
        extras: The extras that an example needs.

    Returns:
        Names in their normal form, see `normal_name`.
    """
    try:
        project = tomllib.loads(text).get("project", {})
    except tomllib.TOMLDecodeError:
        return frozenset()
    always = _names(project.get("dependencies", ()))
    groups = project.get("optional-dependencies", {})
    needed = always.union(*(_names(groups[name]) for name in groups if name in extras))
    others = frozenset[str]().union(*(_names(groups[name]) for name in groups))
    return others - needed


def _names(requirements: Iterable[str]) -> frozenset[str]:
    matches = (_NAME.match(one) for one in requirements)
    return frozenset(normal_name(match[1]) for match in matches if match)


def normal_name(name: str) -> str:
    """Return the name of a distribution as installers compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()
