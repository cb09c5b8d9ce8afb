"""What a project asks of its links, and of the ways that lead through its pages."""

from dataclasses import dataclass, field
from enum import StrEnum

BARE_TEXTS = (
    "click here",
    "here",
    "link",
    "more",
    "read more",
    "see here",
    "this link",
    "this page",
)
"""Texts of links that say nothing of where they lead."""


class Status(StrEnum):
    """How far a page can be relied on."""

    CURRENT = "current"
    NEEDS_REVIEW = "needs-review"
    """It may no longer hold in all points; the page says so."""
    RETIRED = "retired"
    """It is kept for those who come by an old link; the page says where to go on."""


@dataclass(frozen=True, slots=True)
class Redirect:
    """An address that leads on to another, as the configuration says."""

    old: str
    """Path of the page that was, below the docs folder."""
    new: str
    """Path of a page, perhaps with an anchor, or an address of another site."""
    line: int = 0
    """Line of the configuration, 0 when it is unknown."""


@dataclass(frozen=True, slots=True)
class References:
    """What is asked of references from page to page."""

    related: tuple[str, ...] = ()
    """Headings of the sections whose links must be answered; none to ask for nothing."""
    back_links: bool = False
    """Whether each page lists the pages that link to it."""
    bare_links: bool = False
    """Whether the text of a link must say where it leads."""
    bare_texts: tuple[str, ...] = BARE_TEXTS
    """Texts that say nothing."""
    status: bool = False
    """Whether the front matter's `status` is read, shown and checked."""
    addresses: str = ""
    """File of the addresses that must go on working, relative to the root; empty for none."""
    redirects: tuple[Redirect, ...] = ()
    """The redirects that the configuration makes."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What is asked of the ways through the pages."""

    dead_ends: bool = False
    """Whether the text of each page must lead to another."""
    nav_folders: bool = False
    """Whether pages must stand in the section of the navigation that belongs to their folder."""
    nav_order: bool = False
    """Whether an index must name its pages in the order of the navigation."""
    synonyms: bool = False
    """Whether the front matter's `synonyms` are put into pages for the search."""
    map_page: str = ""
    """Page of the site for the generated map of links; empty to make none."""


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link in the text of one page to another page."""

    source: str
    """Page in which it stands, by its path below the docs folder."""
    target: str
    """Page to which it leads."""
    fragment: str
    text: str
    """What a reader sees of it."""
    address: str
    """The address as it stands in the article."""


@dataclass(frozen=True, slots=True)
class LinkMap:
    """The pages of a site and the links between them."""

    pages: tuple[str, ...]
    """All pages, in the order of the site."""
    links: tuple[PageLink, ...] = ()
    """In the order of the pages and of their texts."""
    clicks: tuple[tuple[str, int], ...] = field(default=())
    """For each page that can be reached, how many clicks it is from the landing page."""
