"""What a renderer really produced: the only thing that the single file and the checks see."""

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """The article of one page, as the renderer made it."""

    source: str
    """Path of the page below the docs folder."""
    path: str
    """Path of the file that an author edits, relative to the project's root."""
    url: str
    """Address below the site's root, such as `guides/streaming/`; empty for the landing page."""
    title: str
    html: str
    """The article without the theme around it."""
    updated: str = ""
    """Day of the last change of its source, such as `2026-11-20`; empty when it is unknown."""


@dataclass(frozen=True, slots=True)
class NavItem:
    """An entry of the navigation: a page, a section of entries, or a link elsewhere."""

    title: str
    url: str = ""
    """Address below the site's root of a page; empty for a section."""
    is_page: bool = False
    children: tuple["NavItem", ...] = ()


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file of the finished site."""

    path: str
    """Path below the site's folder, with forward slashes."""
    data: bytes


@dataclass(frozen=True, slots=True)
class Rendering:
    """A whole site as the renderer made it."""

    title: str
    language: str
    site_url: str
    pages: tuple[RenderedPage, ...]
    nav: tuple[NavItem, ...]
    files: tuple[OutputFile, ...]
    icon: str = ""
    """Path of the site's icon, empty if it has none."""
    description: str = ""
    direction: str = "ltr"
    """`ltr` or `rtl`: where a line of its language begins."""
    stylesheets: tuple[str, ...] = ()
    """Paths of the project's own stylesheets, in the order in which they apply."""
    annotated_code: bool = False
    """Whether numbers in the comments of any code block stand for notes beneath it."""
    opaque: frozenset[str] = frozenset()
    """Paths of HTML files that are no documents of the site, as templates in the docs folder."""
    built_with: tuple[tuple[str, str], ...] = ()
    """Names and versions of the programs that made it."""

    def with_files(self, files: Iterable[OutputFile]) -> "Rendering":
        """Return the site with more files; one takes the place of another of the same path."""
        more = {file.path: file for file in files}
        kept = (file for file in self.files if file.path not in more)
        return replace(self, files=(*kept, *more.values()))
