"""Check what pages say of themselves: their status, and where a retired one leads on."""

import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence

from site_builder.model import Code, LinkMap, Location, Page, Problem, Status
from site_builder.text.addresses import output_path
from site_builder.text.status import replacement_of
from site_builder.text.suggest import did_you_mean, one_of

_STATUSES = tuple(one.value for one in Status)


def check_statuses(pages: Sequence[Page]) -> Iterator[Problem]:
    """Yield what is wrong with the status of pages.

    Args:
        pages: All pages, whose front matter may have `status` and `replaced_by`.
    """
    by_source = {page.source: page for page in pages}
    for page in pages:
        told = page.front_matter
        if told.status and told.status not in _STATUSES:
            message = f"'status' is '{told.status}', which is no status"
            hint = did_you_mean(told.status, _STATUSES) or one_of(_STATUSES)
            yield _at("status", page, Code.FRONT_MATTER_INVALID, message, hint)
        elif page.is_retired:
            yield from _way_on(page, by_source)
        elif told.replaced_by:
            message = "the page is replaced by another and is not retired"
            hint = "add 'status: retired', or remove 'replaced_by'"
            yield _at("replaced_by", page, Code.FRONT_MATTER_INVALID, message, hint)


def _way_on(page: Page, by_source: Mapping[str, Page]) -> Iterator[Problem]:
    wanted = page.front_matter.replaced_by
    if not wanted:
        message = "the page is retired and does not say what takes its place"
        hint = "add 'replaced_by: PAGE', relative to this one, or an address"
        yield _at("status", page, Code.RETIRED_UNREPLACED, message, hint)
    elif not wanted.startswith(("http://", "https://")):
        source = replacement_of(page)
        other = by_source.get(source)
        if other is None:
            message = f"the page is replaced by '{wanted}', which is not there"
            ways = (posixpath.relpath(one, page.folder or ".") for one in by_source)
            hint = did_you_mean(wanted, ways)
        elif other.is_retired:
            message = f"the page is replaced by '{wanted}', which is retired itself"
            hint = "name the page to which that one leads on"
        else:
            return
        yield _at("replaced_by", page, Code.REPLACEMENT_INVALID, message, hint)


def _seen_from(source: str, page: Page) -> str:
    """Return what replaces a page, as a link on another page would name it."""
    wanted = page.front_matter.replaced_by
    if not wanted or "://" in wanted:
        return wanted
    way = posixpath.relpath(replacement_of(page), posixpath.dirname(source) or ".")
    return way + "".join(wanted.partition("#")[1:])


def _at(key: str, page: Page, code: Code, message: str, hint: str) -> Problem:
    return Problem(code, Location(page.path, page.front_matter.line_of(key)), message, hint)


def check_retired_links(
    pages: Sequence[Page],
    links: LinkMap,
    documents: Mapping[str, str],
    place: Callable[[str, str], Location],
) -> Iterator[Problem]:
    """Yield the links to retired pages from pages that are not retired.

    A list that the tool made names them on its own account.

    Args:
        pages: All pages.
        links: How they lead from one to another.
        documents: Addresses of the pages, by their paths below the docs folder.
        place: Finds the place in the author's files.
    """
    retired = {page.source: page for page in pages if page.is_retired}
    made = {page.source for page in pages if page.generated}
    for link in dict.fromkeys(links.links):
        if link.target in retired and link.source not in retired:
            on = _seen_from(link.source, retired[link.target])
            message = f"the link '{link.address}' leads to a page that is retired"
            hint = f"link to what takes its place: '{on}'" if on else ""
            location = place(output_path(documents[link.source]), link.address)
            if link.source in made and not location.line:
                continue
            yield Problem(Code.LINK_RETIRED, location, message, hint)
