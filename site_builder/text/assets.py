"""What can be put inside a single file, and what becomes of it."""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass

from site_builder.model import OutputFile
from site_builder.text.fault import Fault
from site_builder.text.finding import Finding

Subset = Callable[[bytes, Set[str]], bytes | Fault]


@dataclass(frozen=True, slots=True)
class Assets:
    """What can be put inside, and how much of it."""

    files: Mapping[str, OutputFile]
    """Files by their paths below the site's folder; what was fetched, by its full address."""
    asset_bytes: int
    """Size in bytes that one file may have; for a font, that of the part that is used."""
    subset: Subset
    """Returns the part of a font that holds some characters."""
    characters: Set[str] = frozenset()
    """Characters that the pages show."""
    site_url: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A mistake, and the file of the site in which it stands."""

    path: str
    line: int
    """Line, counted from 1; 0 when it is not known."""
    finding: Finding


@dataclass(frozen=True, slots=True)
class Embedded:
    """What became of a file."""

    address: str
    """A `data:` address; empty when there is none."""
    size: tuple[int, int] | None = None
    """Width and height of a picture in CSS pixels."""
    found: tuple[Found, ...] = ()
    remote: tuple[str, ...] = ()
    """Addresses of other sites that would be needed."""


@dataclass(frozen=True, slots=True)
class EmbeddedStyle:
    """What became of stylesheets."""

    css: str
    """Text that can stand in a `style` element and loads nothing."""
    found: tuple[Found, ...] = ()
    remote: tuple[str, ...] = ()
