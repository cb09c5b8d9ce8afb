"""Check that a reader gets from the landing page to every page in few clicks, and on from each."""

from collections.abc import Iterator, Sequence

from site_builder.model import Code, LinkMap, Location, Problem, RenderedPage


def check_reach(
    pages: Sequence[RenderedPage], links: LinkMap, max_clicks: int
) -> Iterator[Problem]:
    """Yield the pages that no page links to, and those that are too far.

    Args:
        pages: The articles of the site.
        links: How they lead from one to another.
        max_clicks: How far a page may be from the landing page.
    """
    distances = dict(links.clicks)
    for page in pages:
        location = Location(page.path)
        clicks = distances.get(page.source)
        if clicks is None:
            message = f"no text leads from the landing page to '{page.url}'"
            yield Problem(Code.PAGE_ORPHAN, location, message)
        elif clicks > max_clicks:
            far = f"{clicks} clicks from the landing page"
            message = f"'{page.url}' is {far}, {max_clicks} are allowed"
            yield Problem(Code.PAGE_FAR, location, message)


def check_dead_ends(pages: Sequence[RenderedPage], links: LinkMap) -> Iterator[Problem]:
    """Yield the pages whose text leads to no other page; a site of one page has none.

    Args:
        pages: The articles of the site.
        links: How they lead from one to another.
    """
    leading = {link.source for link in links.links}
    for page in pages if len(pages) > 1 else ():
        if page.source not in leading:
            message = "the text of the page leads to no other page"
            hint = "say where a reader goes on, in a related section or in the text"
            yield Problem(Code.PAGE_DEAD_END, Location(page.path), message, hint)
