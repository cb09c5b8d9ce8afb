"""Addresses of other sites: which can be asked for, and what their fragments stand for."""

import re
from collections.abc import Collection
from fnmatch import fnmatchcase
from urllib.parse import unquote, urldefrag, urlsplit

_RESERVED = frozenset({"example.com", "example.org", "example.net", "localhost"})
"""Names that stand for any host, see https://www.rfc-editor.org/rfc/rfc2606."""
_RESERVED_ENDS = (
    *(".example", ".invalid", ".localhost", ".test"),
    *(".example.com", ".example.org", ".example.net"),
)
_PLACEHOLDER = re.compile(r"[{}<>$*`|\\]|\.\.\.|…|\[(?![\da-fA-F:.]+\])")
"""What stands in an address that a reader shall complete."""
_LINES = re.compile(r"L\d+(C\d+)?(-L?\d+(C\d+)?)?|lines-\d+(:\d+)?")
"""Lines of a file, which the sites that show code mark by a script."""


def can_be_asked(url: str) -> bool:
    """Return whether an address is that of a server on the web which somebody runs.

    Args:
        url: A full address. What stands for any host or for this machine, as in the text of a
            tutorial, is nobody's, and so is what a reader shall complete.
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
        parts.port  # noqa: B018 - reading it raises for a bad one
    except ValueError:
        return False
    if parts.scheme not in {"http", "https"} or _PLACEHOLDER.search(url):
        return False
    if host in _RESERVED or host.endswith(_RESERVED_ENDS) or host.startswith("127."):
        return False
    # A name without a dot is one of a network at home or of containers.
    return ("." in host or ":" in host) and host not in {"0.0.0.0", "::1"}  # noqa: S104 - not bound


def split_fragment(url: str) -> tuple[str, str]:
    """Return the address of a page, and the fragment if it must have an anchor of that name.

    Args:
        url: A full address. The top of a page, a text that a browser searches for, and the path of
            a program that runs in the page need no anchor.
    """
    page, fragment = urldefrag(url)
    name = unquote(fragment).partition(":~:")[0]
    needed = name not in {"", "top"} and not name.startswith(("!", "/"))
    return page, name if needed else ""


def has_fragment(fragment: str, anchors: Collection[str]) -> bool:
    """Return whether a page has the anchor that a fragment names.

    Args:
        fragment: The fragment, decoded.
        anchors: The ids of the page. GitHub puts a word before those of a text that a user wrote,
            which a script takes away again; lines of code get theirs from a script.
    """
    if fragment in anchors or f"user-content-{fragment.lower()}" in anchors:
        return True
    return bool(_LINES.fullmatch(fragment))


def matches(pattern: str, url: str) -> bool:
    """Return whether an address is one that a pattern names, in which stars stand for any text."""
    # Brackets and question marks are what they are in addresses.
    escaped = re.sub(r"[\[?]", lambda match: f"[{match[0]}]", pattern)
    return fnmatchcase(url, escaped)
