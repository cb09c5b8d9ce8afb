"""A run of an example."""

from dataclasses import dataclass
from enum import StrEnum

from site_builder.model.code import Code


class RunEnd(StrEnum):
    """How a run ended."""

    EXITED = "exited"
    TIMEOUT = "timeout"
    FLOODED = "flooded"
    CROWDED = "crowded"
    """It started more processes than it may."""
    MEMORY = "memory"
    """Its processes together took more memory than they may."""
    DISK = "disk"
    """Its folder grew larger than it may."""
    REFUSED = "refused"
    """It was not started, because the isolation that the settings demand cannot be had."""
    LOST = "lost"
    """The processes that held it were killed."""


@dataclass(frozen=True, slots=True)
class Violation:
    """Something a run tried that it must not do."""

    code: Code
    what: str
    """The path, the variable or the address."""
    file: str
    """File of the example that tried, empty when unknown."""
    line: int


class SeenKind(StrEnum):
    """What kinds of things an output can depend on, as far as a run can be seen to use them."""

    FILE = "file"
    """A file that was read."""
    FOLDER = "folder"
    """A folder whose entries were listed."""
    MISSING = "missing"
    """A file that was asked for and was not there."""
    MODULE = "module"
    """A module that it tried to import and that is not there."""
    VARIABLE = "variable"
    """A declared environment variable that was read."""
    DISTRIBUTION = "distribution"
    """An installed distribution that was imported."""
    PROGRAM = "program"
    """An executable that was started."""


@dataclass(frozen=True, slots=True, order=True)
class Seen:
    """Something that a run was seen to use."""

    kind: SeenKind
    name: str
    """A path relative to the project's root with forward slashes, absolute when it lies elsewhere;
    else the name of the variable or of the distribution."""


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file that an example declares to make, as a run made it."""

    name: str
    """Path below the working folder, with forward slashes."""
    data: bytes


@dataclass(frozen=True, slots=True, order=True)
class Leak:
    """A place in what a run made that held a secret, which was taken out at once."""

    name: str
    """`stdout`, `stderr`, or the name of the file."""
    line: int
    kind: str
    """What it was, as a sentence names it; not the secret itself."""


@dataclass(frozen=True, slots=True)
class Run:
    """What came of running an example once."""

    example: str
    end: RunEnd
    exit_code: int
    """Exit status; negative for a signal."""
    stdout: bytes
    stderr: bytes
    seconds: float
    violations: tuple[Violation, ...] = ()
    files: tuple[MadeFile, ...] = ()
    """The declared output files, in order of their names."""
    seen: tuple[Seen, ...] = ()
    """What the run used, in order, each thing once."""
    isolation: tuple[str, ...] = ()
    """What held the run, such as `network namespace`; see `stages/execute.py`."""
    leaks: tuple[Leak, ...] = ()
    """Where it held secrets; the outputs and files here are without them."""
