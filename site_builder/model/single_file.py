"""What an author wants in one file, and how it is divided."""

from dataclasses import dataclass
from enum import StrEnum

from site_builder.model.rendered import RenderedPage


class Split(StrEnum):
    """Whether one run makes several files."""

    NONE = "none"
    SECTION = "section"
    """A file for each top-level section of the navigation."""


@dataclass(frozen=True, slots=True)
class SingleFile:
    """One HTML file that a project asks for."""

    file: str
    """Name of the file, relative to the site's folder or to where the command was called."""
    only: tuple[str, ...] = ()
    """Pages and folders below the docs folder that go into it; all when empty."""
    title: str = ""
    """Title of the file; the site's when empty."""
    cover: str = ""
    """`title` for a cover set in type, or the path of a picture below the docs folder."""
    split: Split = Split.NONE
    split_over: int = 0
    """Size in bytes over which pages go on in a further file; 0 for no bound."""
    reencode: bool = False
    """Whether pictures are encoded anew where that makes them smaller."""
    image_width: int = 0
    """Width in pixels to which wider pictures are scaled when encoded anew; 0 to keep it."""


@dataclass(frozen=True, slots=True)
class Taking:
    """What a run may bring inside."""

    fetch: bool = False
    """Whether what lies on other sites is brought inside."""
    asset_bytes: int = 0
    """Size of what may be taken in; 0 for the one that the project allows."""


@dataclass(frozen=True, slots=True)
class Volume:
    """The pages that go into one file."""

    file: str
    """Name of the file, which links from other volumes use."""
    title: str
    pages: tuple[RenderedPage, ...]
    """In reading order."""
