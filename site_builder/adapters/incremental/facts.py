"""Keep the addresses and anchors of finished pages, so that only new pages are read for them."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from site_builder.adapters.incremental.described import digest
from site_builder.model import OutputFile
from site_builder.stages.store import Store
from site_builder.text.html import Document, Link, read_document
from site_builder.text.navigation_cut import without_navigation

_KIND = "facts"


class Facts:
    """Reads the documents of one build, or takes from the store what was read of them."""

    def __init__(  # noqa: PLR0913 - all of it is known to the build alone
        self,
        store: Store,
        state: str,
        target: Path,
        keys: Mapping[str, str],
        step: Callable[[], None],
        *,
        alike: bool,
    ) -> None:
        """Begin with what was read of the last site.

        Args:
            store: Where it lies between builds, as one object of a site.
            state: The version of what reads.
            target: The folder of the site.
            keys: For each finished page that is as the store knows it, what it was made of.
            step: Is called before each document, and may end the build by an exception.
            alike: Whether the tree of the navigation is the same on all pages, but for the way to
                the root: it is then read once for each way.
        """
        self._store = store
        self._name = digest(state, str(target), str(alike))
        self._keys = keys
        self._alike, self._step = alike, step
        self._depths: set[int] = set()
        kept = store.get(_KIND, self._name)
        self._last: dict[str, list[Any]] = json.loads(kept) if kept else {}
        self._now: dict[str, list[Any]] = {}

    def __call__(self, file: OutputFile) -> Document:
        """Return the addresses and anchors of an HTML file."""
        self._step()
        depth = file.path.count("/")
        if self._alike and depth not in self._depths:
            self._depths.add(depth)
            return read_document(file.data)
        key = self._keys.get(file.path)
        if key is None:
            return self._read(file)
        kept = self._last.get(file.path)
        if kept is not None and kept[0] == key:
            self._now[file.path] = kept
            _, ids, links, redirect = kept
            return Document(tuple(ids), tuple(Link(*one) for one in links), redirect)
        document = self._read(file)
        links = [(one.target, one.loaded, one.element) for one in document.links]
        self._now[file.path] = [key, document.ids, links, document.redirect]
        return document

    def keep(self) -> None:
        """Keep for the next build what is known of the pages now."""
        if self._now != self._last:
            self._store.put(_KIND, self._name, json.dumps(self._now).encode())

    def _read(self, file: OutputFile) -> Document:
        return read_document(without_navigation(file.data) if self._alike else file.data)
