"""Rename the ids of an HTML fragment with all that refers to them, and replace its addresses."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from site_builder.text.html import Link, split_srcset

_REFERS = ("commandfor", "form", "list", "popovertarget")
"""Attributes that hold one id."""
_IN_FORMS = frozenset({"button", "fieldset", "input", "object", "output", "select", "textarea"})
_REFERS_MANY = (
    # Of a label one id, of an output several.
    "for",
    "headers",
    "itemref",
    "aria-activedescendant",
    "aria-controls",
    "aria-describedby",
    "aria-details",
    "aria-errormessage",
    "aria-flowto",
    "aria-labelledby",
    "aria-owns",
)
"""Attributes that hold ids divided by white space."""
_ADDRESSES = ("href", "xlink:href", "src", "poster", "data", "srcset", "action")
_SHARED_NAMES = ":is(a, details, map, input[type=radio])[name]"
"""Elements whose name is known to the whole document, as an id is: radio buttons of one name are
one group, and so are details; two pages may use the same name."""
_URL = re.compile(r"url\((?P<quote>['\"]?)#(?P<id>[^'\")]+)(?P=quote)\)")

Rename = Callable[[str], str]
Replace = Callable[[Link], str]


def rewrite_fragment(html: str, rename: Rename, replace: Replace) -> str:
    """Return a fragment with other ids and addresses; see `rewrite_tree`."""
    tree = LexborHTMLParser(f"<body>{html}</body>")
    rewrite_tree(tree, rename, replace)
    return (tree.body.inner_html or "") if tree.body else ""


def rewrite_tree(tree: LexborHTMLParser, rename: Rename, replace: Replace) -> None:
    """Give a parsed fragment other ids and addresses.

    An id that the fragment has more than once, which some renderers make, stays with the first
    element; the others get ids of their own, for nothing can refer to them.

    Args:
        tree: The fragment, parsed as the body of a document.
        rename: Given an id, returns the new one.
        replace: Given an address, returns the new one; an empty text takes the attribute away.
    """
    # Selectors find the few elements that matter; looking at each from here would take far longer.
    for node in tree.css(_any_of(_ADDRESSES)):
        for name in _ADDRESSES:
            if node.attributes.get(name) is not None:
                _rewrite_address(node, name, replace)
    _tell_apart(tree)
    for node in tree.css("[id]:not([id=''])"):
        node.attrs["id"] = rename(node.attributes["id"] or "")
    for node in tree.css(_SHARED_NAMES):
        if node.attributes["name"]:
            node.attrs["name"] = rename(node.attributes["name"])
    for node in tree.css(_any_of((*_REFERS, *_REFERS_MANY, "usemap"))):
        _rewrite_references(node, rename)
    if "url(" in (tree.html or ""):
        for node in tree.css("*"):
            _rewrite_styles(node, rename)


def _any_of(names: Sequence[str]) -> str:
    """Return a selector of elements with one attribute of several, each element found once."""
    return f":is({', '.join('[' + name.replace(':', chr(92) + ':') + ']' for name in names)})"


def _tell_apart(tree: LexborHTMLParser) -> None:
    seen: Counter[str] = Counter()
    for node in tree.css("[id]:not([id=''])"):
        own = node.attributes["id"] or ""
        seen[own] += 1
        if seen[own] > 1:
            for name in ("id", "name") if node.attributes.get("name") == own else ("id",):
                node.attrs[name] = f"{own}~{seen[own]}"


def _rewrite_references(node: LexborNode, rename: Rename) -> None:
    for name, value in list(node.attributes.items()):
        if not value:
            continue
        if name == "form" and node.tag not in _IN_FORMS:
            # In MathML this is no reference.
            continue
        if name in _REFERS:
            node.attrs[name] = rename(value)
        elif name in _REFERS_MANY:
            node.attrs[name] = " ".join(rename(one) for one in value.split())
        elif name == "usemap":
            node.attrs[name] = f"#{rename(value.removeprefix('#'))}"


def _rewrite_styles(node: LexborNode, rename: Rename) -> None:
    """Rename the ids to which colours, masks and filters of a drawing refer."""
    for name, value in list(node.attributes.items()):
        if value and "url(" in value:
            node.attrs[name] = _URL.sub(lambda one: f"url(#{rename(one['id'])})", value)


def _rewrite_address(node: LexborNode, name: str, replace: Replace) -> None:
    value = node.attributes[name] or ""
    tag = node.tag or ""
    loaded = tag not in {"a", "area", "form"}
    if name == "srcset":
        # One picture is enough inside the file; the first is the one that `src` falls back to.
        new = ", ".join(
            filter(None, (replace(Link(one, loaded, tag)) for one in split_srcset(value)[:1]))
        )
    else:
        new = replace(Link(value.strip(), loaded, tag))
    if not new:
        del node.attrs[name]
        return
    node.attrs[name] = new
    if new.startswith("#") and "download" in node.attributes:
        # What was a file beside the page is a place in this document, which nobody wants to save.
        del node.attrs["download"]
    if tag == "a" and new.startswith("data:") and not node.attributes.get("download"):
        # Browsers do not go to such an address; they save it, under the name that is given here.
        node.attrs["download"] = unquote(urlsplit(value).path.rpartition("/")[2])
