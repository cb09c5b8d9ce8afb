"""Count all that a project asks to be counted, in the order of the matrices."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from site_builder.gaps.api import count_api
from site_builder.gaps.book import count_book
from site_builder.gaps.examples import count_examples
from site_builder.gaps.facts import Facts
from site_builder.gaps.names import count_names
from site_builder.gaps.topics import count_topics
from site_builder.model import Code, Location, Problem, Sample, Site
from site_builder.model.gaps import GapReport, Matrix, MatrixName, PublicName, Topics
from site_builder.stages.load_topics import load_gap_history, load_topics
from site_builder.stages.public_names import public_names
from site_builder.text.suggest import did_you_mean


def count_gaps(
    site: Site,
    shown: Mapping[str, Sequence[Sample]],
    page_kinds: tuple[str, ...],
    only: Collection[MatrixName] = (),
) -> tuple[GapReport, tuple[Problem, ...]]:
    """Count what a project owes, and what of it is there.

    Args:
        site: The project.
        shown: The samples of each page, by its path below the docs folder.
        page_kinds: The kinds of pages that have a template.
        only: The matrices that are wanted; all that the project asks for if empty.

    Returns:
        The figures, and what keeps some from being counted.
    """
    gaps = site.settings.gaps
    topics, problems = load_topics(site.settings)
    history, others = load_gap_history(site.settings)
    facts = Facts(site, shown, topics, page_kinds)
    found = [*problems, *others, *_unknown(site, topics)]
    matrices: list[Matrix] = []
    wanted = [one for one in MatrixName if not only or one in only]
    if gaps.topics and MatrixName.TOPICS in wanted:
        matrices.append(count_topics(facts))
    if gaps.topics and MatrixName.BOOK in wanted:
        matrices.append(count_book(facts))
    if gaps.api and MatrixName.API in wanted:
        names, missing = _public_names(site)
        found += missing
        matrices.append(count_api(names, facts))
    if gaps.examples and MatrixName.EXAMPLES in wanted:
        matrices.append(count_examples(facts))
    declared = {
        MatrixName.SETTINGS: gaps.settings,
        MatrixName.CODES: gaps.codes,
        MatrixName.TELEMETRY: gaps.telemetry,
    }
    for name, sources in declared.items():
        if sources and name in wanted:
            matrix, faults = count_names(name, sources, facts)
            found += faults
            matrices.append(matrix)
    return GapReport(tuple(one for one in matrices if one.rows), history), tuple(found)


def _public_names(site: Site) -> tuple[list[PublicName], list[Problem]]:
    names: list[PublicName] = []
    problems: list[Problem] = []
    for package in site.settings.gaps.api:
        found = public_names(package, site.settings)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            names += found
    return names, list(dict.fromkeys(problems))


def check_topics(site: Site) -> tuple[Problem, ...]:
    """Return what is wrong with the topics of a project, and with what its pages say of them.

    Args:
        site: The project.
    """
    if not site.settings.gaps.topics:
        return ()
    topics, problems = load_topics(site.settings)
    _, others = load_gap_history(site.settings)
    return (*problems, *others, *_unknown(site, topics))


def _unknown(site: Site, topics: Topics) -> Iterator[Problem]:
    """Yield the topics that pages and examples name and that are not there."""
    known = [topic.id for topic in topics.topics]
    if not known:
        # The file of topics has its own problems.
        return
    named = [
        (Location(page.path, page.front_matter.line_of("topics")), one)
        for page in site.pages
        for one in page.front_matter.topics
    ]
    named += [
        (Location(f"{example.path}/example.toml"), one)
        for example in site.examples
        for one in example.topics
    ]
    for place, name in named:
        if name not in known:
            hint = did_you_mean(name, known) or f"add it to {site.settings.gaps.topics}"
            yield Problem(Code.TOPIC_UNKNOWN, place, f"there is no topic '{name}'", hint)
