"""Take out of a page what would run, load or disturb in a document that stands alone."""

from collections.abc import Iterator
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from site_builder.model import Code
from site_builder.text.embedded import has_ancestor, replace_embedded, replace_node
from site_builder.text.finding import Finding

_HINT = "say in words what the script shows, or put its result into the page"
_DRAWINGS = frozenset({"svg", "math"})

_UNWRAPPED = ":is(noscript, applet, portal, fencedframe, marquee, blink)"
"""Elements that go while their content stays: no script of a page runs, and nothing moves."""
_VERBATIM = ":is(xmp, listing, plaintext)"
"""Elements of old whose content is code; the last one would take in the rest of the file."""
_REMOVED = ":is(base, meta, link, param, bgsound, noembed, noframes)"
_SILENT = (
    "action",
    "attributionsrc",
    "autofocus",
    "autoplay",
    "background",
    "formaction",
    "formmethod",
    "ping",
    "shadowrootmode",
)
"""Attributes that send, load, move or hide something; nothing of the text is lost with them."""
_ADDRESSES = ("href", "xlink:href", "src", "action", "formaction", "data")
_RUNS = ("javascript:", "vbscript:", "livescript:")
_DOCUMENTS = (
    "data:text/html",
    "data:text/xml",
    "data:image/svg+xml",
    "data:application/xml",
    "data:application/xhtml+xml",
)
"""How addresses begin that hold a document, which can hold a script."""
_OPENS_DOCUMENTS = frozenset({"a", "area", "embed", "iframe", "object", "use"})
_PICTURE_HOLDERS = frozenset({"embed", "object"})
_DATA_SCRIPTS = frozenset({"importmap", "speculationrules", "text/x-mathjax-config"})


def quieten(tree: LexborHTMLParser) -> tuple[Finding, ...]:
    """Make a page one that runs no script, sends no request and does not move by itself.

    The content security policy of the document forbids all of it anyway. What is taken out here
    leaves no hole without a word, and no message in the console of the browser. What stands in
    `noscript` is shown; frames and objects give way to links and pictures; formulas in
    `<script type="math/tex">` stay for the transform that sets them. Forms stay and do nothing.

    Args:
        tree: The page, parsed as the body of a document; changed in place.

    Returns:
        What could not be kept, each thing once.
    """
    root = tree.root
    return () if root is None else tuple(dict.fromkeys(_clean(root)))


def _clean(root: LexborNode) -> Iterator[Finding]:
    """Clean a tree and, as selectors do not reach them, the templates in it."""
    for node in root.css(_UNWRAPPED):
        node.unwrap(delete_empty=True)
    for node in root.css(_VERBATIM):
        # The end of the body was swallowed with the rest of the page.
        replace_node(node, f"<pre>{escape(node.text().removesuffix('</body>'))}</pre>")
    for node in root.css("script"):
        yield from _remove_script(node)
    yield from _remove_addresses(root)
    yield from _remove_handlers(root)
    for node in root.css(_REMOVED):
        yield from _remove_loading(node)
    for node in root.css("[attributeName]"):
        if (node.attributes.get("attributeName") or "").lower() in {"href", "xlink:href"}:
            node.remove()
    for selector in ("svg style", "math style"):
        _remove_markup(root, selector)
    yield from replace_embedded(root)
    _remove_silent(root)
    for fragment in root.template_fragments():
        yield from _clean(fragment)


def _remove_markup(root: LexborNode, styles: str) -> None:
    """Remove the styles of drawings and formulas that hold what looks like an element.

    A parser does not always see where such a style ends as the one before it did, so that text in
    it may become elements when the page is read the next time.
    """
    for node in root.css(styles):
        if "<" in node.text():
            node.remove()


def _remove_script(node: LexborNode) -> Iterator[Finding]:
    kind = (node.attributes.get("type") or "").strip().lower()
    if kind.startswith("math/") and not has_ancestor(node, _DRAWINGS):
        return
    source = node.attributes.get("src") or node.attributes.get("href") or ""
    first = next(iter(node.text().strip().splitlines()), "").strip()
    node.remove()
    if not kind.endswith("json") and "template" not in kind and kind not in _DATA_SCRIPTS:
        trace = source.strip() or first
        named = f"the script '{_shortened(trace)}'" if trace else "an empty script"
        yield Finding(Code.CONTENT_ACTIVE, trace, f"{named} is left out", _HINT)


def _remove_addresses(root: LexborNode) -> Iterator[Finding]:
    names = ", ".join(f"[{name.replace(':', chr(92) + ':')}]" for name in _ADDRESSES)
    for node in root.css(f":is({names})"):
        for name in _ADDRESSES:
            value = node.attributes.get(name)
            if value and _is_active(node, value):
                del node.attrs[name]
                message = f"the address '{_shortened(value)}' could run a script and is left out"
                hint = "link to a page or a file instead"
                yield Finding(Code.CONTENT_ACTIVE, value, message, hint)


def _is_active(node: LexborNode, value: str) -> bool:
    """Return whether an address runs a script, read as browsers do: they skip white space."""
    address = "".join(one for one in value if one > " ").lower()
    if address.startswith(_RUNS):
        return True
    if node.tag in _PICTURE_HOLDERS and address.startswith("data:image/"):
        # It becomes a picture, and pictures run nothing.
        return False
    return node.tag in _OPENS_DOCUMENTS and address.startswith(_DOCUMENTS)


def _remove_handlers(root: LexborNode) -> Iterator[Finding]:
    """Remove all attributes that begin with `on`, for which there is no selector.

    Written out, an attribute is a name between a blank and `="`. Text may look the same, so that
    what is found this way is only what to look for.
    """
    parts = (root.html or "").split(" on")[1:]
    rests = dict.fromkeys(part[: part.find('="')] for part in parts if '="' in part[:40])
    for name in (f"on{rest}" for rest in rests if rest.isascii() and rest.isalpha()):
        for node in root.css(f"[{name}]"):
            del node.attrs[name]
            message = f"the script in the attribute '{name}' is left out"
            yield Finding(Code.CONTENT_ACTIVE, name, message, _HINT)


def _remove_loading(node: LexborNode) -> Iterator[Finding]:
    attributes = node.attributes
    address = (attributes.get("href") or "").strip()
    is_style = "stylesheet" in (attributes.get("rel") or "").lower().split()
    node.remove()
    if node.tag == "link" and is_style and address.lower().startswith(("http:", "https:", "//")):
        message = f"the stylesheet '{address}' lies on another site"
        hint = "add the file to the project, and name it in 'extra_css'"
        yield Finding(Code.ASSET_REMOTE, address, message, hint)


def _remove_silent(root: LexborNode) -> None:
    for node in root.css(f":is({', '.join(f'[{name}]' for name in _SILENT)})"):
        if node.tag in {"audio", "video"} and "autoplay" in node.attributes:
            # What does not begin by itself has to be started.
            node.attrs["controls"] = ""
        for name in _SILENT:
            if name in node.attributes:
                del node.attrs[name]
    for node in root.css("form"):
        # Outside a dialogue, a form of this method does nothing; browsers say nothing either.
        node.attrs["method"] = "dialog"


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"
