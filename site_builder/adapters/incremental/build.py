"""What one build keeps for the next, and takes from the last."""

import time
from collections.abc import Callable
from pathlib import Path

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from site_builder.adapters.incremental.compiled import keep_compiled
from site_builder.adapters.incremental.conversions import Expand, Redone
from site_builder.adapters.incremental.converting import Converting
from site_builder.adapters.incremental.described import installation
from site_builder.adapters.incremental.facts import Facts
from site_builder.adapters.incremental.idle import Idling
from site_builder.adapters.incremental.keeping import state_of_output
from site_builder.adapters.incremental.learned import Learned
from site_builder.adapters.incremental.outputs import Outputs
from site_builder.adapters.incremental.rendered_ahead import RenderedAhead
from site_builder.adapters.incremental.templates import has_navigation_of_material
from site_builder.adapters.incremental.vouched import may_change_navigation, strangers
from site_builder.adapters.navigation_once import render_navigation_once
from site_builder.adapters.options.plugin import PluginOptions
from site_builder.adapters.search_entries import Kept
from site_builder.adapters.theme_files import leave_out_hidden
from site_builder.stages.store import Store


class Incremental:
    """One build: it converts and renders only those pages for which nothing kept is right."""

    def __init__(self, store: Store, expand: Expand, options: PluginOptions) -> None:
        """Begin a build.

        Args:
            store: Where results lie between builds.
            expand: What puts samples into the current page.
            options: Whether anything is kept, and whom the project vouches for.
        """
        self.begun = time.time_ns()
        """When this was, in nanoseconds since 1970."""
        self._store, self._wanted = store, options.incremental
        self.trusted = tuple(f"{name}." for name in options.trusted)
        self.go_on: Callable[[], None] | None = None
        """Is called before each step, and may end the build by an exception."""
        self._installation = installation()
        kept = store if self._wanted else None
        self.converting = Converting(kept, self._installation, expand, self.trusted, self._step)
        self.redone = Redone(self.converting.done)
        self.kept = Kept(store, self._installation) if self._wanted else None
        self._learned = Learned(store, self._installation) if self._wanted else None
        self._outputs: Outputs | None = None
        self._record = b""
        self._facts: Facts | None = None
        self._target, self._alike = Path(), False
        self._idling: Idling | None = None
        self._rendered_ahead: RenderedAhead | None = None

    def listen(self, config: MkDocsConfig) -> None:
        """Begin to listen to what the build asks, so that the next one may be spared."""
        if self._wanted:
            self._idling = Idling(self._store, Path(config.config_file_path), self.trusted)

    def spared(self, config: MkDocsConfig, target: Path, *, is_asked: bool) -> MkDocsConfig:
        """Return what MkDocs shall build: nothing if nothing has changed since the last build.

        Args:
            config: The configuration, when all plugins have seen it.
            target: The folder of the site.
            is_asked: Whether the project is to be read in any case.
        """
        leave_out_hidden(config.theme)
        if self._idling is None:
            return config
        self._idling.look_at(config)
        return (not is_asked and self._idling.spared(config, target)) or config

    def _stop_others(self) -> None:
        self.converting.end()
        if self._rendered_ahead:
            self._rendered_ahead.stop()

    def stop(self) -> None:
        """End what still runs, when the build is over."""
        self._stop_others()
        if self._outputs:
            self._outputs.release()
        if self._idling:
            self._idling.stop()

    def render_with(
        self,
        env: jinja2.Environment,
        config: MkDocsConfig,
        nav: Navigation | None,
        target: Path,
        told: Callable[[], object],
    ) -> None:
        """Learn how pages are rendered; what cannot be kept is said.

        Args:
            env: The environment of the theme's templates.
            config: The configuration.
            nav: The navigation.
            target: The folder of the site.
            told: Returns what we put into the current page ourselves.
        """
        self._target = target
        changes = may_change_navigation(config, self.trusted)
        self._alike = has_navigation_of_material(config) and not changes
        if not changes:
            render_navigation_once(env)
        if not self._wanted:
            return
        state = state_of_output(env, config, nav, self.trusted, self._installation)
        if state:
            self._outputs = Outputs(self._store, state, target, Path(config.site_dir))
            is_known = not strangers(config, ())  # Nobody sees what others read in a process apart.
            files = self.converting.files
            if nav and files and is_known:
                self._rendered_ahead = RenderedAhead(env, config, files, nav, self._outputs)
            begin = self._rendered_ahead.start if self._rendered_ahead else None
            self._outputs.watch(env, told, begin)
            if is_known:
                keep_compiled(env, self._store.folder / "templates", self._installation)

    def facts(self) -> Facts:
        """Return what reads the addresses of finished pages, when all are there."""
        self._step()
        self._stop_others()
        keys = self._outputs.keys() if self._outputs else {}
        known = (self._store, self._installation, self._target, keys)
        self._facts = Facts(*known, self._step, alike=self._alike)
        return self._facts

    def finished(self, output: str, page: Page) -> str:
        """Return what MkDocs shall write of a page: nothing if the last site has had it."""
        self._step()
        if self._outputs and self._outputs.has_taken(page):
            if page.file.src_uri in self._outputs.fetched:
                self.redone.rendered.add(page.file.src_uri)
            # Whatever a plugin has put into it: to write that would spoil the last site, too.
            return ""
        self.redone.rendered.add(page.file.src_uri)
        return output

    def finish(self) -> None:
        """Note what the pages were made of, when all are there."""
        for one in (self.kept, self.converting.samples, self._facts, self._learned):
            if one:
                one.keep()
        if self._outputs:
            self._record = self._outputs.record()
        self.stop()

    def published(self, config: MkDocsConfig, target: Path, *, plain: bool, clean: bool) -> None:
        """Keep that for the next build, when the site has taken the place of the last one.

        Args:
            config: The configuration.
            target: The folder of the site.
            plain: Whether no option of a command took part in it.
            clean: Whether the build has found nothing to complain about.
        """
        if self._outputs and self._record:
            self._outputs.keep(self._record)
            if self._idling and self.converting.conversions and clean:
                self._idling.keep(config, target, plain=plain)
        self._outputs = None

    def _step(self) -> None:
        if self.go_on:
            self.go_on()
