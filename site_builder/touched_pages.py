"""Which pages and samples a change touches."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from site_builder.model import (
    Change,
    Example,
    Location,
    Page,
    Sample,
    Show,
    Site,
    Touched,
    TouchedSample,
)
from site_builder.stages.modules import ProjectModules
from site_builder.text.project_imports import is_test_file
from site_builder.text.reviews import sample_name
from site_builder.text.touching import text_of, touches
from site_builder.touched_tests import module_names

_CODE_AND_OUTPUT = frozenset({Show.CODE, Show.OUTPUT, Show.BOTH})
_INCLUDES = ("--8<--", "include", "{%")
"""How plugins and extensions put a file into a page."""


class TouchedPages:
    """The pages of a project, seen by what they show."""

    def __init__(
        self, site: Site, samples: Mapping[str, Sequence[Sample]], modules: ProjectModules
    ) -> None:
        """Look at the project as it is now.

        Args:
            site: The project.
            samples: The samples of each page, by its path below the docs folder.
            modules: The modules of the project.
        """
        self._site = site
        self._samples = samples
        self._modules = modules

    def samples(self, change: Change, outputs: Collection[str]) -> Iterator[TouchedSample]:
        """Yield the samples whose text can differ.

        Args:
            change: The change.
            outputs: Names of the examples whose output can differ because of it.
        """
        for samples in self._samples.values():
            for sample in samples:
                why = self._why(change, sample, outputs)
                if why:
                    yield TouchedSample(sample.ref.location, sample_name(sample.ref), why)

    def all_samples(self, why: str) -> Iterator[TouchedSample]:
        """Yield all samples.

        Args:
            why: Why they are touched.
        """
        for samples in self._samples.values():
            for one in samples:
                yield TouchedSample(one.ref.location, sample_name(one.ref), why)

    def pages(
        self, change: Change, samples: Collection[Location], outputs: Collection[str]
    ) -> Iterator[Touched]:
        """Yield the pages whose text can differ.

        Args:
            change: The change.
            samples: Where the samples stand that it touches.
            outputs: Names of the examples whose output can differ because of it.
        """
        with_samples = {one.path for one in samples}
        for page in self._site.pages:
            if page.path == change.path and not page.generated:
                yield Touched(page.path, "it has changed")
            elif page.generated:
                why = self._why_generated(change, page, outputs)
                if why:
                    # It has no file of its own that an author could open.
                    yield Touched(page.source, why)
            elif page.path in with_samples:
                yield Touched(page.path, f"a sample shows {change.path}, or what comes of it")
            elif self._is_proven_by(change, page):
                yield Touched(page.path, f"it may name tests of {change.path}")
            elif self._names(change, page):
                yield Touched(page.path, f"it names {change.path}")

    def _why(self, change: Change, sample: Sample, outputs: Collection[str]) -> str:
        example = self._site.example(sample.example)
        folder = example.path if example else ""
        shows_code = sample.ref.show is not Show.OUTPUT
        if shows_code and change.path == f"{folder}/{sample.file}" and touches(change, sample):
            return f"it shows {change.path}"
        if sample.ref.show is not Show.CODE and sample.example in outputs:
            return "it shows an output that may differ"
        # Other ways to show an example may show any file of it.
        other = sample.ref.show not in _CODE_AND_OUTPUT
        if other and change.path.startswith(f"{folder}/"):
            return f"it shows something of the example of {change.path}"
        return ""

    def _why_generated(self, change: Change, page: Page, outputs: Collection[str]) -> str:
        """Return why a page that the tool makes can differ, empty if it cannot."""
        settings = self._site.settings
        owner = self._owner(page)
        if owner:
            if change.path.startswith(f"{owner.path}/"):
                return f"it shows {change.path}"
            if owner.name in text_of(change.old) + text_of(change.new):
                return f"it lists the pages that show it, as {change.path} may"
            return "it shows an output that may differ" if owner.name in outputs else ""
        docs = settings.relative(settings.docs_dir)
        if change.path.startswith(f"{docs}/{page.folder}/" if page.folder else f"{docs}/"):
            return f"it lists what lies beside {change.path}"
        declares = change.path.endswith("/example.toml")
        if declares or page.source in {settings.proof_page, settings.problem_page}:
            return f"it lists what {change.path} says"
        return ""

    def _owner(self, page: Page) -> Example | None:
        folder = self._site.settings.example_pages
        name = page.source.removeprefix(f"{folder}/").removesuffix(".md")
        return self._site.example(name) if folder else None

    def _is_proven_by(self, change: Change, page: Page) -> bool:
        """Return whether a page shows samples of an example whose tests have changed."""
        for sample in self._samples.get(page.source, ()):
            example = self._site.example(sample.example)
            own = change.path.removeprefix(f"{example.path}/") if example else change.path
            if own != change.path and is_test_file(own):
                return True
        return False

    def _names(self, change: Change, page: Page) -> bool:
        """Return whether a page speaks of a file: includes it, shows it, documents it."""
        name = change.path.rpartition("/")[2]
        if name in page.body:
            # A link to a page shows nothing of it, and what samples show of code is known.
            of_text = change.path.endswith((".py", ".md"))
            lines = (line for line in page.body.splitlines() if name in line)
            if change.new is None or not of_text:
                return True
            if any(mark in line for line in lines for mark in _INCLUDES):
                return True
        modules = module_names(change.path, self._modules)
        documented = (
            line.strip()[3:].strip() for line in page.body.splitlines() if line.strip()[:3] == ":::"
        )
        return any(
            f"{module}.".startswith(f"{one}.") or one.startswith(f"{module}.")
            for one in documented
            for module in modules
        )
