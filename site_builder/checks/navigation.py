"""Check that navigation and pages agree, and that no two pages share an address."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from site_builder.model import Code, Location, Page, Problem, Settings
from site_builder.text.suggest import did_you_mean


@dataclass(frozen=True, slots=True)
class NavEntry:
    """A page named in the configuration."""

    source: str
    line: int
    """Line of the configuration file, 0 when unknown."""
    section: tuple[str, ...] = ()
    """Titles of the sections in which it stands, the outermost first."""


def check_addresses(pages: Sequence[Page]) -> Iterator[Problem]:
    """Yield a problem for each page whose address an earlier page has."""
    first: dict[str, Page] = {}
    for page in pages:
        other = first.setdefault(_address(page), page)
        if other is not page:
            message = f"the page has the same address as {other.path}"
            place = Location(page.path)
            yield Problem(Code.ADDRESS_DUPLICATE, place, message, "rename one of them")


def _address(page: Page) -> str:
    stem = page.source.removesuffix(".md")
    if page.is_index:
        return page.folder
    return stem


def check_nav(
    entries: Sequence[NavEntry],
    pages: Sequence[Page],
    settings: Settings,
    is_excused: Callable[[str], bool],
) -> Iterator[Problem]:
    """Yield the problems of a navigation.

    Args:
        entries: The pages that the configuration names; nothing is checked when there are none.
        pages: The pages that exist.
        settings: The project's settings.
        is_excused: Whether a page is left out of the navigation on purpose.
    """
    if not entries:
        return
    sources = {page.source for page in pages}
    for entry in entries:
        if entry.source not in sources:
            location = Location(settings.config_path, entry.line)
            hint = did_you_mean(entry.source, sources)
            message = f"the navigation names '{entry.source}', which is not there"
            yield Problem(Code.NAV_MISSING_PAGE, location, message, hint)
    if not settings.nav_complete:
        return
    named = {entry.source for entry in entries}
    for page in pages:
        if page.source not in named and not page.generated and not is_excused(page.source):
            message = "the page is not in the navigation"
            hint = f"add it to nav in {settings.config_path}, or list it under not_in_nav"
            yield Problem(Code.PAGE_NOT_IN_NAV, Location(page.path), message, hint)
