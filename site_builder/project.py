"""Open a project: the first steps of the pipeline, up to the pages that can be derived."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import jinja2

from site_builder.contracts import Contracts, read_contracts
from site_builder.gaps.counting import check_topics, count_gaps
from site_builder.model import (
    Code,
    Page,
    Problem,
    ProofRecord,
    Sample,
    SelectorKind,
    Settings,
    Site,
)
from site_builder.model.gaps import GapReport, MatrixName
from site_builder.proving import proof_store, read_proofs
from site_builder.resources import page_kinds, template_environment
from site_builder.stages.gap_page import gap_page
from site_builder.stages.generate import generate
from site_builder.stages.load import load, load_again
from site_builder.stages.map_links import map_page
from site_builder.stages.problem_pages import problem_pages
from site_builder.stages.proof_page import proof_page
from site_builder.stages.prove import prove
from site_builder.stages.resolve import resolve
from site_builder.stages.rule_pages import rule_pages
from site_builder.text.holdings import code_lines_of

FindSamples = Callable[[Page, Site], tuple[tuple[Sample, ...], tuple[Problem, ...]]]


@dataclass(frozen=True, slots=True)
class Project:
    """A project that was read, with the pages that were made from it."""

    site: Site
    templates: jinja2.Environment
    problems: tuple[Problem, ...]
    """What is wrong with the files themselves."""
    shown: frozenset[str]
    """Names of the examples that pages show."""
    regions: frozenset[tuple[str, str, str]] = frozenset()
    """Example, file and name of each region that pages show."""
    contracts: Contracts = field(default_factory=Contracts)
    """The kinds of its pages."""
    code_lines: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    """For each page the lines of code of its samples, by the line of the directive in its body."""
    find: FindSamples = resolve
    """What finds the samples of a page and what is wrong with its directives."""

    @property
    def settings(self) -> Settings:
        """Return the project's settings."""
        return self.site.settings

    @property
    def proofs(self) -> Mapping[str, ProofRecord]:
        """Return what the tests of examples did, by the names of the examples."""
        return self.site.proofs

    def page_with(self, source: str, body: str) -> Page:
        """Return a page with the text that a host hands over, which its plugins may have changed.

        Args:
            source: Path of the page below the docs folder.
            body: Its text without front matter.
        """
        page = self.site.page(source)
        if page is None:
            path = self.settings.relative(self.settings.docs_dir / source)
            return Page(source, path, body, generated=True)
        return replace(page, body=body)


def open_project(
    settings: Settings, sources: Collection[str] | None = None, find: FindSamples = resolve
) -> Project:
    """Read a project and make the pages that can be derived from it.

    Args:
        settings: Where its folders are and what it asks for.
        sources: The pages that the host does not leave out; all when it does not say.
        find: What finds the samples of a page.

    Returns:
        The project; what could not be read is among its problems.
    """
    templates = template_environment(settings)
    site, problems = load(settings)
    settings, contracts, unusable = read_contracts(site, templates)
    site = replace(site, settings=settings)
    if sources is not None:
        site = replace(site, pages=tuple(one for one in site.pages if one.source in sources))
        problems = tuple(one for one in problems if not _is_left_out(one, settings, sources))
    proofs, stale = read_proofs(site, proof_store(settings))
    site = replace(site, proofs=proofs, stale=stale)
    shown_on: dict[str, list[Page]] = defaultdict(list)
    regions: set[tuple[str, str, str]] = set()
    shown: dict[str, Sequence[Sample]] = {}
    for page in site.pages:
        samples = shown[page.source] = prove(find(page, site)[0], site)
        regions.update(
            (one.example, one.file, one.ref.selector.name)
            for one in samples
            if one.ref.selector.kind is SelectorKind.REGION
        )
        for name in dict.fromkeys(sample.example for sample in samples):
            shown_on[name].append(page)
    code_lines = {source: code_lines_of(samples) for source, samples in shown.items() if samples}
    generated = generate(site, shown_on, templates, code_lines)
    generated += (*proof_page(shown, site, templates), *problem_pages(site, templates))
    generated += map_page(site, templates)
    generated += rule_pages(site, templates)
    site = replace(site, pages=(*site.pages, *generated))
    pages, found = _gap_page(site, shown, templates)
    return Project(
        site=replace(site, pages=(*site.pages, *pages)),
        templates=templates,
        problems=(*unusable, *problems, *found),
        shown=frozenset(shown_on),
        regions=frozenset(regions),
        contracts=contracts,
        code_lines=code_lines,
        find=find,
    )


def read_again(
    project: Project, pages: Collection[str], examples: Collection[str]
) -> tuple[Project, tuple[Problem, ...]]:
    """Read some pages and examples of a project once more, for a look before all of it is read.

    Args:
        project: The project as it was.
        pages: The pages, by their paths below the docs folder.
        examples: The examples, by their names.

    Returns:
        The project, whose made pages are as they were, and what cannot be read.
    """
    site, problems = load_again(project.site, pages, examples)
    # What tests have executed of an example says nothing of its new files.
    proofs = {name: one for name, one in site.proofs.items() if name not in examples}
    return replace(project, site=replace(site, proofs=proofs)), problems


def _gap_page(
    site: Site, shown: Mapping[str, Sequence[Sample]], templates: jinja2.Environment
) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    """Return the page of gaps, if one is asked for, and what is wrong with what they come from."""
    if not site.settings.gaps.page:
        return (), check_topics(site)
    report, problems = count_gaps(site, shown, page_kinds(templates))
    return gap_page(report, site, templates), problems


def gaps_of(
    project: Project, only: Collection[MatrixName] = ()
) -> tuple[GapReport, tuple[Problem, ...]]:
    """Count what a project owes its readers, and what of it is there.

    Args:
        project: The project.
        only: The matrices that are wanted; all that the project asks for if empty.

    Returns:
        The figures, and what keeps some from being counted.
    """
    shown = {page.source: resolve(page, project.site)[0] for page in project.site.pages}
    return count_gaps(project.site, shown, page_kinds(project.templates), only)


def with_pages(project: Project, pages: Collection[Page]) -> Project:
    """Return a project with further pages; one takes the place of another of the same name.

    Args:
        project: The project.
        pages: The pages.
    """
    new = {page.source for page in pages}
    kept = (page for page in project.site.pages if page.source not in new)
    site = replace(project.site, pages=(*kept, *pages))
    samples = (sample for page in pages for sample in resolve(page, site)[0])
    shown = project.shown.union(sample.example for sample in samples)
    return replace(project, site=site, shown=shown)


def _is_left_out(problem: Problem, settings: Settings, sources: Collection[str]) -> bool:
    """Return whether a problem is that of a page which the host leaves out."""
    paths = {settings.relative(settings.docs_dir / source) for source in sources}
    of_page = problem.code in {Code.FRONT_MATTER_INVALID, Code.PAGE_UNREADABLE}
    return of_page and problem.location.path not in paths
