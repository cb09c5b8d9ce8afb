"""Convert the pages of one build: each is converted, here or ahead, or taken from the store."""

from collections.abc import Callable, Mapping, Sequence

from markdown import Extension
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from site_builder import pipeline
from site_builder.adapters.incremental.ahead import Ahead, converting
from site_builder.adapters.incremental.blocks import Blocks, SharedBlocks
from site_builder.adapters.incremental.conversions import Conversions, Expand
from site_builder.adapters.incremental.keeping import state_of_conversion
from site_builder.adapters.incremental.samples import KeptSamples, Resolved
from site_builder.adapters.incremental.vouched import doubts_of_sources
from site_builder.adapters.markdown import LateSamples
from site_builder.model import Page as ReadPage
from site_builder.model import Site
from site_builder.stages.store import Store


class Converting:
    """The conversions of one build, and who works for them."""

    def __init__(
        self,
        store: Store | None,
        installation: str,
        expand: Expand,
        trusted: tuple[str, ...],
        step: Callable[[], None],
    ) -> None:
        """Begin a build.

        Args:
            store: Where results lie between builds; none if nothing is to be kept.
            installation: The versions of all that converts.
            expand: What puts samples into the current page.
            trusted: Modules that the project vouches for.
            step: Is called before each step, and may end the build by an exception.
        """
        self._store, self._installation, self._expand = store, installation, expand
        self._trusted, self._step = trusted, step
        self._blocks = Blocks(store, installation)
        self.samples = KeptSamples(store, installation) if store else None
        self.done: set[str] = set()
        """The pages that were converted, by their paths below the docs folder."""
        self.conversions: Conversions | None = None
        self.files: Files | None = None
        """All files; none if no other process may work for the build."""
        self._ahead = Ahead()

    def extensions(self) -> list[Extension]:
        """Return the extensions of Markdown that take part in each conversion."""
        return [LateSamples(self.expand), SharedBlocks(self._blocks)]

    def find(self, page: ReadPage, site: Site) -> Resolved:
        """Return the samples of a page and what is wrong with its directives.

        Args:
            page: The page.
            site: The project.
        """
        self._step()
        return (self.samples or pipeline.find_samples)(page, site)

    def begin(self, config: MkDocsConfig, files: Files | None) -> None:
        """Learn how pages are converted; what cannot be kept is said.

        Args:
            config: The configuration.
            files: All files; none if no other process may work for the build.
        """
        self._step()
        self.files = files
        if not self._store:
            return
        state = state_of_conversion(config, self._trusted, self._installation)
        if state:
            self.conversions = Conversions(self._store, state, self._expand, self.done)

    def expand(self, lines: Sequence[str]) -> list[str]:
        """Return the lines of the current page with samples."""
        text = "\n".join(lines)
        if self.conversions:
            return self.conversions.expand(text).split("\n")
        expanded, note = self._expand(text)
        note()
        return expanded.split("\n")

    def adopt(self, page: Page, source: ReadPage, site: Site) -> None:
        """Let a page that is about to be converted be taken from the store, if it can be.

        Args:
            page: The page.
            source: The page as it was read.
            site: The project.
        """
        self._step()
        self._blocks.turn_to(page.file.src_uri)
        conversions = self.conversions
        if not conversions or type(page).render is not Page.render:
            self.done.add(page.file.src_uri)
            return

        samples = self.samples

        def state_of(text: str) -> str:
            return samples.state(source, site) if samples and text == source.body else ""

        conversions.state_of = state_of

        def render(config: MkDocsConfig, files: Files) -> None:
            conversions.render(page, config, files)
            if len(self.done) == Ahead.many and self.files:
                self._convert_ahead(page, config, files)

        page.render = render  # type: ignore[method-assign]

    def _convert_ahead(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        pages = files.documentation_pages()
        rest = pages[pages.index(page.file) + 1 :] if page.file in pages else ()
        if not doubts_of_sources(config, self._trusted):
            work = converting(config, files, lambda one: one.file.src_uri in self.done)
            self._ahead.start(rest, work)

    def end(self) -> None:
        """End what converts pages ahead, when all are converted or the build is over."""
        self._ahead.stop()
        self._blocks.turn_to("")

    @property
    def reads(self) -> Mapping[str, tuple[str, ...]]:
        """Return the files that conversions have read, by the paths of the pages."""
        return self.conversions.reads if self.conversions else {}
