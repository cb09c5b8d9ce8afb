"""A change of a file, and what it touches."""

from dataclasses import dataclass

from site_builder.model.location import Location


@dataclass(frozen=True, slots=True)
class Change:
    """A file that has changed, or that may."""

    path: str
    """Path relative to the project's root."""
    old: bytes | None = None
    """What it held before; None when it was not there, or when that is not known."""
    new: bytes | None = None
    """What it holds now; None when it is not there any more."""
    symbol: str = ""
    """The only symbol of it that changes, empty for any part."""
    known: bool = True
    """Whether `old` says what it held before; else any part of the file may change."""

    def __str__(self) -> str:
        return f"{self.path}::{self.symbol}" if self.symbol else self.path


@dataclass(frozen=True, slots=True, order=True)
class Touched:
    """A page, an example or a test that a change touches."""

    name: str
    """Path of a page relative to the root, name of an example, `file` or `file::test`."""
    why: str
    """The first reason that was found."""


@dataclass(frozen=True, slots=True, order=True)
class TouchedSample:
    """A sample that a change touches."""

    location: Location
    """Where its directive stands."""
    name: str
    """Its address, with the options that change what it shows."""
    why: str


@dataclass(frozen=True, slots=True)
class Impact:
    """What changes touch: nothing else can differ because of them."""

    changes: tuple[str, ...]
    """What changed, by names."""
    pages: tuple[Touched, ...] = ()
    """Pages whose text can differ, those that the tool makes included."""
    samples: tuple[TouchedSample, ...] = ()
    examples: tuple[Touched, ...] = ()
    """Examples whose output can differ."""
    tests: tuple[Touched, ...] = ()
    """Tests whose result can differ; a file stands for all that it holds."""
    notes: tuple[str, ...] = ()
    """Where records are missing, so that more is listed than may be necessary."""
