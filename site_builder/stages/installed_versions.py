"""Look up installed distributions: which have a module, in which version, and what they need."""

import re
import sys
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def normalised(name: str) -> str:
    """Return the name of a distribution as all tools compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def modules_of_distributions() -> Mapping[str, tuple[str, ...]]:
    """Return the distributions that have each importable top-level name, normalised.

    What is installed from a folder, for editing, is left out: it has no newer version to install.
    """
    found = metadata.packages_distributions()
    local = {
        normalised(one.metadata["Name"])
        for one in metadata.distributions()
        if '"dir_info"' in (one.read_text("direct_url.json") or "")
    }
    return {
        module: tuple(sorted({normalised(name) for name in names} - local))
        for module, names in found.items()
    }


def versions_in(folders: Iterable[Path] | None = None) -> Mapping[str, str]:
    """Return the versions of distributions, by their normalised names.

    Args:
        folders: Where they are installed; where this process imports from if none are given.
    """
    return {normalised(one.metadata["Name"]): one.version for one in _distributions(folders)}


def needs_in(folders: Iterable[Path]) -> Mapping[str, frozenset[str]]:
    """Return what each distribution may need of the others, by normalised names.

    Args:
        folders: Where they are installed.
    """
    return {
        normalised(one.metadata["Name"]): frozenset(
            normalised(match[0]) for need in one.requires or () if (match := _NAME.match(need))
        )
        for one in _distributions(folders)
    }


def _distributions(folders: Iterable[Path] | None) -> list[metadata.Distribution]:
    path = sys.path if folders is None else [str(folder) for folder in folders]
    # The first of several with one name is the one that is imported, so it must come last here.
    return list(metadata.distributions(path=path))[::-1]
