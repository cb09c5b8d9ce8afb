"""How far each page is from the landing page and what leads to it and on, worst first."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from site_builder.model import LinkMap, RenderedPage


@dataclass(frozen=True, slots=True)
class ReachRow:
    """What a page has of ways."""

    source: str
    """Path of the page below the docs folder."""
    url: str
    """Address below the site's root."""
    title: str
    clicks: int | None
    """Clicks from the landing page; none if no way leads here."""
    links_in: int
    """How many other pages link to it."""
    links_out: int
    """To how many other pages it links."""
    remark: str = ""
    """What is wrong with it, empty if nothing is."""


def reach_rows(
    pages: Sequence[RenderedPage],
    links: LinkMap,
    max_clicks: int = 0,
    made: Collection[str] = (),
) -> tuple[ReachRow, ...]:
    """Return a row for each page: what no way leads to first, then the farthest, the least linked.

    Args:
        pages: The articles of the site.
        links: How they lead from one to another.
        max_clicks: How far a page may be; 0 for any distance.
        made: Pages that the tool made, which may lead nowhere.
    """
    ways = {(link.source, link.target) for link in links.links}
    leads_in = Counter(target for _, target in ways)
    leads_out = Counter(source for source, _ in ways)
    clicks = dict(links.clicks)
    rows = (
        ReachRow(
            page.source,
            page.url,
            page.title,
            clicks.get(page.source),
            leads_in[page.source],
            leads_out[page.source],
            _remark(
                clicks.get(page.source),
                max_clicks,
                leads_on=page.source in made or bool(leads_out[page.source]),
            ),
        )
        for page in pages
    )
    return tuple(sorted(rows, key=_badness))


def _remark(clicks: int | None, max_clicks: int, *, leads_on: bool) -> str:
    if clicks is None:
        return "no way leads here"
    if max_clicks and clicks > max_clicks:
        return f"farther than {max_clicks}"
    return "" if leads_on else "leads nowhere"


def _badness(row: ReachRow) -> tuple[bool, int, int, str]:
    return (row.clicks is not None, -(row.clicks or 0), row.links_in, row.source)
