"""The MkDocs plugin: a thin shell that hands pages to the pipeline and puts back what it gets.

MkDocs renders into a folder beside the site's; only when everything holds does that folder take the
place of the site. A build that fails leaves the last good site as it was.
"""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal, NoReturn, get_args

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from site_builder import pipeline
from site_builder.adapters import rendering
from site_builder.adapters.extras import Extras
from site_builder.adapters.furnishing import furnish
from site_builder.adapters.garbage import spare_the_last_look
from site_builder.adapters.incremental.build import Incremental
from site_builder.adapters.navigation import buildable, check_project, decoded, nav_entries
from site_builder.adapters.notebook_files import take_notebooks
from site_builder.adapters.options.plugin import PluginOptions
from site_builder.adapters.serving.alerts import errors_in
from site_builder.adapters.serving.last_build import LastBuild
from site_builder.adapters.settings import settings_of
from site_builder.adapters.site_files import add_made, drawings_in
from site_builder.adapters.site_folder import SiteFolder
from site_builder.model import Problem, RenderedPage, Rendering
from site_builder.report import in_order, report
from site_builder.stages.inline import inline_diagrams
from site_builder.stages.write import NO_ROOM, discard, staging_folder, swap_in, write_problem
from site_builder.text.downloads import mark_downloads
from site_builder.text.page_head import Told, with_head

Command = Literal["build", "gh-deploy", "serve"]
_log = logging.getLogger("mkdocs.plugins.site_builder")


class SiteBuilderPlugin(BasePlugin[PluginOptions]):  # type: ignore[no-untyped-call]
    """Put samples into pages, make the generated pages, check the result, and publish it whole."""

    publish = True
    """Whether a good result takes the place of the site; a command that only looks sets it off."""
    contents_only = False
    """Whether the articles are enough; a command that wants no pages of a theme sets it on."""
    is_asked = False
    """Whether the project itself is wanted, also when nothing has changed; commands set it on."""
    plain = False
    """Whether a command was given no option that changes what it makes."""

    def on_startup(self, *, command: Command, **_: object) -> None:
        """Note whether an author is watching, who prefers a page with a mistake to no page."""
        self.serving = command == "serve"
        spare_the_last_look()
        # mike gives its own name, and asks for the configuration only to learn where the site lies.
        self.staged = command in get_args(Command)
        self.last: LastBuild | None = None
        self.go_on: Callable[[], None] | None = None
        # MkDocs keeps a plugin for the next build of this process.
        self.opened, self.problems = False, list[Problem]()

    @event_priority(100)
    def _begin(self, config: MkDocsConfig) -> MkDocsConfig:
        """Prepare a folder for the result."""
        settings = settings_of(config, self.config)
        self.judge = pipeline.judge_of(settings)
        self.problems = []
        self.found: dict[str, list[Problem]] = {}
        self.pages: list[RenderedPage] = []
        self.renderings: tuple[Rendering, ...] = ()
        self.nav: Navigation | None = None
        self.incremental = Incremental(pipeline.store_of(settings), self.expanded, self.config)
        self.incremental.go_on = self.go_on
        self.redone = self.incremental.redone
        # Where the folder is a link, its target is what must be replaced.
        self.target = Path(config.site_dir).resolve()
        self.target_name = settings.relative(self.target)
        if self.staged:
            staging = staging_folder(self.target, self.target_name)
            if isinstance(staging, Problem):
                self._stop([staging])
            self.staging = staging
            config.site_dir = str(staging)
        if self.staged and self.publish and not self.serving:
            self.incremental.listen(config)
        self.entries = nav_entries(config.nav, settings.root / settings.config_path)
        # The list may hold extensions themselves; only its annotation says otherwise.
        config.markdown_extensions += self.incremental.converting.extensions()  # type: ignore[arg-type]
        return config

    # Last, when all plugins have seen the configuration.
    @event_priority(-100)
    def _spare(self, config: MkDocsConfig) -> MkDocsConfig:
        """Let MkDocs do nothing when nothing has changed since the last build."""
        return self.incremental.spared(config, self.target, is_asked=self.is_asked)

    on_config = CombinedEvent(_begin, _spare)

    # After the plugins that make pages, before those that make a navigation of what is there.
    @event_priority(-50)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Read the project; add what is made from it."""
        inclusion = InclusionLevel.is_in_serve if self.serving else InclusionLevel.is_included
        included = {file.src_uri for file in files.documentation_pages(inclusion=inclusion)}
        settings = settings_of(config, self.config)
        self.project = pipeline.open_project(settings, included, self.incremental.converting.find)
        self.opened = True
        self.project, problems = take_notebooks(self.project, files, config)
        downloads, others = pipeline.make_downloads(self.project)
        self.problems += (*problems, *others)
        included = {file.src_uri for file in files.documentation_pages(inclusion=inclusion)}
        sources = {page.source for page in self.project.site.pages}
        self.downloads = {one.path for one in downloads}
        add_made(files, config, self.project, downloads, self.config.style, self.serving)
        config.nav = buildable(config.nav, self.project, included | sources)
        # Pages that other plugins make are theirs to check.
        entries = [entry for entry in self.entries if entry.source not in included - sources]
        self.problems += check_project(self.project, entries, config, serving=self.serving)
        self.diagrams = drawings_in(files, self.project.settings.diagrams)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Keep the navigation for the single file; see what of the last build can be kept."""
        self.nav = nav
        self.incremental.converting.begin(config, None if self.serving else files)
        return nav

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, **_: object) -> str:
        """Note the page that is about to be converted, for the converter does not know it."""
        self.current = self.project.page_with(page.file.src_uri, markdown)
        self.incremental.converting.adopt(page, self.current, self.project.site)
        return markdown

    def expanded(self, text: str) -> tuple[str, Callable[[], None]]:
        """Return the current page with its samples, and what notes the problems of those."""
        text, problems = pipeline.expand_text(self.current, text, self.project)
        return text, lambda: self._note(problems)

    def _note(self, problems: Sequence[Problem]) -> None:
        self.problems += problems
        self.found.setdefault(self.current.source, []).extend(problems)

    @event_priority(-100)
    def on_page_content(self, html: str, *, page: MkDocsPage, **_: object) -> str:
        """Put diagrams into the article."""
        html = inline_diagrams(html, page.url, self.diagrams)
        return mark_downloads(html, decoded(page.url), self.downloads)

    # Last, for others look at the theme's templates here, and fill in references to pages.
    @event_priority(-100)
    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Complete the articles; stop when sources are wrong, unless all that is wrong is asked."""
        self.incremental.converting.end()
        furnish(files, self.project, config, self.incremental.kept)
        # After an exception MkDocs serves nothing until the mistake is mended, so while one is
        # watching the build goes on, and its pages say what is wrong with them.
        if self._errors() and self.publish and self.last is None:
            self._stop(self.problems)
        if self.contents_only:
            return rendering.BlankTheme()
        self.begun = LastBuild(config, files, self.nav, env, self.project, self.incremental)
        self.incremental.render_with(env, config, self.nav, self.target, lambda: self._told(config))
        return env

    # Last, and not when the article is made: references to other pages are filled in after that.
    @event_priority(-100)
    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Keep the article for the checks and the single file."""
        del config, nav
        self.pages.append(rendering.rendered_page(page, self.project))
        return context

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Let the page say to programs what it is."""
        output = self.incremental.finished(output, page)
        told = self._told(config) if output else None
        return with_head(output, told) if told else output

    def _told(self, config: MkDocsConfig) -> Told | None:
        """Return what the page says to programs of which MkDocs has told us last."""
        if self.serving or self.contents_only:
            return None
        return rendering.told_by(self.project, self.pages[-1], config)

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Check the result, and put it in the place of the site if it is good."""
        place, keep = SiteFolder(self.staging), not self.publish
        site = rendering.rendering_of(config, self.pages, self.nav, place, keep=keep)
        # What is for programs takes longer than the site: an author who is watching does without.
        extras = Extras(self.staging, serving=self.serving, contents_only=self.contents_only)
        read = self.incremental.facts()
        site, found = extras.add(self.project, site, read, holds=not self._errors())
        self.problems += found
        self.renderings = (site,)
        if self._errors() and not self.serving:
            self._stop(self.problems)
        for problem in in_order(self.judge.judge(self.problems)):
            _log.warning(str(problem))
        config.site_dir = str(self.target)
        self.incremental.finish()
        if not self.publish or (config.strict and rendering.warned()):
            discard(self.staging)
            return
        if self.serving:
            self.begun.put_alerts(self.staging, self.pages, self._errors(), self.found)
            self.last = self.begun
        if problems := swap_in(self.staging, self.target, self.target_name):
            self._stop(list(problems))
        place.path = self.target
        self.incremental.published(config, self.target, plain=self.plain, clean=not self.problems)

    def on_build_error(self, *, error: Exception) -> None:
        """Take away what was half made; say so when that was for want of room."""
        self.on_shutdown()
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            self._stop([write_problem(self.target_name, error)])

    def on_shutdown(self) -> None:
        """Take away what is half made when the build was interrupted."""
        if hasattr(self, "staging"):
            self.incremental.stop()
            discard(self.staging)

    # Last, for others may hand to the server the builder that it had.
    @event_priority(-100)
    def on_serve(self, server: Any, **_: object) -> Any:
        """Rebuild when something changes that pages show, and show those pages first."""
        # A build has no server, and its modules are slow to import.
        from site_builder.adapters.serving.attending import attend  # noqa: PLC0415

        attend(server, self)
        return server

    def _errors(self) -> list[Problem]:
        return errors_in(self.problems, self.judge)

    def _stop(self, problems: list[Problem]) -> NoReturn:
        """End the build with a report of all that is wrong."""
        self.problems = list(problems)
        raise Abort(f"\n{report(self.judge.judge(problems))}\nNothing was written.")
