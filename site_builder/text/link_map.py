"""Read the links in the articles of a site, and how they tie its pages together."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from site_builder.model import LinkMap, OutputFile, PageLink, RenderedPage
from site_builder.text.addresses import Outcome, SiteIndex, output_path
from site_builder.text.remembered import Answers, remembered_as

DERIVED = "data-derived-links"
"""Attribute of an element whose links were made from the links of others, so do not count."""
_FOUND = frozenset({Outcome.FOUND, Outcome.SLASH})

_Way = tuple[str, str, str, str]
"""The file and the anchor to which a link leads, its text, and its address as written."""

WAYS: Answers[tuple[_Way, ...]] = Answers("ways", pack=list, unpack=tuple)
"""Where the links of an article lead, by its text, its place and all files of the site."""


@dataclass(frozen=True, slots=True)
class ArticleLink:
    """A link that an article offers to its reader."""

    target: str
    """The address as written."""
    text: str
    """What a reader sees or hears of it, white space made one."""


def packed_links(links: Sequence[ArticleLink]) -> list[list[str]]:
    """Return links as values that JSON can hold."""
    return [[one.target, one.text] for one in links]


def unpacked_links(packed: Sequence[Sequence[str]]) -> tuple[ArticleLink, ...]:
    """Return the links that were packed."""
    return tuple(ArticleLink(*one) for one in packed)


@remembered_as(packed_links, unpacked_links)
def article_links(html: str) -> tuple[ArticleLink, ...]:
    """Return the links of an article, apart from those that were made from other links.

    Args:
        html: The article.
    """
    return tuple(_links_in(html)) if "href" in html else ()


def _links_in(html: str) -> Iterator[ArticleLink]:
    tree = LexborHTMLParser(html)
    for derived in tree.css(f"[{DERIVED}]") if DERIVED in html else ():
        derived.decompose()
    for node in tree.css("a, area"):
        target = node.attributes.get("href") or node.attributes.get("xlink:href")
        if target and "headerlink" not in (node.attributes.get("class") or "").split():
            yield ArticleLink(target.strip(), " ".join(_text_of(node).split()))


def _text_of(node: LexborNode) -> str:
    """Return the text of a link, or what stands for it where it shows a picture."""
    label = node.attributes.get("aria-label") or ""
    pictures = [image.attributes.get("alt") or "" for image in node.css("img, area")]
    names = [one.attributes.get("aria-label") or "" for one in node.css("svg")]
    title = node.attributes.get("title") or ""
    return label or f"{node.text()} {' '.join((*pictures, *names))}".strip() or title


def link_map(pages: Sequence[RenderedPage], site_url: str = "") -> LinkMap:
    """Return how the texts of pages lead from one to another.

    The sidebar of a theme names every page, and on a phone it is hidden: it does not count.

    Args:
        pages: The articles of the site.
        site_url: Address of the published site.
    """
    sources = {output_path(page.url): page.source for page in pages}
    # Only names are asked for here, so nothing has to be parsed.
    index = SiteIndex([OutputFile(path, b"") for path in sources], site_url)
    links = tuple(link for page in pages for link in _links_of(page, sources, index))
    start = sources.get("index.html")
    return LinkMap(
        pages=tuple(page.source for page in pages),
        links=links,
        clicks=_clicks(start, links) if start is not None else (),
    )


def _links_of(
    page: RenderedPage, sources: Mapping[str, str], index: SiteIndex
) -> Iterator[PageLink]:
    base = output_path(page.url)
    ways = WAYS.of(lambda: tuple(_ways_of(base, page.html, index)), index.goals, base, page.html)
    for path, *told in ways:
        yield PageLink(page.source, sources[path], *told)


def _ways_of(base: str, html: str, index: SiteIndex) -> Iterator[_Way]:
    for link in article_links(html):
        followed = index.follow(base, link.target)
        if followed.outcome in _FOUND and followed.path != base:
            yield followed.path, followed.fragment, link.text, link.target


def _clicks(start: str, links: Sequence[PageLink]) -> tuple[tuple[str, int], ...]:
    """Return how far each page is from the first, along the shortest way."""
    ways: dict[str, list[str]] = {}
    for link in links:
        ways.setdefault(link.source, []).append(link.target)
    distances = {start: 0}
    queue = deque([start])
    while queue:
        source = queue.popleft()
        for target in ways.get(source, ()):
            if target not in distances:
                distances[target] = distances[source] + 1
                queue.append(target)
    return tuple(distances.items())
