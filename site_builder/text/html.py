"""Read the ids and links of an HTML document with a parser."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

_LOADED = {
    # What a browser fetches by itself when it shows the element.
    "audio": ("src",),
    "embed": ("src",),
    "iframe": ("src",),
    "image": ("href", "xlink:href"),
    "img": ("src", "srcset"),
    "input": ("src",),
    "link": ("href",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "use": ("href", "xlink:href"),
    "video": ("src", "poster"),
}
_FOLLOWED = {
    # Where a reader goes by a click.
    "a": ("href", "xlink:href"),
    "area": ("href",),
    "form": ("action",),
}
_TELLING = f":is([id], a[name], meta, {', '.join((*_LOADED, *_FOLLOWED))})"
"""Elements that can hold an id or an address."""
_NOT_LOADED_RELS = {"canonical", "alternate", "prev", "next", "author", "license", "me", "help"}


@dataclass(frozen=True, slots=True)
class Link:
    """An address in a document."""

    target: str
    """The address as written."""
    loaded: bool
    """Whether a browser fetches it to show the document, as opposed to following it."""
    element: str
    """Name of the element."""


@dataclass(frozen=True, slots=True)
class Document:
    """What the checks need of an HTML document."""

    ids: tuple[str, ...]
    """All ids and anchor names in order, repeated ones included."""
    links: tuple[Link, ...]
    redirect: str = ""
    """Where the document sends its reader at once, if it does."""
    anchors: frozenset[str] = field(init=False, repr=False, compare=False)
    """The ids, to look one up among thousands."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "anchors", frozenset(self.ids))


def read_document(html: str | bytes) -> Document:
    """Parse an HTML document or fragment.

    Args:
        html: The document as text or UTF-8 bytes.

    Returns:
        Its ids and links.
    """
    ids: list[str] = []
    links: list[Link] = []
    redirect = ""
    # One selector with all of them: a list of selectors would give an element once for each match.
    for node in LexborHTMLParser(html).css(_TELLING):
        attributes = node.attributes
        anchors = (attributes.get("id"), attributes.get("name") if node.tag == "a" else None)
        ids.extend(dict.fromkeys(anchor for anchor in anchors if anchor))
        if node.tag == "meta":
            redirect = _refresh_target(node) or redirect
        elif node.tag in _LOADED or node.tag in _FOLLOWED:
            links.extend(_links_of(node))
    if redirect:
        links.append(Link(redirect, loaded=False, element="meta"))
    return Document(tuple(ids), tuple(links), redirect)


def _links_of(node: LexborNode) -> Iterator[Link]:
    tag = node.tag or ""
    attributes = node.attributes
    loaded = tag in _LOADED
    if tag == "link" and _NOT_LOADED_RELS & set((attributes.get("rel") or "").split()):
        # These name other documents, often by the full address of the published site.
        return
    for name in _LOADED.get(tag, ()) + _FOLLOWED.get(tag, ()):
        value = attributes.get(name)
        if value is None:
            continue
        targets = split_srcset(value) if name == "srcset" else (value.strip(),)
        yield from (Link(target, loaded, tag) for target in targets)


def split_srcset(value: str) -> tuple[str, ...]:
    """Return the addresses of a `srcset`, whose entries are divided by a comma and white space."""
    addresses: list[str] = []
    rest = value.split(maxsplit=1)
    while rest:
        address, after = rest[0], "".join(rest[1:])
        if not address.endswith(","):
            _, _, after = after.partition(",")
        addresses.append(address.rstrip(","))
        rest = after.split(maxsplit=1)
    return tuple(address for address in addresses if address)


def _refresh_target(node: LexborNode) -> str:
    attributes = node.attributes
    if (attributes.get("http-equiv") or "").lower() != "refresh":
        return ""
    content = attributes.get("content") or ""
    at = content.lower().find("url=")
    return content[at + len("url=") :].strip("'\" ") if at >= 0 else ""
