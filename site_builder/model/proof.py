"""What tests executed, and what that proves of a sample."""

from dataclasses import dataclass
from enum import StrEnum


class Demand(StrEnum):
    """Which pages may show only samples that are proven."""

    ALL = "all"
    LISTED = "listed"
    """Those that say so, and those of the folders that the settings list."""
    OFF = "off"


class ProofState(StrEnum):
    """How much of a sample passing tests executed."""

    PROVEN = "proven"
    PARTLY = "partly"
    UNPROVEN = "unproven"


@dataclass(frozen=True, slots=True, order=True)
class ProvingTest:
    """A test function of an example all of whose cases passed."""

    file: str
    """Path of the test file relative to the project's root."""
    name: str
    """Name in the file, dotted for a method of a class; without the parameters of its cases."""
    line: int = 0
    """Line of the file on which it begins, counted from 1."""
    cases: int = 1
    """How many cases of it passed: more than one for a parametrised test."""

    @property
    def short_name(self) -> str:
        """Return the name of the function alone."""
        return self.name.rpartition(".")[2]


@dataclass(frozen=True, slots=True, order=True)
class Pin:
    """A distribution that the tests imported, in the version that was installed."""

    name: str
    version: str

    def __str__(self) -> str:
        return f"{self.name}=={self.version}"


@dataclass(frozen=True, slots=True)
class Executed:
    """A line of a file, and the passing tests that executed it."""

    line: int
    """Line of the file, counted from 1."""
    tests: tuple[int, ...]
    """Places in the record's `tests`; none for a line that ran only when it was imported."""
    at_import: bool = True
    """Whether it ran when no test was at work, too."""


@dataclass(frozen=True, slots=True)
class CoveredFile:
    """A file that the result of the tests depends on."""

    path: str
    """Path relative to the project's root."""
    digest: str
    """SHA-256 of its bytes, in hexadecimal."""
    lines: tuple[Executed, ...] = ()
    """The lines that were executed, in order; none for a file that is no Python."""
    importers: tuple[int, ...] = ()
    """Places of the tests whose own file imports it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that passing tests read through the checker which the example declares for it."""

    path: str
    """Path of the file that was read, relative to the project's root."""
    checker: str
    """The checker as declared: `file.py::function`."""
    tests: tuple[int, ...]
    """Places in the record's `tests`."""


@dataclass(frozen=True, slots=True)
class ProofRecord:
    """What the tests of one example did when they were last run, all of them."""

    example: str
    """Name of the example."""
    python: str
    """Version of Python, such as `3.11.9`."""
    pins: tuple[Pin, ...]
    """The distributions that the tests imported, sorted by name."""
    tests: tuple[ProvingTest, ...]
    """The tests that passed, sorted by file and line."""
    files: tuple[CoveredFile, ...]
    """Files below the project's root that were executed or read, and all of the example's own that
    a test can depend on; sorted by path."""
    readings: tuple[Reading, ...] = ()
    failed: tuple[str, ...] = ()
    """Tests that did not pass, as `file::name`."""

    def file(self, path: str) -> CoveredFile | None:
        """Return what was executed of a file, nothing if the tests did not touch it."""
        return next((one for one in self.files if one.path == path), None)


@dataclass(frozen=True, slots=True)
class Proof:
    """What passing tests say of a sample."""

    state: ProofState
    tests: tuple[ProvingTest, ...] = ()
    """The tests that executed it, in the order of their files and lines."""
    lines: tuple[int, ...] = ()
    """The shown lines that no passing test executed, as numbers of lines of the file."""
    reason: str = ""
    """Why it is not proven, empty if it is."""
    python: str = ""
    """Version of Python that the tests ran on, such as `3.11`."""
