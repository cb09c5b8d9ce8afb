"""The feed of what was changed, and the map of all pages, as XML."""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree

_ATOM = "http://www.w3.org/2005/Atom"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


@dataclass(frozen=True, slots=True)
class Changed:
    """A page, and the last change of its source."""

    title: str
    address: str
    """The whole address of the page."""
    time: str
    """When it was changed, such as `2026-11-20T09:30:00Z`."""
    is_new: bool = False
    """Whether the change was that the page came to be."""
    summary: str = ""


def atom_feed(title: str, address: str, changes: Iterable[Changed]) -> bytes:
    """Return a feed by RFC 4287.

    Args:
        title: Title of the site.
        address: Where the feed will be published.
        changes: The changes, the newest first; at least one.
    """
    changes = tuple(changes)
    feed = ElementTree.Element("feed", xmlns=_ATOM)
    _add(feed, "title", title)
    _add(feed, "id", address)
    ElementTree.SubElement(feed, "link", rel="self", href=address)
    ElementTree.SubElement(feed, "link", href=address.rpartition("/")[0] + "/")
    _add(feed, "updated", changes[0].time)
    _add(ElementTree.SubElement(feed, "author"), "name", title)
    for one in changes:
        entry = ElementTree.SubElement(feed, "entry")
        _add(entry, "title", one.title if one.is_new else f"Changed: {one.title}")
        # A page that is changed again is news again.
        _add(entry, "id", f"{one.address}#changed-{one.time}")
        ElementTree.SubElement(entry, "link", href=one.address)
        _add(entry, "updated", one.time)
        if one.summary:
            _add(entry, "summary", one.summary)
    return _written(feed)


def sitemap(pages: Iterable[tuple[str, str]]) -> bytes:
    """Return a map of a site by the protocol of https://www.sitemaps.org/.

    Args:
        pages: Whole address of each page, and the day of its last change, empty if not known.
    """
    urls = ElementTree.Element("urlset", xmlns=_SITEMAP)
    for address, day in pages:
        url = ElementTree.SubElement(urls, "url")
        _add(url, "loc", address)
        if day:
            _add(url, "lastmod", day)
    return _written(urls)


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = text


def _written(root: ElementTree.Element) -> bytes:
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return f"<?xml version='1.0' encoding='utf-8'?>\n{text}\n".encode()
