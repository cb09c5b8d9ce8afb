"""A run of an example."""

from dataclasses import dataclass
from enum import StrEnum

from site_builder.model.code import Code


class RunEnd(StrEnum):
    """How a run ended."""

    EXITED = "exited"
    TIMEOUT = "timeout"
    FLOODED = "flooded"


@dataclass(frozen=True, slots=True)
class Violation:
    """Something a run tried that it must not do."""

    code: Code
    what: str
    """The path, the variable or the address."""
    file: str
    """File of the example that tried, empty when unknown."""
    line: int


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
