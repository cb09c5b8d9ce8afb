"""What a project asks of the links between its pages: of the sources, and of the rendered site."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import jinja2

from site_builder.checks.link_texts import check_link_texts
from site_builder.checks.nav_places import check_nav_folders, check_nav_order
from site_builder.checks.navigation import NavEntry
from site_builder.checks.places import Places
from site_builder.checks.reach import check_dead_ends, check_reach
from site_builder.checks.related import check_related
from site_builder.checks.statuses import check_retired_links, check_statuses
from site_builder.checks.synonyms import check_synonyms
from site_builder.model import Problem, RenderedPage, Rendering, Site
from site_builder.publishing import check_moved
from site_builder.stages.furnish import furnish
from site_builder.stages.map_links import with_map
from site_builder.text.addresses import SiteIndex
from site_builder.text.link_map import link_map
from site_builder.text.reach_table import ReachRow, reach_rows


def furnish_pages(
    pages: Sequence[RenderedPage], site: Site, site_url: str, templates: jinja2.Environment
) -> tuple[RenderedPage, ...]:
    """Return the pages to which something is added that follows from other pages, with it.

    Args:
        pages: The articles of the site.
        site: The project, which says what is wished.
        site_url: Address of the published site.
        templates: Where the templates of additions are found.
    """
    if not site.settings.furnishes:
        return ()
    links = link_map(pages, site_url)
    made = {page.source: page for page in furnish(pages, site, links, templates)}
    for page in pages:
        if page.source == site.settings.reach.map_page:
            html = with_map(page, pages, site, links, templates)
            made[page.source] = replace(page, html=html)
    return tuple(made.values())


def reach_of(site: Site, rendering: Rendering) -> tuple[ReachRow, ...]:
    """Return how far each page is and what leads to it and on, worst first.

    Args:
        site: The project.
        rendering: The site that was made from it.
    """
    links = link_map(rendering.pages, rendering.site_url)
    made = {page.source for page in site.pages if page.generated}
    return reach_rows(rendering.pages, links, site.settings.max_clicks, made)


def check_page_sources(site: Site, nav: Sequence[NavEntry] = ()) -> Iterator[Problem]:
    """Yield what is wrong with what pages say of each other and of themselves.

    Args:
        site: The project.
        nav: The pages that the navigation names.
    """
    wished = site.settings.references
    own = [page for page in site.pages if not page.generated]
    if wished.related:
        yield from check_related(own, wished.related)
    if wished.status:
        yield from check_statuses(site.pages)
    if site.settings.reach.synonyms:
        yield from check_synonyms(site.pages)
    if site.settings.reach.nav_folders:
        yield from check_nav_folders(nav, site.settings.config_path)


def check_page_links(
    site: Site, rendering: Rendering, index: SiteIndex, places: Places
) -> Iterator[Problem]:
    """Yield what is wrong with the ways that lead through the rendered pages.

    Args:
        site: The project.
        rendering: The site that was made from it.
        index: Its files.
        places: Where an author wrote an address.
    """
    settings = site.settings
    pages = rendering.pages
    reach, wished = settings.reach, settings.references
    # To read every link of every page takes long, where nobody asks.
    is_asked = settings.max_clicks or reach.dead_ends or reach.nav_order or wished.status
    links = link_map(pages if is_asked else (), rendering.site_url)
    yield from check_moved(settings, rendering, index)
    # A retired page is left where it is for those who have its address.
    kept = [page for page in pages if not _is_retired(page, site)]
    if settings.max_clicks:
        yield from check_reach(kept, links, settings.max_clicks)
    if settings.reach.dead_ends:
        written = [page for page in kept if not _is_generated(page, site)]
        yield from check_dead_ends(written, links)
    if settings.references.bare_links:
        yield from check_link_texts(pages, settings.references.bare_texts, places.find)
    documents = {page.source: page.url for page in pages}
    if settings.reach.nav_order:
        order = settings.reading_order
        yield from check_nav_order(site.pages, links, order, documents, places.find)
    if settings.references.status:
        yield from check_retired_links(site.pages, links, documents, places.find)


def _is_retired(page: RenderedPage, site: Site) -> bool:
    source = site.page(page.source)
    return source is not None and site.settings.references.status and source.is_retired


def _is_generated(page: RenderedPage, site: Site) -> bool:
    source = site.page(page.source)
    return source is not None and source.generated
