"""Put links and pictures in the place of what a page embeds as a document of its own."""

from collections.abc import Iterator
from html import escape
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from site_builder.model import Code
from site_builder.text.finding import Finding

_PICTURES = (".svg", ".png", ".jpeg", ".jpg", ".webp", ".gif", ".avif")
_KEPT = ("id", "class", "style", "title", "width", "height")
"""Attributes of an embedded picture that say how it looks, or by what name others know it."""
_BLOCKS = "article aside blockquote body center dd details div figure footer header li main section"
_HOLDS_PARAGRAPHS = frozenset([*_BLOCKS.split(), "td", "th"])
_CONTROLS = frozenset({"a", "button"})
"""Elements that hold no link."""
_DRAWINGS = frozenset({"svg", "math"})


def replace_embedded(root: LexborNode) -> Iterator[Finding]:
    """Replace frames, objects and plug-ins, which a document without requests cannot show.

    A frame becomes a link to its page. An object becomes the picture that it is, or what its
    author wrote for browsers that cannot show it, or a link.

    Args:
        root: The tree, or the content of a template, changed in place.

    Yields:
        What a reader has to go to another site for, or cannot see at all.
    """
    for node in root.css("iframe"):
        yield from _replace_frame(node)
    # The inner one is what a browser shows that does not know the outer one.
    for node in reversed(root.css(":is(object, embed)")):
        yield from _replace_object(node)


def replace_node(node: LexborNode, html: str) -> None:
    """Put an element, written as HTML, in the place of a node."""
    node.replace_with(LexborHTMLParser(f"<body>{html}</body>").css("body > *")[0])


def has_ancestor(node: LexborNode, tags: frozenset[str]) -> bool:
    """Return whether a node lies in one of several elements, within the same kind of text.

    What stands in the `foreignObject` of a drawing is text again.
    """
    at = node.parent
    while at is not None and at.tag != "foreignObject":
        if at.tag in tags:
            return True
        at = at.parent
    return False


def _replace_frame(node: LexborNode) -> Iterator[Finding]:
    attributes = node.attributes
    address = (attributes.get("src") or "").strip()
    if not address or address.startswith("about:") or has_ancestor(node, _DRAWINGS):
        node.remove()
        if attributes.get("srcdoc"):
            message = "a page written into an attribute 'srcdoc' is left out"
            hint = "write what it shows into the page itself"
            yield Finding(Code.CONTENT_ACTIVE, "srcdoc", message, hint)
        return
    _put_link(node, address, _label(node) or "Open the embedded page")
    yield from _remote(address, "page")


def _replace_object(node: LexborNode) -> Iterator[Finding]:
    attributes = node.attributes
    address = (attributes.get("data" if node.tag == "object" else "src") or "").strip()
    if has_ancestor(node, _DRAWINGS):
        node.remove()
    elif not address:
        node.unwrap(delete_empty=True)
    elif _is_picture(address, attributes.get("type") or ""):
        kept = "".join(
            f' {name}="{escape(attributes[name] or "")}"' for name in _KEPT if name in attributes
        )
        alt = escape(_label(node) or _fallback(node))
        replace_node(node, f'<img src="{escape(address)}" alt="{alt}"{kept}>')
    else:
        if node.css_first("a[href]"):
            node.unwrap()
        else:
            words = _label(node) or _fallback(node) or _file_name(address)
            _put_link(node, address, words or "Open the embedded file")
        yield from _remote(address, "file")


def _remote(address: str, what: str) -> Iterator[Finding]:
    if address.lower().startswith(("http://", "https://", "//")):
        message = f"the embedded {what} '{address}' lies on another site"
        hint = "a link stands in its place; say in words what it shows"
        yield Finding(Code.ASSET_REMOTE, address, message, hint)


def _put_link(node: LexborNode, address: str, words: str) -> None:
    own = node.attributes.get("id")
    start = f'class="embedded" id="{escape(own)}"' if own else 'class="embedded"'
    if has_ancestor(node, _CONTROLS):
        replace_node(node, f"<span {start}>{escape(words)}</span>")
        return
    href = f"https:{address}" if address.startswith("//") else address
    link = f'<a {start} href="{escape(href)}">{escape(words)}</a>'
    replace_node(node, f"<p>{link}</p>" if _may_hold_paragraph(node.parent) else link)


def _may_hold_paragraph(node: LexborNode | None) -> bool:
    # An object goes away itself, and the content of a template has no element around it.
    while node is not None and node.tag == "object":
        node = node.parent
    return node is not None and (not node.tag or node.tag in _HOLDS_PARAGRAPHS)


def _label(node: LexborNode) -> str:
    attributes = node.attributes
    return _words(attributes.get("title") or attributes.get("aria-label") or "")


def _fallback(node: LexborNode) -> str:
    """Return in words what stands inside an object."""
    picture = node.css_first("img[alt]:not([alt=''])")
    return _words(node.text()) or (picture.attributes["alt"] or "" if picture else "")


def _words(text: str) -> str:
    return " ".join(text.split())


def _is_picture(address: str, kind: str) -> bool:
    if kind or address.startswith("data:"):
        return (kind or address.removeprefix("data:")).strip().lower().startswith("image/")
    return _file_name(address).lower().endswith(_PICTURES)


def _file_name(address: str) -> str:
    if address.startswith("data:"):
        return ""
    path = address.partition("#")[0].partition("?")[0]
    return unquote(path.rstrip("/").rpartition("/")[2])
