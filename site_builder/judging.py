"""What of the problems of a project counts, and how its baseline is kept."""

import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from site_builder.model import Code, Problem, Settings, Severity
from site_builder.project import Project
from site_builder.report import Judge, Subject
from site_builder.resources import template_environment
from site_builder.stages.load_baseline import load_baseline
from site_builder.stages.problem_pages import page_of_code, recorded_messages
from site_builder.stages.write import write_file
from site_builder.text.baseline import baseline_of, format_baseline

_OF_RUNS = ("output-", "run-", "secret-")
"""How the codes begin that are found only when examples run."""
_SINGLE_FILE = Code.REQUEST_LEAVES.group


def judge_of(settings: Settings) -> Judge:
    """Return what judges the problems of a project; every door asks it before it tells of them.

    Args:
        settings: The project.
    """
    baseline, problems = load_baseline(settings)
    docs = settings.relative(settings.docs_dir)
    return Judge(settings.reporting.rules, docs, baseline, settings.config_path, problems)


def subject_of(project: Project, *, strict: bool) -> Subject:
    """Return what a report about a whole project is about.

    Args:
        project: The project.
        strict: Whether warnings count like errors.
    """
    settings = project.settings
    checked = {page.path for page in project.site.pages if not page.generated}
    checked |= {f"{example.path}/example.toml" for example in project.site.examples}
    return Subject(strict, tuple(sorted({settings.config_path, *checked})), help_url(settings))


def help_url(settings: Settings) -> str:
    """Return the address of the folder with a page for each code; empty where it has none.

    Args:
        settings: The project.
    """
    site, page = settings.reporting.site_url, settings.problem_page
    if not (site and page and settings.directory_urls):
        return ""
    folder = PurePosixPath(page.removesuffix(".md")).as_posix()
    return f"{site.rstrip('/')}/{folder}/"


def write_baseline(
    problems: Sequence[Problem], path: Path, name: str, settings: Settings
) -> tuple[int, tuple[Problem, ...]]:
    """Write a baseline after which none of the problems counts.

    Args:
        problems: All that a check found.
        path: The file.
        name: What to call it in a message.
        settings: The project; what it has switched off needs no baseline.

    Returns:
        How many problems it holds, and a problem if it could not be written.
    """
    judged = Judge(settings.reporting.rules, settings.relative(settings.docs_dir)).judge(problems)
    known = baseline_of(one for one in judged if one.severity is not Severity.OFF)
    failed = write_file(path, format_baseline(known).encode(), name)
    return sum(one.count for one in known), failed


def unneeded(
    problems: Sequence[Problem], judge: Judge, *, ran: bool, external: bool, made: bool
) -> tuple[Problem, ...]:
    """Return what a project's exceptions and its baseline hold in vain.

    Args:
        problems: All that a check found, judged.
        judge: What judged them.
        ran: Whether the examples ran.
        external: Whether other sites were asked.
        made: Whether the single files were made.
    """

    def was_asked(code: Code) -> bool:
        if code is Code.EXTERNAL_LINK:
            return external
        if code.group == _SINGLE_FILE:
            return made
        return ran or not code.slug.startswith(_OF_RUNS)

    return tuple(judge.unneeded(problems, was_asked))


def explain_code(code: Code, root: Path) -> str:
    """Return the text of the page of a code, without its links to other pages.

    Args:
        code: The code.
        root: Any folder; no project is needed.
    """
    templates = template_environment(Settings(root, root, root))
    message = recorded_messages(templates).get(code.slug, "")
    text = page_of_code(code, templates, message, "")
    links = re.compile(r"\[([^\]]+)\]\([^)]*\)")
    # Its last paragraph leads back to the index.
    return links.sub(r"\1", text.rstrip().rpartition("\n\n")[0])
