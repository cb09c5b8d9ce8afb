"""What a result depends on, one thing at a time."""

from dataclasses import dataclass, field
from enum import StrEnum

ABSENT = "absent"
"""The digest of what is not there."""
SHADOWING = "shadowing"
"""The digest of a module of the project that takes the place of another of the same name."""


class PartKind(StrEnum):
    """What kinds of things a result can depend on."""

    FILE = "file"
    FOLDER = "folder"
    """The names of a folder's entries."""
    MISSING = "missing"
    """A file that was looked for and was not there."""
    VARIABLE = "variable"
    MODULE = "module"
    """Whether a module of that name can be imported."""
    DISTRIBUTION = "distribution"
    PROGRAM = "program"
    SETTING = "setting"
    """A value of `example.toml` or of the configuration."""
    PYTHON = "python"
    RUNNER = "runner"
    """The part of this tool that runs examples."""
    PLACE = "place"
    """Where something lies on this machine."""


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """A thing that a result depends on, in the state in which it was found."""

    kind: PartKind
    name: str
    """Its path relative to the project's root, or what else it is called."""
    digest: str
    """Its state: two parts with equal digests are the same to the result."""
    shown: str = field(default="", compare=False)
    """Its state for people, where that can be said: a version, a value, the names in a folder."""
