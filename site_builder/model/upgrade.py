"""A newer version of something that examples import."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Upgrade:
    """A distribution in the version that is installed, and in the newest that can be had."""

    name: str
    old: str
    """The installed version; empty for one that only the newest versions of others need."""
    new: str

    def __str__(self) -> str:
        return f"{self.name} {self.old} -> {self.new}" if self.old else f"{self.name} {self.new}"


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of an example with the newest versions."""

    example: str
    upgrades: tuple[Upgrade, ...] = ()
    """What differs among the distributions that it imports, directly or through others."""
    faults: tuple[str, ...] = ()
    """What went wrong, each with lines of detail; empty when all went well."""
    broken_before: bool = False
    """Whether it goes wrong with the installed versions as well."""
