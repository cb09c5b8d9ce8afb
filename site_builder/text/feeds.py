"""Read the addresses in files of a site that programs read: sitemaps, feeds, lists of pages."""

from collections.abc import Iterator
from xml.etree import ElementTree
from xml.parsers import expat

from site_builder.text.written_links import links_of_markdown

_FEEDS = frozenset({"urlset", "sitemapindex", "rss", "RDF", "feed"})
"""Names of the roots of sitemaps, of RSS and of Atom."""
_IN_TEXT = frozenset({"loc", "link", "url", "comments"})
"""Elements whose text is an address."""
_IN_ATTRIBUTE = frozenset({"href", "url", "src"})


class _EntitiesError(ValueError):
    """A file declares entities, by which a small one can become a huge one."""


def is_feed(name: str) -> bool:
    """Return whether a file of that name may give addresses to programs."""
    return name in {"llms.txt", "robots.txt"} or name.endswith(".xml")


def addresses_of_feed(name: str, data: bytes) -> tuple[str, ...]:
    """Return the addresses that a file of a site gives to programs, each once.

    Args:
        name: Name of the file.
        data: What it holds. A file that is none of these kinds, or cannot be read, has none.
    """
    if name == "llms.txt":
        found = (one.target for one in links_of_markdown(data.decode(errors="replace")))
        return tuple(dict.fromkeys(found))
    if name == "robots.txt":
        lines = data.decode(errors="replace").splitlines()
        named = (line.partition(":") for line in lines)
        found = (rest.strip() for key, _, rest in named if key.strip().lower() == "sitemap")
        return tuple(dict.fromkeys(found))
    return tuple(dict.fromkeys(_of_xml(data))) if name.endswith(".xml") else ()


def _of_xml(data: bytes) -> Iterator[str]:
    parser = expat.ParserCreate()
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(data, True)  # noqa: FBT003 - the function takes it by position only
        root = ElementTree.fromstring(data)  # noqa: S314 - it has no entities, as seen just now
    except (expat.ExpatError, ElementTree.ParseError, ValueError, LookupError):
        return
    if _local(root.tag) not in _FEEDS:
        return
    for node in root.iter():
        name, text = _local(node.tag), (node.text or "").strip()
        is_link = name == "guid" and node.get("isPermaLink", "true") == "true" and "://" in text
        if text and (name in _IN_TEXT or is_link):
            yield text
        # The name of a vocabulary is no address that anybody follows.
        yield from (value for key, value in node.attrib.items() if _local(key) in _IN_ATTRIBUTE)


def _local(name: object) -> str:
    return str(name).rpartition("}")[2]


def _refuse(*_: object) -> None:
    raise _EntitiesError
