"""Keep what Markdown was converted into, with all that the conversion read."""

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from site_builder.adapters.incremental.described import digest, digest_of_file
from site_builder.adapters.incremental.reads import is_there, unwatched, watched_reads
from site_builder.adapters.incremental.vouched import (
    heard_anchors,
    needs_conversion,
    tell_anchors,
)
from site_builder.stages.store import Store

_KIND = "pages"

Expand = Callable[[str], tuple[str, Callable[[], None]]]
"""Puts samples into a text; what it returns beside the text notes what is wrong with them."""


@dataclass(slots=True)
class Redone:
    """The pages that a build made anew, by their paths below the docs folder."""

    converted: set[str] = field(default_factory=set)
    """Those whose Markdown was converted."""
    rendered: set[str] = field(default_factory=set)
    """Those around which the theme's template was put."""


class Conversions:
    """The pages of one build: each is converted, or taken from the store if that gives the same.

    A kept page is found by its text, its address and the configuration. It counts only if what the
    conversion asked for is as it was: the samples that were put in, the files that were opened, the
    pages that links lead to.
    """

    def __init__(self, store: Store, state: str, expand: Expand, converted: set[str]) -> None:
        """Begin a build.

        Args:
            store: Where pages are kept.
            state: All that each conversion depends on, in words.
            expand: What puts samples into the current page.
            converted: Gets the paths of the pages that are converted and not taken.
        """
        self._converted = converted
        self._store = store
        self._state = state
        self._expand = expand
        self._expanded: list[tuple[str, str, str]] = []
        self.state_of: Callable[[str], str] = _unknown
        """Returns what the samples of the current page depend on, empty if that is not known."""
        self._digests: dict[str, str] = {}
        self.reads: dict[str, tuple[str, ...]] = {}
        """The files that conversions read, by the paths of the pages."""

    def forget_files(self) -> None:
        """Look again at what files hold: some have changed since the build."""
        self._digests = {}

    def expand(self, text: str) -> str:
        """Return the current page with samples, and note what was made of it."""
        with unwatched():
            expanded, note = self._expand(text)
            note()
        self._expanded.append((text, digest(expanded), self.state_of(text)))
        return expanded

    def render(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Convert a page, as its own method of this name does, or take what is kept of it."""
        text = page.markdown or ""
        if needs_conversion(text, config):
            self._convert(page, config, files)
            return
        key = digest(self._state, page.file.src_uri, page.file.url, str(page.file.inclusion), text)
        kept = self._store.get(_KIND, key)
        if kept is None or not self._take(kept, page, config, files):
            record = self._convert(page, config, files)
            if record:
                self._store.put(_KIND, key, record)

    def _convert(self, page: Page, config: MkDocsConfig, files: Files) -> bytes:
        """Convert a page; return a record of it, empty if the next build could not trust that."""
        self._converted.add(page.file.src_uri)
        self.reads.pop(page.file.src_uri, None)
        self._expanded = []
        asked = _AskedFiles(files)
        with watched_reads() as reads, _heard() as messages, heard_anchors(config) as told:
            type(page).render(page, config, asked)
        self.reads[page.file.src_uri] = tuple(sorted(reads.paths))
        if reads.beyond or messages or asked.whole:
            # A message that is not repeated would be a mistake that nobody hears of again.
            return b""
        links: dict[File, dict[str, str]] = page.links_to_anchors or {}
        head = {
            "toc": [_told(one) for one in page.toc],
            "title": page._title_from_render,
            "anchors": sorted(page.present_anchor_ids or ()),
            "links": [
                [file.src_uri, anchor, link]
                for file, anchors in links.items()
                for anchor, link in anchors.items()
            ],
            "samples": self._expanded,
            "files": asked.answers,
            "told": told,
            "sought": reads.sought,
            "read": {path: self._digest(path) for path in sorted(reads.paths)},
        }
        return f"{json.dumps(head)}\n{page.content}".encode("utf-8", "surrogatepass")

    def _take(self, kept: bytes, page: Page, config: MkDocsConfig, files: Files) -> bool:
        """Give a page what is kept of it; return whether that is still right."""
        first, _, html = kept.partition(b"\n")
        head: dict[str, Any] = json.loads(first)
        if not self._stands(head, files):
            return False
        self.reads[page.file.src_uri] = tuple(head["read"])
        notes = []
        for text, expanded, state in head["samples"]:
            if state and state == self.state_of(text):
                continue
            now, note = self._expand(text)
            if digest(now) != expanded:
                return False
            notes.append(note)
        for note in notes:
            note()
        tell_anchors(head["told"], page, config)
        page.content = html.decode("utf-8", "surrogatepass")
        page.toc = TableOfContents([_link_of(*one) for one in head["toc"]])
        if page.toc.items:
            # As MkDocs marks it.
            page.toc.items[0].active = True  # type: ignore[attr-defined]
        page._title_from_render = head["title"]
        page.present_anchor_ids = set(head["anchors"])
        page.links_to_anchors = {}
        for source, anchor, link in head["links"]:
            target = files.src_uris[source]
            page.links_to_anchors.setdefault(target, {})[anchor] = link
        return True

    def _stands(self, head: Mapping[str, Any], files: Files) -> bool:
        """Return whether all that a conversion read, and was answered about files, is as it was."""
        return (
            all(self._digest(path) == state for path, state in head["read"].items())
            and all(is_there(*asked.split(" ", 1)) == was for asked, was in head["sought"].items())
            and all(
                _answer(files.src_uris.get(path) or files.get_file_from_path(path)) == answer
                for path, answer in head["files"].items()
            )
        )

    def _digest(self, path: str) -> str:
        if path not in self._digests:
            self._digests[path] = digest_of_file(Path(path))
        return self._digests[path]


def _unknown(text: str) -> str:
    del text
    return ""


class _AskedFiles(Files):
    """The files of a site, with a record of what was asked about them."""

    def __init__(self, files: Files) -> None:
        self._all = files
        self.answers: dict[str, list[str] | None] = {}
        self.whole = False
        """Whether something looked at all of them."""

    @property
    def _src_uris(self) -> dict[str, File]:  # type: ignore[override]
        self.whole = True
        return dict(self._all.src_uris)

    def get_file_from_path(self, path: str) -> File | None:
        found = self._all.get_file_from_path(path)
        self.answers[path] = _answer(found)
        return found


class _Ear(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.name)


@contextmanager
def _heard() -> Iterator[list[str]]:
    """Yield the names of who says something."""
    ear = _Ear()
    loggers = (logging.getLogger(), logging.getLogger("mkdocs"))
    for logger in loggers:
        logger.addHandler(ear)
    try:
        yield ear.heard
    finally:
        for logger in loggers:
            logger.removeHandler(ear)


def _answer(file: File | None) -> list[str] | None:
    return [file.src_uri, file.url, str(file.inclusion)] if file else None


def _told(link: AnchorLink) -> list[Any]:
    return [link.title, link.id, link.level, [_told(one) for one in link.children]]


def _link_of(title: str, anchor: str, level: int, children: list[Any]) -> AnchorLink:
    link = AnchorLink(title, anchor, level)
    link.children = [_link_of(*one) for one in children]
    return link
