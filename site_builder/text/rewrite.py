"""Rename the ids of an HTML fragment with all that refers to them, and replace its addresses."""

import re
from collections import Counter
from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from site_builder.text.html import Link, split_srcset

_REFERS = ("commandfor", "for", "form", "list", "popovertarget")
"""Attributes that hold one id."""
_REFERS_MANY = (
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
_URL = re.compile(r"url\((?P<quote>['\"]?)#(?P<id>[^'\")]+)(?P=quote)\)")

Rename = Callable[[str], str]
Replace = Callable[[Link], str]


def rewrite_fragment(html: str, rename: Rename, replace: Replace) -> str:
    """Return a fragment with other ids and addresses.

    An id that the fragment has more than once, which some renderers make, stays with the first
    element; the others get ids of their own, for nothing can refer to them. Scripts and handlers of
    events are left out.

    Args:
        html: The fragment.
        rename: Given an id, returns the new one.
        replace: Given an address, returns the new one; an empty text takes the attribute away.

    Returns:
        The fragment as the parser writes it.
    """
    tree = LexborHTMLParser(f"<body>{html}</body>")
    # The policy of the file lets no script of a page run; one that stays would only raise an error.
    tree.strip_tags(["script"])
    seen: Counter[str] = Counter()
    for node in tree.css("*"):
        own = node.attributes.get("id")
        if own:
            seen[own] += 1
            if seen[own] > 1:
                for name in ("id", "name") if node.attributes.get("name") == own else ("id",):
                    node.attrs[name] = f"{own}~{seen[own]}"
        for name, value in list(node.attributes.items()):
            # An empty id is none, but an empty address is that of the page itself.
            if value or (value is not None and name in _ADDRESSES):
                _rewrite_attribute(node, name, value, rename, replace)
    return (tree.body.inner_html or "") if tree.body else ""


def _rewrite_attribute(
    node: LexborNode, name: str, value: str, rename: Rename, replace: Replace
) -> None:
    if name.startswith("on"):
        del node.attrs[name]
    elif name in {"id", *_REFERS} or (name == "name" and _is_shared(node)):
        node.attrs[name] = rename(value)
    elif name == "usemap":
        node.attrs[name] = f"#{rename(value.removeprefix('#'))}"
    elif name in _REFERS_MANY:
        node.attrs[name] = " ".join(rename(one) for one in value.split())
    elif name in _ADDRESSES:
        _rewrite_address(node, name, value, replace)
    elif "url(" in value:
        node.attrs[name] = _URL.sub(lambda match: f"url(#{rename(match['id'])})", value)


def _is_shared(node: LexborNode) -> bool:
    """Return whether the name of an element is known to the whole document, as an id is.

    Radio buttons of one name are one group, and so are details; two pages may use the same name.
    """
    return node.tag in {"a", "details", "map"} or node.attributes.get("type") == "radio"


def _rewrite_address(node: LexborNode, name: str, value: str, replace: Replace) -> None:
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
    if tag == "a" and new.startswith("data:") and not node.attributes.get("download"):
        # Browsers do not go to such an address; they save it, under the name that is given here.
        node.attrs["download"] = unquote(urlsplit(value).path.rpartition("/")[2])
