"""An example with all that it needs to run somewhere else."""

from dataclasses import dataclass

from site_builder.model.proof import Pin
from site_builder.model.rendered import OutputFile


@dataclass(frozen=True, slots=True)
class Parcel:
    """An example, the modules of the project that it imports, and how it is run."""

    name: str
    """Name of the example: `category/name`."""
    title: str
    summary: str
    module: str
    """Dotted name that `python -m` runs; empty when it is not run as a module."""
    script: str
    """Path below the folder of the parcel of what bash runs, if it is not run as a module."""
    args: tuple[str, ...]
    files: tuple[OutputFile, ...]
    """The files of the example, at the paths where imports find them, in order."""
    tests: frozenset[str]
    """Paths of the files that serve its tests only."""
    library: tuple[OutputFile, ...]
    """What else it imports of the project, at such paths, in order."""
    pins: tuple[Pin, ...]
    """The distributions that it imports, in order: as its tests had them, else as installed."""
    python: str
    """Version of Python with which, and with these pins, its tests passed; empty when that is not
    known."""
    expected: str
    """What it printed when its output was recorded; empty when none is recorded."""

    @property
    def folder(self) -> str:
        """Return the name of the folder that the parcel is unpacked to."""
        return self.name.rpartition("/")[2]
