"""Put into rendered pages what follows from other pages: status, synonyms, who links to them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import jinja2
from selectolax.lexbor import LexborHTMLParser

from site_builder.model import LinkMap, Page, RenderedPage, Site, Status
from site_builder.text.status import replacement_of
from site_builder.text.ways import way_to


def furnish(
    pages: Sequence[RenderedPage], site: Site, links: LinkMap, templates: jinja2.Environment
) -> Iterator[RenderedPage]:
    """Yield the pages to which something is added, with it.

    Args:
        pages: The articles of the site.
        site: The project, which says what is wished.
        links: How the pages lead from one to another.
        templates: Where the templates `page/*.html` are found.
    """
    wished = site.settings
    by_source = {page.source: page for page in pages}
    written = {page.source: page for page in site.pages}
    linking = linked_from(links, site) if wished.references.back_links else {}
    for page in pages:
        source = written.get(page.source)
        head = ""
        if source and wished.references.status:
            head += _status(page, source, by_source, templates)
        if source and wished.reach.synonyms and source.front_matter.synonyms:
            words = source.front_matter.synonyms
            head += templates.get_template("page/synonyms.html").render(synonyms=words)
        html = _under_title(page.html, head) if head else page.html
        others = [by_source[one] for one in linking.get(page.source, ())]
        if others:
            entries = [(other.title, way_to(other, page)) for other in others]
            html += templates.get_template("page/linked-from.html").render(pages=entries)
        if html != page.html:
            yield RenderedPage(page.source, page.path, page.url, page.title, html, page.updated)


def linked_from(links: LinkMap, site: Site) -> Mapping[str, Sequence[str]]:
    """Return for each page the pages that lead to it and that a reader would not find from it.

    An index leads to all pages of its folder, which says nothing. A page to which the text leads
    back need not be named twice.

    Args:
        links: How the pages lead from one to another.
        site: The project.
    """
    order = {source: at for at, source in enumerate(site.settings.reading_order)}
    indexes = {page.source for page in site.pages if page.is_index}
    made = {page.source for page in site.pages if page.generated}
    made -= {page.source for page in site.pages if page.path.endswith("README.md")}
    retired = {page.source for page in site.pages if page.is_retired}
    ways = {(link.source, link.target) for link in links.links}
    found: dict[str, list[str]] = defaultdict(list)
    for source, target in sorted(ways, key=lambda way: (order.get(way[0], len(order)), way)):
        lists = indexes | made | retired
        if source not in lists and target not in made and (target, source) not in ways:
            found[target].append(source)
    return found


def _status(
    page: RenderedPage,
    source: Page,
    by_source: Mapping[str, RenderedPage],
    templates: jinja2.Environment,
) -> str:
    told = source.front_matter
    if told.status not in {Status.RETIRED, Status.NEEDS_REVIEW}:
        return ""
    other = by_source.get(replacement_of(source))
    anchor = "".join(told.replaced_by.partition("#")[1:])
    # A page that is not there has its problem; a link to it would be another.
    elsewhere = told.replaced_by if "://" in told.replaced_by else ""
    target = f"{way_to(other, page)}{anchor}" if other else elsewhere
    title = other.title if other else elsewhere
    template = templates.get_template("page/status.html")
    return template.render(status=told.status, target=target, title=title)


def _under_title(html: str, head: str) -> str:
    """Return an article with something under its first heading, or at its top if it has none."""
    tree = LexborHTMLParser(f"<body>{html}</body>")
    title = tree.css_first("h1")
    if title is None:
        return f"{head}{html}"
    body = LexborHTMLParser(f"<body>{head}</body>").body
    for node in reversed(list(body.iter())) if body else ():
        title.insert_after(node)
    return (tree.css("body")[0].inner_html) or ""
