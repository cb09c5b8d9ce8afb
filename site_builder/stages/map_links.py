"""Make the page for maintainers that maps the links of a site."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import jinja2

from site_builder.model import FrontMatter, LinkMap, Page, RenderedPage, Site
from site_builder.text.link_drawing import draw_links
from site_builder.text.reach_table import reach_rows
from site_builder.text.ways import way_to

_PLACE = "<div data-link-map></div>"
"""Where the map goes; its pages have to be rendered first."""
_MOST = 16
"""How many pages that the tool made in one folder the map shows."""


def map_page(site: Site, templates: jinja2.Environment) -> tuple[Page, ...]:
    """Return the page of the map, nothing where no place is set for it or its author took that.

    Args:
        site: The project.
        templates: Where `pages/link-map.md.jinja` is found.
    """
    source = site.settings.reach.map_page
    if not source or site.page(source):
        return ()
    text = templates.get_template("pages/link-map.md.jinja").render(place=_PLACE)
    told = FrontMatter(title="Map of links")
    return (Page(source, site.settings.config_path, text, front_matter=told, generated=True),)


def with_map(
    page: RenderedPage,
    pages: Sequence[RenderedPage],
    site: Site,
    links: LinkMap,
    templates: jinja2.Environment,
) -> str:
    """Return the article of a page with the map in the place that it has for it.

    Args:
        page: The page of the map.
        pages: The articles of the site.
        site: The project.
        links: How the pages lead from one to another.
        templates: Where `page/link-map.html` is found.
    """
    if _PLACE not in page.html or not pages:
        return page.html
    made = {one.source for one in site.pages if one.generated}
    crowds = _crowds(made)
    rows = [
        row
        for row in reach_rows(pages, links, site.settings.max_clicks, made)
        if _folder(row.source) not in crowds or row.source not in made
    ]
    shown = {row.source for row in rows}
    between = tuple(one for one in links.links if {one.source, one.target} <= shown)
    ways = {one.source: way_to(one, page) for one in pages}
    order = {source: at for at, source in enumerate(site.settings.reading_order)}
    ordered = sorted(ways, key=lambda source: order.get(source, len(order)))
    sections = {source: _section(source) for source in ordered}
    drawn = templates.get_template("page/link-map.html").render(
        drawing=draw_links(rows, replace(links, links=between), ways, sections),
        rows=rows,
        ways=ways,
        crowds=crowds,
    )
    return page.html.replace(_PLACE, drawn)


def _crowds(made: Collection[str]) -> Mapping[str, int]:
    """Return the folders with more made pages than a map can show, each with their number.

    Such pages come from one list, as those of problem codes do, and nobody will move them.
    """
    folders = Counter(_folder(source) for source in made)
    return {folder: number for folder, number in sorted(folders.items()) if number > _MOST}


def _folder(source: str) -> str:
    return source.rpartition("/")[0]


def _section(source: str) -> str:
    """Return the name of the top folder of a page."""
    folder, slash, _ = source.partition("/")
    return folder.replace("-", " ").replace("_", " ").capitalize() if slash else "Top"
