"""Where pages, and the ids on them, are found when many pages share one document."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from site_builder.model import Code, RenderedPage, Volume
from site_builder.text.finding import Finding
from site_builder.text.html import read_document

_SAFE = "/:.,;!()*'~_-+=@$"
"""What may stand in an anchor as it is, so that an address stays readable."""
_FURNITURE = ("about", "content", "contents", "cover", "search", "theme", "top")
"""Ids of the file's own parts; further ones begin with `sb-`, as no page does."""


class Targets:
    """The ids of all pages in all volumes, each unique, and the addresses that lead to them.

    An id keeps its name behind the address of its page, as in `guides/streaming/what-youll-see`, so
    it is readable and does not change when another page does. The ids of a folder's own page go
    behind `index`, as in `guides/index/overview`: a page of that folder may be called `overview`.
    """

    def __init__(self, volumes: Sequence[Volume]) -> None:
        self._files = {page.source: one.file for one in volumes for page in one.pages}
        self._pages: dict[str, str] = {}
        self._ids: dict[str, Mapping[str, str]] = {}
        self._clashes: dict[str, tuple[str, ...]] = {}
        taken = set(_FURNITURE)
        pages = [page for one in volumes for page in one.pages]
        for page in pages:
            self._pages[page.source] = _unique(_slug(page) or "index", taken)
        for page in pages:
            ids = dict.fromkeys(read_document(page.html).ids)
            wanted = {one: f"{self._prefix(page)}/{one}" for one in ids}
            self._clashes[page.source] = tuple(one for one in ids if wanted[one] in taken)
            self._ids[page.source] = {one: _unique(name, taken) for one, name in wanted.items()}

    def state(self) -> str:
        """Return a digest of all ids and addresses."""
        told = json.dumps([self._files, self._pages, self._ids, self._clashes])
        return hashlib.sha256(told.encode()).hexdigest()

    def __contains__(self, page: RenderedPage) -> bool:
        return page.source in self._pages

    def id_of(self, page: RenderedPage, anchor: str = "") -> str:
        """Return the id for a page or for an anchor on it, whether or not the page has it."""
        if not anchor:
            return self._pages[page.source]
        return self._ids[page.source].get(anchor) or f"{self._prefix(page)}/{anchor}"

    def address(self, page: RenderedPage, anchor: str, file: str) -> str:
        """Return the address of a page or an anchor on it, for a link that stands in a file."""
        own = self._files[page.source]
        return f"{'' if own == file else quote(own)}#{encoded(self.id_of(page, anchor))}"

    def clashes(self, page: RenderedPage) -> Iterator[Finding]:
        """Yield the anchors of a page whose address another page has."""
        for anchor in self._clashes[page.source]:
            message = (
                f"the heading '{anchor}' and another page both want the address "
                f"'#{self._prefix(page)}/{anchor}' in the single file; "
                f"the heading is at '#{self.id_of(page, anchor)}'"
            )
            yield Finding(Code.ANCHOR_CLASH, anchor, message)

    def _prefix(self, page: RenderedPage) -> str:
        own = self._pages[page.source]
        is_folder = _slug(page) and page.source.rpartition("/")[2].startswith(("index.", "README."))
        return f"{own}/index" if is_folder else own


def encoded(name: str) -> str:
    """Return a name as it may stand behind the `#` of an address; letters stay readable."""
    if name.isascii():
        return quote(name, _SAFE)
    return "".join(one if one > "\x7f" and one.isprintable() else quote(one, _SAFE) for one in name)


def _slug(page: RenderedPage) -> str:
    stem = page.url.removesuffix(".html")
    # An id must not hold white space; the names of files may.
    path = "-".join(stem.split())
    return "" if path == "index" else path.removesuffix("/index").strip("/")


def _unique(name: str, taken: set[str]) -> str:
    """Return a name that is not taken, and take it."""
    candidate, number = name, 2
    while candidate in taken:
        candidate, number = f"{name}~{number}", number + 1
    taken.add(candidate)
    return candidate
