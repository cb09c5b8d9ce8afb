"""Take finished pages from the last site, where nothing that they show has changed."""

import json
import logging
import os
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.structure.pages import Page

from site_builder.adapters.incremental.ahead import Ahead
from site_builder.adapters.incremental.described import UndescribableError, digest
from site_builder.adapters.incremental.shown import words_of
from site_builder.adapters.stamps import Stamp, stamp_of
from site_builder.stages.store import Store

_KIND = "sites"
_FILLED_LATER = "data-size-of="
"""Pages that have it get something put in when they are done."""
_BUILD = logging.getLogger("mkdocs.commands.build")
_SKIPPED = re.compile(r"Page skipped: '(?P<source>.*)'\. ")


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished page of the last site."""

    key: str
    path: str
    stamp: Stamp


class NothingToRenderError(Exception):
    """A page of the last site is the same, so that the build takes it."""


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
        self.made: Path | None = None
        """Where others leave pages that they have rendered for this build."""
        self.fetched: set[str] = set()
        """The pages that were found there."""
        self._anew = 0
        self._many: Callable[[], Path | None] | None = None
        self.is_other = False
        """Whether this is the process of such another one."""

    def watch(
        self,
        env: jinja2.Environment,
        told: Callable[[], object],
        many: Callable[[], Path | None] | None,
    ) -> None:
        """Let the templates of an environment be asked for pages that are not there yet only.

        Args:
            env: The environment.
            told: Returns what else goes into the current page.
            many: Is called when many pages are rendered, and returns where others leave some then.
        """
        self._many = many
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
            key = digest(self._state, template, extra, *words_of(page))
        except UndescribableError:
            return False
        self._keys[source] = (key, path)
        last = self._last.get(source)
        is_there = last is not None and (last.key, last.path) == (key, path)
        if self.is_other:
            if is_there:
                raise NothingToRenderError(path)
            return False
        if self._fetch(path):
            self.fetched.add(source)
        elif not (is_there and last and self._link(path, last.stamp)):
            self._anew += 1
            if self._anew == Ahead.many and self._many:
                self.made = self._many()
            return False
        self._taken.add(source)
        return True

    def _fetch(self, path: str) -> bool:
        """Put a page where it belongs that another process has rendered, if there is one."""
        if self.made is None or not (self.made / path).exists():
            return False
        target = self._staging / path
        target.parent.mkdir(parents=True, exist_ok=True)
        (self.made / path).replace(target)
        return True

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
            stamp = stamp_of(self._staging / path)
            if stamp:
                pages[source] = [key, path, stamp]
        return json.dumps(pages).encode()

    def keep(self, record: bytes) -> None:
        """Keep a record when the next site has taken the place of the last one."""
        self._store.put(_KIND, str(self._target), record)

    def _link(self, path: str, stamp: Stamp) -> bool:
        old, new = self._target / path, self._staging / path
        try:
            if stamp_of(old) != stamp:
                return False
            new.parent.mkdir(parents=True, exist_ok=True)
            os.link(old, new)
        except OSError:
            # No hard links here, or another build has just put its own site there.
            return False
        if stamp_of(new) != stamp:
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


def _last_of(store: Store, target: Path) -> dict[str, Finished]:
    kept = store.get(_KIND, str(target))
    pages = json.loads(kept) if kept else {}
    return {source: Finished(one[0], one[1], tuple(one[2])) for source, one in pages.items()}
