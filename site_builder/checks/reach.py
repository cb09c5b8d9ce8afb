"""Check that a reader gets from the landing page to every page in few clicks."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from site_builder.model import Code, Location, OutputFile, Problem, RenderedPage
from site_builder.text.addresses import Outcome, SiteIndex, output_path


def click_distances(pages: Sequence[RenderedPage], site_url: str) -> Mapping[str, int]:
    """Return how many clicks each page is from the landing page.

    Only links in the text of pages count: the sidebar of a theme names every page, and on a phone
    it is hidden.

    Args:
        pages: The articles of the site.
        site_url: Address of the published site.

    Returns:
        For each page that can be reached, by its address, the number of clicks.
    """
    paths = {output_path(page.url): page for page in pages}
    files = [OutputFile(path, page.html.encode()) for path, page in paths.items()]
    index = SiteIndex(files, site_url)
    distances = {"index.html": 0} if "index.html" in paths else {}
    queue = deque(distances)
    while queue:
        path = queue.popleft()
        for link in index.documents[path].links:
            followed = index.follow(path, link.target)
            found = followed.outcome in {Outcome.FOUND, Outcome.SLASH}
            if found and followed.path not in distances:
                distances[followed.path] = distances[path] + 1
                queue.append(followed.path)
    return {paths[path].url: clicks for path, clicks in distances.items()}


def check_reach(pages: Sequence[RenderedPage], site_url: str, max_clicks: int) -> Iterator[Problem]:
    """Yield the pages that no page links to, and those that are too far.

    Args:
        pages: The articles of the site.
        site_url: Address of the published site.
        max_clicks: How far a page may be from the landing page.
    """
    distances = click_distances(pages, site_url)
    for page in pages:
        location = Location(page.path)
        clicks = distances.get(page.url)
        if clicks is None:
            message = f"no text leads from the landing page to '{page.url}'"
            yield Problem(Code.PAGE_ORPHAN, location, message)
        elif clicks > max_clicks:
            message = f"the page is {clicks} clicks from the landing page, {max_clicks} are allowed"
            yield Problem(Code.PAGE_FAR, location, message)
