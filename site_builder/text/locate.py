"""Tell which file of a site, or of another one, an address names that a browser loads."""

import posixpath
from urllib.parse import unquote, urldefrag, urljoin, urlsplit


def locate(base: str, target: str, site_url: str = "") -> tuple[str, str]:
    """Return the file that an address names, and the part of it.

    Args:
        base: File in which the address stands: a path below the site's folder, or a full address.
        target: The address as written.
        site_url: Full address of the site, which is cut off.

    Returns:
        A path below the site's folder, or a full address without its fragment, and the fragment;
        two empty texts if it is neither a path nor an address of the web.
    """
    try:
        full = urljoin(base, target) if is_remote(base) else target
        parts = urlsplit(full)
    except ValueError:
        return "", ""
    if parts.netloc and not parts.scheme:
        full = f"https:{full}"
    elif parts.scheme not in {"", "http", "https"} or not (parts.netloc or parts.path):
        return "", ""
    address, fragment = urldefrag(full)
    site = site_url.rstrip("/") + "/"
    if site_url and address.startswith(site):
        address = f"{urlsplit(site).path}{address[len(site) :]}"
    if is_remote(address):
        return address, fragment
    path = unquote(urlsplit(address).path)
    if path.startswith("/"):
        inside = path.removeprefix(urlsplit(site).path)
        return posixpath.normpath(inside.lstrip("/")), fragment
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), path)), fragment


def is_remote(address: str) -> bool:
    """Return whether an address is one of the web, as opposed to a path."""
    return address.lower().startswith(("http://", "https://"))
