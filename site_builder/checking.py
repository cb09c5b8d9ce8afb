"""All checks of a project and of its site, in one place: what is asked, and of what."""

from collections.abc import Callable, Iterator, Sequence

from site_builder.checks.diagrams import check_diagrams
from site_builder.checks.examples import check_example
from site_builder.checks.feeds import check_feeds
from site_builder.checks.includes import check_includes
from site_builder.checks.left_includes import check_left_includes
from site_builder.checks.links import check_links
from site_builder.checks.navigation import NavEntry, check_addresses, check_nav
from site_builder.checks.places import Places
from site_builder.checks.published import check_published
from site_builder.checks.regions import check_regions
from site_builder.checks.secrets import check_secrets
from site_builder.checks.typed_code import check_typed_code
from site_builder.contracts import check_contracts
from site_builder.file_links import check_file_links
from site_builder.linking import check_page_links, check_page_sources
from site_builder.model import Problem, Rendering
from site_builder.project import Project
from site_builder.stages.load_includes import IncludedFiles
from site_builder.text.addresses import Reader, SiteIndex
from site_builder.text.fences import find_fences
from site_builder.text.remembered import remembered


def check_sources(
    project: Project,
    nav: Sequence[NavEntry] = (),
    is_excused: Callable[[str], bool] = lambda _: False,
) -> Iterator[Problem]:
    """Yield what is wrong with the files of a project, apart from the directives in its pages.

    Args:
        project: The project.
        nav: The pages that the navigation names.
        is_excused: Whether a page is left out of the navigation on purpose.
    """
    settings = project.settings
    yield from project.problems
    yield from check_diagrams(project.site.diagrams)
    yield from check_addresses(project.site.pages)
    yield from check_nav(nav, project.site.pages, settings, is_excused)
    yield from check_page_sources(project.site, nav)
    yield from check_secrets(project.site.examples)
    yield from check_typed_code(
        project.site.pages, project.site.examples, settings.samples_only, settings.config_path
    )
    yield from check_includes(project.site.pages, settings, IncludedFiles(settings))
    yield from check_contracts(project.site, project.contracts, project.code_lines)
    for example in project.site.examples:
        yield from check_example(example, project.shown, settings)
        yield from check_regions(example, project.regions)
    yield from check_file_links(project)


def check_site(
    project: Project, rendering: Rendering, read: Reader | None = None
) -> Iterator[Problem]:
    """Yield what is wrong with a rendered site.

    Args:
        project: The project that it was made from.
        rendering: The site.
        read: What reads the addresses and anchors of an HTML file.
    """
    if not rendering.pages:
        # That there is no page has been said; the links of the theme are not the author's.
        return
    # Behind a fence that is never closed everything is text; that it is not closed has been said.
    unclosed = {one.source for one in project.site.pages if not all_closed(one.body)}
    closed = [page for page in rendering.pages if page.source not in unclosed]
    yield from check_published(closed, project.site)
    yield from check_left_includes(closed, project.site)
    places = Places(project.site, rendering.pages)
    index = SiteIndex(rendering.files, rendering.site_url, rendering.opaque, read)
    # A README of an example is a page, too: what is dead beside it has been said.
    found = tuple(check_links(index, places.find))
    beside = any(one.location.path.endswith("README.md") for one in found)
    told = {(one.location, one.code) for one in check_file_links(project)} if beside else set()
    yield from (one for one in found if (one.location, one.code) not in told)
    yield from check_feeds(rendering.files, index, project.settings.config_path)
    yield from check_page_links(project.site, rendering, index, places)


@remembered
def all_closed(text: str) -> bool:
    """Return whether each fence in a Markdown text is closed."""
    return all(fence.closed for fence in find_fences(text))
