"""Keep the addresses and anchors of finished pages, so that only new pages are read for them."""

import json
from collections.abc import Mapping

from site_builder.adapters.incremental.described import digest
from site_builder.model import OutputFile
from site_builder.stages.store import Store
from site_builder.text.html import Document, Link, read_document
from site_builder.text.navigation_cut import without_navigation

_KIND = "facts"


class Facts:
    """Reads the documents of one build, or takes from the store what was read of them.

    Args:
        store: Where it lies between builds.
        state: The version of what reads.
        keys: For each finished page that is as the store knows it, what it was made of.
        alike: Whether the tree of the navigation is the same on all pages, but for the way to the
            root: it is then read once for each way.
    """

    def __init__(self, store: Store, state: str, keys: Mapping[str, str], *, alike: bool) -> None:
        self._store = store
        self._state = state
        self._keys = keys
        self._alike = alike
        self._depths: set[int] = set()

    def __call__(self, file: OutputFile) -> Document:
        """Return the addresses and anchors of an HTML file."""
        depth = file.path.count("/")
        if self._alike and depth not in self._depths:
            self._depths.add(depth)
            return read_document(file.data)
        key = self._keys.get(file.path)
        if key is None:
            return self._read(file)
        key = digest(self._state, key)
        kept = self._store.get(_KIND, key)
        if kept is not None:
            ids, links, redirect = json.loads(kept)
            return Document(tuple(ids), tuple(Link(*one) for one in links), redirect)
        document = self._read(file)
        links = [(one.target, one.loaded, one.element) for one in document.links]
        self._store.put(_KIND, key, json.dumps([document.ids, links, document.redirect]).encode())
        return document

    def _read(self, file: OutputFile) -> Document:
        return read_document(without_navigation(file.data) if self._alike else file.data)
