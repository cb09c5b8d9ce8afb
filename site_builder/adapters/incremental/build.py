"""What one build keeps for the next, and takes from the last."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from site_builder import pipeline
from site_builder.adapters.incremental.ahead import Ahead
from site_builder.adapters.incremental.compiled import keep_compiled
from site_builder.adapters.incremental.conversions import Conversions, Expand
from site_builder.adapters.incremental.described import installation
from site_builder.adapters.incremental.facts import Facts
from site_builder.adapters.incremental.idle import Idling
from site_builder.adapters.incremental.keeping import state_of_conversion, state_of_output
from site_builder.adapters.incremental.outputs import Outputs
from site_builder.adapters.incremental.samples import KeptSamples
from site_builder.adapters.incremental.templates import has_navigation_of_material
from site_builder.adapters.incremental.vouched import (
    doubts_of_sources,
    may_change_navigation,
    strangers,
)
from site_builder.adapters.navigation_once import render_navigation_once
from site_builder.adapters.options.plugin import PluginOptions
from site_builder.adapters.search_entries import Kept
from site_builder.model import Page as ReadPage
from site_builder.model import Site
from site_builder.stages.store import Store

_MANY = 10
"""Pages after which a build seems to be one that converts most of them."""


@dataclass(slots=True)
class Redone:
    """The pages that a build made anew, by their paths below the docs folder."""

    converted: set[str] = field(default_factory=set)
    """Those whose Markdown was converted."""
    rendered: set[str] = field(default_factory=set)
    """Those around which the theme's template was put."""


class Incremental:
    """One build: it converts and renders only those pages for which nothing kept is right."""

    def __init__(self, store: Store, expand: Expand, options: PluginOptions) -> None:
        """Begin a build.

        Args:
            store: Where results lie between builds.
            expand: What puts samples into the current page.
            options: Whether anything is kept, and whom the project vouches for.
        """
        self.redone = Redone()
        self._store, self._expand = store, expand
        self._wanted = options.incremental
        self._trusted = tuple(f"{name}." for name in options.trusted)
        self._installation = installation()
        self.kept = Kept(store, self._installation) if self._wanted else None
        self._samples = KeptSamples(store, self._installation) if self._wanted else None
        self.find: pipeline.FindSamples = self._samples or pipeline.find_samples
        """What finds the samples of a page."""
        self._conversions: Conversions | None = None
        self._outputs: Outputs | None = None
        self._record, self._ahead = b"", Ahead()
        self.go_on: Callable[[], None] | None = None
        """Is called before each step, and may end the build by an exception."""
        self._idling: Idling | None = None

    def listen(self, config: MkDocsConfig) -> None:
        """Begin to listen to what the build asks, so that the next one may be spared."""
        if self._wanted:
            self._idling = Idling(self._store, Path(config.config_file_path), self._trusted)

    def spared(self, config: MkDocsConfig, target: Path, *, is_asked: bool) -> MkDocsConfig:
        """Return what MkDocs shall build: nothing if nothing has changed since the last build.

        Args:
            config: The configuration, when all plugins have seen it.
            target: The folder of the site.
            is_asked: Whether the project is to be read in any case.
        """
        if self._idling is None:
            return config
        self._idling.look_at(config)
        return (not is_asked and self._idling.spared(config, target)) or config

    def convert_with(self, config: MkDocsConfig) -> None:
        """Learn how pages are converted; what cannot be kept is said."""
        self._step()
        if not self._wanted:
            return
        state = state_of_conversion(config, self._trusted, self._installation)
        if state:
            converted = self.redone.converted
            self._conversions = Conversions(self._store, state, self._expand, converted)

    def expand(self, lines: Sequence[str]) -> list[str]:
        """Return the lines of the current page with samples."""
        text = "\n".join(lines)
        if self._conversions:
            return self._conversions.expand(text).split("\n")
        expanded, note = self._expand(text)
        note()
        return expanded.split("\n")

    def adopt(self, page: Page, source: ReadPage, site: Site, *, alone: bool) -> None:
        """Let a page that is about to be converted be taken from the store, if it can be.

        Args:
            page: The page.
            source: The page as it was read.
            site: The project.
            alone: Whether no other process may convert pages ahead.
        """
        self._step()
        conversions = self._conversions
        if not conversions or type(page).render is not Page.render:
            self.redone.converted.add(page.file.src_uri)
            return

        samples = self._samples

        def state_of(text: str) -> str:
            return samples.state(source, site) if samples and text == source.body else ""

        conversions.state_of = state_of

        def render(config: MkDocsConfig, files: Files) -> None:
            conversions.render(page, config, files)
            if len(self.redone.converted) == _MANY and not alone:
                self._convert_ahead(page, config, files)

        page.render = render  # type: ignore[method-assign]

    def _convert_ahead(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        converted = self.redone.converted
        pages = files.documentation_pages()
        rest = pages[pages.index(page.file) + 1 :] if page.file in pages else ()
        if not doubts_of_sources(config, self._trusted):
            self._ahead.start(rest, config, files, lambda one: one.file.src_uri in converted)

    def converted(self) -> None:
        """End what converts pages ahead, when all are converted."""
        self._ahead.stop()

    def stop(self) -> None:
        """End what still runs, when the build is over."""
        self._ahead.stop()
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
        if not may_change_navigation(config, self._trusted):
            render_navigation_once(env)
        if not self._wanted:
            return
        state = state_of_output(env, config, nav, self._trusted, self._installation)
        if state:
            self._outputs = Outputs(self._store, state, target, Path(config.site_dir))
            self._outputs.watch(env, told)
            if not strangers(config, ()):
                keep_compiled(env, self._store.folder / "templates", self._installation)

    def facts(self, config: MkDocsConfig) -> Facts:
        """Return what reads the addresses of finished pages."""
        self._step()
        keys = self._outputs.keys() if self._outputs else {}
        changes = may_change_navigation(config, self._trusted)
        alike = has_navigation_of_material(config) and not changes
        return Facts(self._store, self._installation, keys, alike=alike)

    def finished(self, output: str, page: Page) -> str:
        """Return what MkDocs shall write of a page: nothing if the last site has had it."""
        self._step()
        if self._outputs and self._outputs.has_taken(page):
            # Whatever a plugin has put into it: to write that would spoil the last site, too.
            return ""
        self.redone.rendered.add(page.file.src_uri)
        return output

    def finish(self) -> None:
        """Note what the pages were made of, when all are there."""
        if self.kept:
            self.kept.keep()
        if self._samples:
            self._samples.keep()
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
            if self._idling and self._conversions and clean:
                self._idling.keep(config, target, plain=plain)
        self._outputs = None

    def allows_single_pages(self, config: MkDocsConfig) -> bool:
        """Return whether some pages may be made once more by themselves, when the site is there.

        Plugins and hooks are then asked an additional time, so all of them must be known.
        """
        return self._conversions is not None and not strangers(config, self._trusted)

    def reads(self) -> Mapping[str, tuple[str, ...]]:
        """Return the files that conversions have read, by the paths of the pages."""
        return self._conversions.reads if self._conversions else {}

    def forget_files(self) -> None:
        """Look again at what files hold: some have changed since the build."""
        if self._conversions:
            self._conversions.forget_files()

    def _step(self) -> None:
        if self.go_on:
            self.go_on()
