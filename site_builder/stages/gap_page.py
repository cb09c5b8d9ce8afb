"""Make the page that says what a docs tree owes, and what of it is missing."""

import posixpath
from collections import Counter
from collections.abc import Mapping, Sequence

import jinja2

from site_builder.model import FrontMatter, Page, Site
from site_builder.model.gaps import GapReport, Matrix, MatrixName, Recorded
from site_builder.text.bar_chart import Bar, bar_chart
from site_builder.text.gap_summary import TITLES, worst_first

_TICKS = 4
"""How many releases a bar shows: with more, their marks lie on each other."""

_SHOWN = 8
"""How many steps of a matrix the page shows."""


def gap_page(report: GapReport, site: Site, templates: jinja2.Environment) -> tuple[Page, ...]:
    """Return the page of gaps, nothing where its author took its place.

    Args:
        report: What was counted.
        site: The project, which says where the page goes.
        templates: Where `pages/gaps.md.jinja` is found.
    """
    source = site.settings.gaps.page
    if site.page(source):
        return ()
    versions = list(dict.fromkeys(one.version for one in report.history))
    text = templates.get_template("pages/gaps.md.jinja").render(
        report=report,
        matrices=worst_first(report.matrices),
        titles=TITLES,
        commands={one.name: _commands(one) for one in report.matrices},
        shown=_SHOWN,
        chart=_chart(report, versions[-_TICKS:]),
        versions=list(reversed(versions)),
        history=_history(report.history),
        links=_links(report.matrices, site, posixpath.dirname(source)),
    )
    path = site.settings.config_path
    summary = "What the pages, examples and names of this project owe their readers."
    front_matter = FrontMatter(title="Gaps", summary=summary)
    return (Page(source, path, text, front_matter=front_matter, generated=True),)


def _chart(report: GapReport, versions: Sequence[str]) -> str:
    earlier = _history(report.history)
    bars = [
        Bar(
            TITLES[one.name].bar,
            one.count.percent,
            f"{one.count.percent:g} % of {one.count.owed}",
            tuple(
                (version, earlier[version, one.name].count.percent)
                for version in versions
                if (version, one.name) in earlier
            ),
        )
        for one in worst_first(report.matrices)
    ]
    told = "; ".join(f"{bar.label}: {bar.note}" for bar in bars)
    return bar_chart("gaps", "How much of what is owed is there", f"{told}.", bars)


def _commands(matrix: Matrix) -> Sequence[tuple[str, int]]:
    """Return what would make what is missing, each with how much of it, the worst first."""
    made = Counter(one.command for row in matrix.rows for one in row.missing)
    return tuple(made.items())


def _history(history: Sequence[Recorded]) -> Mapping[tuple[str, str], Recorded]:
    return {(one.version, one.matrix): one for one in history}


def _links(matrices: Sequence[Matrix], site: Site, folder: str) -> Mapping[str, str]:
    """Return where the rows of the matrices lead: examples and pages that are there."""
    pages = site.settings.example_pages
    targets = {page.path: page.source for page in site.pages if not page.generated}
    if pages:
        targets |= {one.name: f"{pages}/{one.name}.md" for one in site.examples}
    rows = {row.name for one in matrices for row in one.rows if one.name is not MatrixName.API}
    return {
        name: posixpath.relpath(target, folder or ".")
        for name, target in targets.items()
        if name in rows
    }
