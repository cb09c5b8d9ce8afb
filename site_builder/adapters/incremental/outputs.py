"""Take finished pages from the last site, where nothing that they show has changed."""

import json
import logging
import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from site_builder.adapters.incremental.described import UndescribableError, describe, digest
from site_builder.stages.store import Store

_KIND = "sites"
_FILLED_LATER = "data-size-of="
"""Pages that have it get something put in when they are done."""
_OF_MKDOCS = frozenset(
    (
        *("file", "title", "children", "previous_page", "next_page", "parent", "update_date"),
        *("canonical_url", "abs_url", "edit_url", "markdown", "content", "toc", "meta", "render"),
        *("_title_from_render", "present_anchor_ids", "links_to_anchors"),
        *("_Page__active", "_StructureItem__parent"),
    )
)
"""Attributes that MkDocs itself, or we, give to a page."""

_BUILD = logging.getLogger("mkdocs.commands.build")
_SKIPPED = re.compile(r"Page skipped: '(?P<source>.*)'\. ")

_Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished page of the last site."""

    key: str
    path: str
    stamp: _Stamp


class Outputs:
    """The finished pages of one build: each is rendered, or linked to that of the last site."""

    def __init__(self, store: Store, state: str, target: Path, staging: Path) -> None:
        """Begin a build.

        Args:
            store: Where it stands what the pages of the last site were made of.
            state: All that each page depends on, in words.
            target: The folder of the last site.
            staging: The folder of the next one.
        """
        self._store = store
        self._state = state
        self._target = target
        self._staging = staging
        self._last = _last_of(store, target)
        self._keys: dict[str, tuple[str, str]] = {}
        self._taken: set[str] = set()
        self._silence = _Silence(self._taken)
        self._env: jinja2.Environment | None = None

    def watch(self, env: jinja2.Environment, told: Callable[[], object]) -> None:
        """Let the templates of an environment be asked for pages that are not there yet only.

        Args:
            env: The environment.
            told: Returns what else goes into the current page.
        """
        get_template = env.get_template

        def get(name: Any, parent: str | None = None, globals: Any = None) -> Any:  # noqa: A002
            template = get_template(name, parent, globals)
            # A template that another one builds on renders no page itself.
            return template if parent else _Watched(template, self, told)

        env.get_template = get  # type: ignore[method-assign]
        self._env = env
        _BUILD.addFilter(self._silence)

    def release(self) -> None:
        """Leave the templates alone, and let MkDocs say again of each page that it is empty."""
        if self._env:
            vars(self._env).pop("get_template", None)
        _BUILD.removeFilter(self._silence)

    def take(self, page: Page, template: str, extra: str) -> bool:
        """Link a page to that of the last site; return whether it is the same and there.

        Args:
            page: The page, with its article.
            template: Name of its template.
            extra: What else goes into it, in words.
        """
        source, path = page.file.src_uri, page.file.dest_uri
        if _FILLED_LATER in (page.content or ""):
            return False
        try:
            key = digest(self._state, template, extra, *_words_of(page))
        except UndescribableError:
            return False
        self._keys[source] = (key, path)
        last = self._last.get(source)
        if last and (last.key, last.path) == (key, path) and self._link(path, last.stamp):
            self._taken.add(source)
            return True
        return False

    def keys(self) -> Mapping[str, str]:
        """Return what the finished pages were made of, by their paths below the site's folder."""
        return {path: key for key, path in self._keys.values()}

    def has_taken(self, page: Page) -> bool:
        """Return whether a page was linked to that of the last site."""
        return page.file.src_uri in self._taken

    def record(self) -> bytes:
        """Return what the pages in the folder of the next site were made of."""
        pages = {}
        for source, (key, path) in self._keys.items():
            stamp = _stamp_of(self._staging / path)
            if stamp:
                pages[source] = [key, path, stamp]
        return json.dumps(pages).encode()

    def keep(self, record: bytes) -> None:
        """Keep a record when the next site has taken the place of the last one."""
        self._store.put(_KIND, str(self._target), record)

    def _link(self, path: str, stamp: _Stamp) -> bool:
        old, new = self._target / path, self._staging / path
        try:
            if _stamp_of(old) != stamp:
                return False
            new.parent.mkdir(parents=True, exist_ok=True)
            os.link(old, new)
        except OSError:
            # No hard links here, or another build has just put its own site there.
            return False
        if _stamp_of(new) != stamp:
            new.unlink()
            return False
        return True


class _Watched:
    """A template that renders a page only if the last site does not have it."""

    def __init__(
        self, template: jinja2.Template, outputs: Outputs, told: Callable[[], object]
    ) -> None:
        self._template = template
        self._outputs = outputs
        self._told = told

    def __getattr__(self, name: str) -> Any:
        return getattr(self._template, name)

    def render(self, *args: Any, **kwargs: Any) -> str:
        page = dict(*args, **kwargs).get("page")
        if isinstance(page, Page):
            name = self._template.name or ""
            if self._outputs.take(page, name, repr(self._told())):
                return ""
        return self._template.render(*args, **kwargs)


class _Silence(logging.Filter):
    """Keeps MkDocs from saying of each page that was taken from the last site that it is empty."""

    def __init__(self, taken: Collection[str]) -> None:
        super().__init__()
        self._taken = taken

    def filter(self, record: logging.LogRecord) -> bool:
        said = _SKIPPED.match(record.getMessage())
        return said is None or said["source"] not in self._taken


def state_of_theme(config: MkDocsConfig, nav: Navigation | None) -> str:
    """Return what each page of a theme depends on beside itself, in words.

    Raises:
        UndescribableError: Something of it has a state that cannot be seen.
    """
    # How Markdown is converted shows in the articles.
    left_out = {"site_dir", "plugins", "theme", "dev_addr", "markdown_extensions", "mdx_configs"}
    values = {name: value for name, value in config.items() if name not in left_out}
    plugins = [
        # A hook is a module among the plugins.
        f"{name} {type(plugin).__module__} {describe(getattr(plugin, 'config', plugin))}"
        for name, plugin in config.plugins.items()
    ]
    theme = {name: value for name, value in vars(config.theme).items() if name != "dirs"}
    return digest(describe(values), *plugins, describe(theme), *_told_of(nav.items if nav else ()))


def _told_of(items: Any) -> Iterator[str]:
    for item in items:
        yield f"{type(item).__qualname__} {item.title!r} {getattr(item, 'url', '')!r}"
        if isinstance(item, Page):
            yield describe(dict(item.meta))
        yield from _told_of(item.children or ())
        yield "end"


def _words_of(page: Page) -> Iterator[str]:
    """Yield all of a page that a template may show."""
    yield page.content or ""
    yield from (f"{one.level} {one.id!r} {one.title!r}" for one in _flat(page.toc))
    yield describe(dict(page.meta))
    neighbours: tuple[StructureItem | None, ...] = (page.previous_page, page.next_page)
    for one in (page, *neighbours, *page.ancestors):
        yield f"{one.title!r} {getattr(one, 'url', '')!r}" if one else "none"
    facts = (page.file.src_uri, page.canonical_url, page.edit_url, page.file.inclusion)
    yield from map(str, facts)
    yield str(page.is_homepage)
    # What a plugin or a hook has put there for its templates.
    yield describe({name: one for name, one in vars(page).items() if name not in _OF_MKDOCS})


def _flat(links: Any) -> Iterator[Any]:
    for link in links:
        yield link
        yield from _flat(link.children)


def _last_of(store: Store, target: Path) -> dict[str, Finished]:
    kept = store.get(_KIND, str(target))
    pages = json.loads(kept) if kept else {}
    return {source: Finished(one[0], one[1], tuple(one[2])) for source, one in pages.items()}


def _stamp_of(path: Path) -> _Stamp | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ino
