"""What is read: values with where they come from, and mistakes with where they are."""

from dataclasses import dataclass
from enum import IntEnum

from examples.config.formats.catalogue import KeyPath


class Layer(IntEnum):
    """The places that settings come from; of two that set the same thing, the later one counts."""

    DEFAULT = 0
    FILE = 1
    PROFILE_FILE = 2
    SERVICE = 3
    ENVIRONMENT_FILE = 4
    ENVIRONMENT = 5
    COMMAND_LINE = 6

    @property
    def title(self) -> str:
        """The name of the layer, as one reads it."""
        return self.name.lower().replace("_", " ")


SECRET_LAYERS = frozenset({Layer.ENVIRONMENT_FILE, Layer.ENVIRONMENT})
"""Where secrets may come from. A settings file is kept with the code, our service answers anybody,
and every user of a machine can read the command lines of its processes."""


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """Where something was written."""

    layer: Layer
    """Its layer."""
    file: str = ""
    """The file, as it was named to us; empty if it is none."""
    line: int = 0
    """The line in that file, counted from 1; 0 for the file as a whole."""
    label: str = ""
    """The variable or the option, where it is not a key of a settings file."""

    def __str__(self) -> str:
        """Return what leads a person to the place."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return " ".join(part for part in (place, self.label) if part) or self.layer.title


@dataclass(frozen=True, slots=True)
class Entry:
    """A value that a layer gives to a setting, not yet checked."""

    path: KeyPath
    """The keys of the setting."""
    value: object
    """The value: a text where the layer knows nothing else."""
    source: Source
    """Where it was written."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A mistake, with all that one needs to mend it."""

    source: Source
    """Where it was made."""
    name: str
    """The setting, as it was called there."""
    problem: str
    """What is wrong."""
    allowed: str
    """What would be right."""
    remedy: str
    """What to do."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one layer gave."""

    entries: tuple[Entry, ...] = ()
    """Values for settings that exist."""
    findings: tuple[Finding, ...] = ()
    """What was wrong with the rest."""
