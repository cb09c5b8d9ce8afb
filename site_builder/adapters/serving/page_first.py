"""Show an author the page that was saved before the whole site is built."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Protocol

from mkdocs.commands.build import _populate_page, get_context
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer, _timestamp
from mkdocs.structure.files import InclusionLevel
from mkdocs.structure.pages import Page

from site_builder import pipeline
from site_builder.adapters.incremental.build import Incremental
from site_builder.adapters.incremental.vouched import strangers
from site_builder.adapters.serving.alerts import errors_in, with_alert
from site_builder.adapters.serving.changes import Changes
from site_builder.adapters.serving.last_build import LastBuild, Touched, touched_by
from site_builder.adapters.site_folder import FileOfSite, SiteFolder
from site_builder.model import Problem
from site_builder.report import Judge
from site_builder.stages.write import replace_files

_LATER = "<autoref"
"""References that are filled in when all pages are there."""

_log = logging.getLogger("mkdocs.plugins.site_builder")


class NotAloneError(Exception):
    """A page cannot be made without the others."""


class SupersededError(BaseException):
    """A build is of no use any more. As an interrupt, it is none that MkDocs would report."""


class Plugin(Protocol):
    """What the pages are converted with."""

    project: pipeline.Project
    incremental: Incremental
    problems: list[Problem]
    judge: Judge
    last: LastBuild | None
    go_on: Callable[[], None] | None

    def on_shutdown(self) -> None:
        """Take away what is half made."""


class PageFirst:
    """Takes the place of what a server calls to build: it shows a few pages, and builds then."""

    def __init__(
        self,
        server: LiveReloadServer,
        plugin: Plugin,
        changes: Changes,
        ended: Callable[[], None],
    ) -> None:
        """Take the place of what a server calls to build.

        Args:
            server: The server.
            plugin: What the pages are converted with.
            changes: What has changed.
            ended: Is called after each whole build.
        """
        self._server = server
        self._plugin = plugin
        self._changes = changes
        self._ended = ended
        self._build = server.builder
        self._seen: LastBuild | None = None
        """The last build with what was read since then, while builds give way."""
        self._shown: dict[str, bytes] = {}
        """The pages that were shown since then, by their paths below the site's folder."""

    def __call__(self) -> None:
        """Show the pages that were saved, if those are few, and build the site."""
        before = self._plugin.last
        changed = self._changes.take()
        shown = self._show_first(changed, self._seen or before)
        self._shown |= shown
        if not self._has_built(give_way=bool(shown)):
            return
        built, shown = self._plugin.last, self._shown
        self._seen, self._shown = None, {}
        if shown and before and built and self._differs(shown, before, built):
            # Browsers have this version by now, so the site gets another one.
            self._server._wanted_epoch = _timestamp()
        self._ended()

    def _has_built(self, *, give_way: bool) -> bool:
        """Build the site; return whether it was, and not left for what was saved meanwhile.

        Args:
            give_way: Whether the build ends when something is saved, so that it is shown at once.
        """
        plugin = self._plugin
        plugin.go_on = self._go_on if give_way else None
        try:
            self._build()
        except SupersededError:
            plugin.on_shutdown()
            return False
        finally:
            plugin.go_on = None
        return True

    def _go_on(self) -> None:
        if self._server._want_rebuild:
            raise SupersededError

    def _show_first(self, changed: frozenset[str], last: LastBuild | None) -> Mapping[str, bytes]:
        """Write the pages that were saved; return them by their paths below the site's folder."""
        if not last or not _allows_single_pages(last):
            return {}
        with _quiet():
            try:
                touched = touched_by(changed, last)
                made = dict(self._made(touched, last)) if touched else {}
            except (Abort, MkDocsException, Exception):
                # Whatever it is: the build comes upon it again, and reports it.
                _log.debug("The site is built before its pages are shown.", exc_info=True)
                return {}
        files = [(last.target / path, data, path) for path, data in made.items()]
        if not touched or not files or replace_files(files):
            return {}
        self._seen = replace(last, project=touched.project)
        _log.info("Showing %s first", ", ".join(f"'{path}'" for path in made))
        server = self._server
        with server._epoch_cond:
            server._visible_epoch = server._wanted_epoch
            server._epoch_cond.notify_all()
        return made

    def _made(self, touched: Touched, last: LastBuild) -> Iterator[tuple[str, bytes]]:
        plugin = self._plugin
        plugin.project, plugin.incremental = touched.project, last.incremental
        last.incremental.go_on = None
        conversions = last.incremental.converting.conversions
        if conversions:
            conversions.forget_files()
        pages = []
        for source in touched.sources:
            file = last.files.src_uris[source]
            if file.page is None or file.inclusion is InclusionLevel.EXCLUDED:
                raise NotAloneError
            plugin.problems = []
            _populate_page(file.page, last.config, last.files)
            if _LATER in (file.page.content or ""):
                raise NotAloneError
            pages.append((file.page, errors_in(plugin.problems, plugin.judge)))
        for page, errors in pages:
            html = with_alert(_rendered(page, last), errors)
            if not html.strip():
                raise NotAloneError
            yield page.file.dest_uri, html.encode("utf-8", errors="xmlcharrefreplace")

    def _differs(self, shown: Mapping[str, bytes], before: LastBuild, built: LastBuild) -> bool:
        """Return whether a page of the whole site is another than what browsers have seen."""
        place = SiteFolder(built.target)
        sources = {one.dest_uri: one.src_uri for one in built.files.documentation_pages()}
        # These are rendered each time, for what is said in them is put in afterwards.
        alike = {sources.get(path, "") for path in shown} | before.alerts.keys()
        return (
            built.alerts != before.alerts
            or any(FileOfSite(path, place).data != data for path, data in shown.items())
            or bool(built.incremental.redone.rendered - alike)
        )


def _rendered(page: Page, last: LastBuild) -> str:
    """Return a page with the theme's template around it, as MkDocs makes it."""
    config, nav = last.config, last.nav
    if nav is None:
        raise NotAloneError
    config._current_page = page
    page.active = True
    try:
        pages = last.files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
        context = get_context(nav, pages, config, page)
        template = last.env.get_template(page.meta.get("template", "main.html"))
        context = config.plugins.on_page_context(context, page=page, config=config, nav=nav)
        return config.plugins.on_post_page(template.render(context), page=page, config=config)
    finally:
        page.active = False
        config._current_page = None


def _allows_single_pages(last: LastBuild) -> bool:
    """Return whether pages may be made once more: all who are then asked again are known."""
    incremental = last.incremental
    return incremental.converting.conversions is not None and not strangers(
        last.config, incremental.trusted
    )


@contextmanager
def _quiet() -> Iterator[None]:
    """Print nothing meanwhile: what there is to say is said by the build."""
    # Not the loggers: a page of which something was said is no page that the next build may take.
    handlers = [*logging.getLogger().handlers, *logging.getLogger("mkdocs").handlers]

    def silence(record: logging.LogRecord) -> bool:
        del record
        return False

    for handler in handlers:
        handler.addFilter(silence)
    try:
        yield
    finally:
        for handler in handlers:
            handler.removeFilter(silence)
