"""The order of things: the only place that knows which stage follows which."""

from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

from site_builder.checking import check_site, check_sources
from site_builder.checks.diagrams import is_stale
from site_builder.contracts import README_KIND, read_contract
from site_builder.downloads import make_downloads
from site_builder.judging import explain_code, judge_of, subject_of, unneeded, write_baseline
from site_builder.linking import furnish_pages, reach_of
from site_builder.machines import make_machine_files, told_by
from site_builder.model import (
    Example,
    Location,
    OutputFile,
    Page,
    Problem,
)
from site_builder.notebooks import make_notebook_pages
from site_builder.project import FindSamples, Project, gaps_of, open_project, read_again
from site_builder.proving import check_proven, keep_proofs, run_proofs, to_prove
from site_builder.publishing import keep_addresses, new_addresses
from site_builder.remembering import learned, recall
from site_builder.resources import template_text
from site_builder.running import (
    Ran,
    Runner,
    explain_run,
    run_example,
    store_of,
)
from site_builder.stages.draw import draw, find_node
from site_builder.stages.expand import expand
from site_builder.stages.prove import prove
from site_builder.stages.resolve import resolve as find_samples
from site_builder.stages.show_tests import show_tests
from site_builder.text.proof_summary import page_summary

if TYPE_CHECKING:
    from site_builder.adopting import Adopted, adopt_pages
    from site_builder.adopting_includes import MovedIncludes, move_includes
    from site_builder.changed import changes_named, changes_of_revision
    from site_builder.external import Answered, Inquiry, make_inquiry, prepare_inquiry
    from site_builder.impact import arguments_of_pytest, impact_of
    from site_builder.newest import Newest, can_be_tried, try_newest
    from site_builder.prose_checking import ProseChecked, check_prose
    from site_builder.recording import record_output
    from site_builder.reviewing import record_reviews, unreviewed
    from site_builder.sharing import collect_results, examples_of_shard, merge_files, write_results
    from site_builder.single_file import make_single_files
    from site_builder.stored_runs import Explanation
    from site_builder.ways import Finished, run_many

_LATE: Mapping[str, str] = {
    "Adopted": "adopting",
    "Answered": "external",
    "Explanation": "stored_runs",
    "Finished": "ways",
    "Inquiry": "external",
    "MovedIncludes": "adopting_includes",
    "Newest": "newest",
    "ProseChecked": "prose_checking",
    "adopt_pages": "adopting",
    "arguments_of_pytest": "impact",
    "can_be_tried": "newest",
    "changes_named": "changed",
    "changes_of_revision": "changed",
    "check_prose": "prose_checking",
    "collect_results": "sharing",
    "examples_of_shard": "sharing",
    "impact_of": "impact",
    "make_inquiry": "external",
    "make_single_files": "single_file",
    "merge_files": "sharing",
    "move_includes": "adopting_includes",
    "prepare_inquiry": "external",
    "record_output": "recording",
    "record_reviews": "reviewing",
    "run_many": "ways",
    "try_newest": "newest",
    "unreviewed": "reviewing",
    "write_results": "sharing",
}
"""Where that lies which most builds do without, and which takes long to load."""

__all__ = [
    "README_KIND",
    "Adopted",
    "Answered",
    "Explanation",
    "FindSamples",
    "Finished",
    "Inquiry",
    "MovedIncludes",
    "Newest",
    "Project",
    "ProseChecked",
    "Ran",
    "Runner",
    "adopt_pages",
    "arguments_of_pytest",
    "can_be_tried",
    "changes_named",
    "changes_of_revision",
    "check_prose",
    "check_proven",
    "check_site",
    "check_sources",
    "collect_results",
    "draw_diagrams",
    "examples_of_shard",
    "expand_page",
    "expand_text",
    "explain_code",
    "explain_run",
    "find_samples",
    "furnish_pages",
    "gaps_of",
    "impact_of",
    "judge_of",
    "keep_addresses",
    "keep_proofs",
    "learned",
    "make_downloads",
    "make_inquiry",
    "make_machine_files",
    "make_notebook_pages",
    "make_single_files",
    "merge_files",
    "move_includes",
    "new_addresses",
    "open_project",
    "prepare_inquiry",
    "reach_of",
    "read_again",
    "read_contract",
    "recall",
    "record_output",
    "record_reviews",
    "run_example",
    "run_many",
    "run_proofs",
    "runnable",
    "store_of",
    "subject_of",
    "to_prove",
    "told_by",
    "try_newest",
    "unneeded",
    "unreviewed",
    "write_baseline",
    "write_results",
]


def __getattr__(name: str) -> Any:
    """Load a part when somebody asks for it first (https://peps.python.org/pep-0562/)."""
    module = _LATE.get(name)
    if module is None:
        message = f"module '{__name__}' has no attribute '{name}'"
        raise AttributeError(message)
    return getattr(import_module(f"site_builder.{module}"), name)


def expand_page(page: Page, project: Project) -> tuple[str, tuple[Problem, ...]]:
    """Return the body of a page with its samples put in, and what is wrong with its directives.

    Every door calls this, so every door gives the same text.
    """
    samples, problems = project.find(page, project.site)
    samples = prove(samples, project.site)
    shown, untested = show_tests(samples, project.site)
    text = expand(page, shown, project.site, project.templates)
    summary = page_summary(page, samples, project.settings)
    return f"{text}{summary}", (*problems, *untested)


def expand_text(page: Page, text: str, project: Project) -> tuple[str, tuple[Problem, ...]]:
    """Return a page with its samples, after other extensions have changed its text.

    Args:
        page: The page as its author wrote it.
        text: What has become of its body.
        project: The project.

    Returns:
        The text with samples. A problem of a directive that the author did not write into this page
        has the page as its place, without a line.
    """
    if text == page.body:
        return expand_page(page, project)
    _, own = expand_page(page, project)
    expanded, found = expand_page(replace(page, body=text), project)
    if text.strip() == page.body.strip():
        return expanded, own
    known = {(problem.code, problem.message) for problem in own}
    others = (one for one in found if (one.code, one.message) not in known)
    placed = (
        replace(one, location=Location(page.path)) if one.location.path == page.path else one
        for one in others
    )
    return expanded, (*own, *placed)


def draw_diagrams(
    project: Project, *, everything: bool = False
) -> tuple[tuple[OutputFile, ...], tuple[Problem, ...]]:
    """Draw the diagrams of a project whose drawings are missing or stale.

    Args:
        project: The project.
        everything: Whether to draw also those that are up to date.

    Returns:
        The drawings, at their paths below the project's root, and what is wrong with the sources.
    """
    settings = project.settings
    wanted = [one for one in project.site.diagrams if everything or is_stale(one)]
    script = template_text(settings, "diagrams/render.mjs")
    return draw(wanted, settings.root, script=script, node=find_node())


def runnable(project: Project) -> tuple[Example, ...]:
    """Return the examples that can be run, in order."""
    return tuple(one for one in project.site.examples if one.entry and not one.library)
