"""Keep apart what an author has looked over from what has changed since."""

from collections.abc import Collection, Sequence

from site_builder.checks.reviews import check_reviews
from site_builder.model import Code, Page, Problem, Review
from site_builder.project import Project
from site_builder.stages.load_reviews import load_reviews
from site_builder.stages.resolve import resolve
from site_builder.stages.write import write_file
from site_builder.text.reviews import format_reviews, reviews_of


def unreviewed(project: Project) -> tuple[Problem, ...]:
    """Return the samples that changed since the prose of their page was last looked over.

    Args:
        project: The project.
    """
    reviews, problems = load_reviews(project.settings)
    pages = project.site.pages
    samples = {page.source: resolve(page, project.site)[0] for page in pages if not page.generated}
    return (*problems, *check_reviews(project.site, samples, reviews))


def record_reviews(
    pages: Sequence[Page], project: Project
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Record that the prose of pages was looked over with their samples as they are.

    What was recorded of pages that are gone goes.

    Args:
        pages: The pages that were looked over.
        project: The project that they belong to.

    Returns:
        The paths of the pages with samples, and what keeps the review from being recorded.
    """
    known, problems = load_reviews(project.settings)
    looked_over = {page.path for page in pages}
    found: list[Review] = []
    for page in project.site.pages:
        if page.generated:
            continue
        samples, mistakes = resolve(page, project.site)
        now = reviews_of(page.path, samples)
        if page.path not in looked_over:
            found += _kept(page, now, known)
            continue
        found += now
        # What a page shows must be known before anybody can say that its prose fits.
        problems += tuple(one for one in mistakes if one.code is not Code.RANGE_USED)
    if problems:
        return (), problems
    settings = project.settings
    name = settings.relative(settings.reviewed_path)
    problems = write_file(settings.reviewed_path, format_reviews(found).encode(), name)
    return tuple(sorted(looked_over & {one.page for one in found})), problems


def _kept(page: Page, now: Collection[Review], known: Collection[Review]) -> list[Review]:
    """Return what stays recorded of a page that was not looked over this time.

    Samples that it no longer has go, unless they are all that tells that it was looked over once:
    the samples in their place would then go without a warning.
    """
    own = [one for one in known if one.page == page.path]
    names = {one.sample for one in now}
    present = [one for one in own if one.sample in names]
    return present or (own if now else [])
