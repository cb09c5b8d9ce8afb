"""Compare the versions of distributions."""

from collections.abc import Iterable, Mapping

from site_builder.model import Upgrade


def upgrades(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[Upgrade, ...]:
    """Return what differs, in order of the names.

    Args:
        old: Installed versions by name.
        new: Versions by name; those of installers, which no example imports, are left out.
    """
    differing = (name for name, version in new.items() if old.get(name) != version)
    others = (name for name in differing if name not in {"pip", "setuptools", "wheel"})
    return tuple(sorted(Upgrade(name, old.get(name, ""), new[name]) for name in others))


def needed_by(names: Iterable[str], needs: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Return distributions with all that they need, directly or through others.

    Args:
        names: The distributions.
        needs: What each needs.
    """
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += needs.get(name, ())
    return frozenset(found)
