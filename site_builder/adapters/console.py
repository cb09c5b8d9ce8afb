"""What the commands share: running with progress, reporting, ending with an exit code."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn

import typer
from rich.console import Console

from site_builder import pipeline
from site_builder.adapters.arguments import ReportFile
from site_builder.adapters.page_names import find_page
from site_builder.adapters.progress import RunProgress
from site_builder.model import Code, Example, Location, Page, Problem, Rendering, Run
from site_builder.model.plan import Plan
from site_builder.report import (
    Format,
    Judge,
    Subject,
    exit_code,
    in_order,
    isolation_of,
    report,
)
from site_builder.stages.write import replace_files, write_files
from site_builder.text.suggest import did_you_mean

output = Console(soft_wrap=False, highlight=False, emoji=False)
"""Where results go that are laid out for people; plain text is printed as it is."""

errors = Console(stderr=True, soft_wrap=True, highlight=False, emoji=False)
"""Where people are told of problems and progress; results go to standard output."""


def run_all(
    examples: Sequence[Example], project: pipeline.Project, plan: Plan | None = None
) -> list[pipeline.Finished]:
    """Run examples as a plan says; results come in the order of the examples."""
    plan = plan or Plan()
    mine = pipeline.examples_of_shard(examples, plan)
    finished = {}
    with (
        RunProgress(len(mine), errors, os.environ) as progress,
        pipeline.Runner(project.settings, os.environ, fresh=plan.fresh) as runner,
    ):
        for one in pipeline.run_many(mine, runner, plan):
            finished[one.example.name] = one
            progress.advance(stored=one.ran is not None and one.ran.stored)
    return [finished[example.name] for example in mine]


def ask_others(
    project: pipeline.Project, renderings: Sequence[Rendering], *, fresh: bool = False
) -> pipeline.Answered:
    """Ask other sites whether links work, with progress; what is known need not be asked."""
    inquiry = pipeline.prepare_inquiry(project, renderings, fresh=fresh)
    doing = "Asking other sites"
    with RunProgress(len(inquiry.wanted), errors, os.environ, doing, "page") as progress:
        return pipeline.make_inquiry(project, inquiry, lambda _: progress.advance(stored=False))


def share(
    finished: Sequence[pipeline.Finished],
    asked: Sequence[Example],
    plan: Plan,
    project: pipeline.Project,
    problems: Sequence[Problem],
) -> tuple[Problem, ...]:
    """Write what came of runs into a file for other machines, if the plan names one.

    Args:
        finished: The runs of this machine.
        asked: The examples that all machines together run.
        plan: How they ran.
        project: The project.
        problems: What is wrong apart from the runs.
    """
    if not plan.results:
        return ()
    path = Path(plan.results)
    results = pipeline.collect_results(finished, asked, plan, project.settings, problems)
    return pipeline.write_results(results, path, shown(path))


def named(names: Sequence[str], project: pipeline.Project) -> tuple[Example, ...]:
    """Return the examples of those names, all when there are none; an unknown one is the end."""
    return chosen(names, pipeline.runnable(project), project)


def chosen(
    names: Sequence[str], among: Sequence[Example], project: pipeline.Project
) -> tuple[Example, ...]:
    """Return the examples of those names among others, all when no name is given."""
    examples = {example.name: example for example in among}
    for name in names:
        if name not in examples:
            hint = did_you_mean(name, examples)
            place = Location(project.settings.relative(project.settings.examples_dir / name))
            cannot(Problem(Code.EXAMPLE_MISSING, place, "there is no such example to run", hint))
    return tuple(examples[name] for name in names) if names else tuple(examples.values())


def page_named(name: str, project: pipeline.Project) -> Page:
    """Return the page of that path; an unknown one is the end.

    Args:
        name: Path of its file, or its path below the docs folder.
        project: The project.
    """
    found = find_page(name, project)
    if isinstance(found, Problem):
        cannot(found)
    return found


def show_run(ran: pipeline.Ran, found: Sequence[Problem], *, whole: bool) -> None:
    """Print what an example printed, or only how that compares with what is recorded."""
    run = ran.run
    if whole:
        typer.echo(run.stdout.decode(errors="replace"), nl=False)
    else:
        state = ", ".join(dict.fromkeys(one.code.slug for one in found)) or "as recorded"
        how = "from the store" if ran.stored else f"{run.seconds:.1f} s"
        errors.print(f"{run.example}: {state} ({how})", markup=False)


def say_isolation(runs: Iterable[Run], form: Format) -> None:
    """Tell people what held the runs."""
    said = isolation_of(runs)
    if said and form is Format.TEXT:
        errors.print(said, markup=False)


def say_notes(notes: Iterable[str], form: Format) -> None:
    """Tell people what was not done, though that is no mistake."""
    for note in notes if form is Format.TEXT else ():
        errors.print(note, markup=False)


def update(
    example: Example, result: Run, found: Sequence[Problem], project: pipeline.Project
) -> tuple[Problem, ...]:
    """Record the outputs of a run, and show what that changed of the recorded ones."""
    left = pipeline.record_output(example, result, found, project)
    for one in in_order(found) if not left else ():
        _, line_end, changes = one.message.partition("\n")
        errors.print(f"{one.location}: recorded{line_end}{changes}", markup=False)
    return left


def write_new(files: Sequence[tuple[Path, bytes]]) -> None:
    """Write files and print their paths; when one of them is there already, write none."""
    for target, _ in files:
        if target.exists():
            place = Location(shown(target))
            message, hint = "the file is already there", "choose another path"
            cannot(Problem(Code.CANNOT_WRITE, place, message, hint))
    finish(write_files([(target, data, shown(target)) for target, data in files]), Format.TEXT)
    for target, _ in files:
        typer.echo(shown(target))


def finish(
    problems: Sequence[Problem],
    form: Format,
    *,
    strict: bool = False,
    success: str = "",
    project: pipeline.Project | None = None,
) -> None:
    """Print the report and end with its exit code; a success goes to standard output.

    Args:
        problems: What was found.
        form: The form of the report that is printed.
        strict: Whether warnings count like errors.
        success: What to say when nothing counts.
        project: The project, which may let problems count otherwise; left out, they all count.
    """
    judge = pipeline.judge_of(project.settings) if project else Judge()
    judged = judge.judge(problems)
    subject = pipeline.subject_of(project, strict=strict) if project else Subject(strict)
    text = report(judged, form, subject)
    code = exit_code(judged, strict=strict)
    if text:
        # A report that a program reads belongs on standard output, one for people does not.
        typer.echo(text) if form is not Format.TEXT else errors.print(text, markup=False)
    if code:
        raise typer.Exit(code)
    if success and form is Format.TEXT:
        typer.echo(success)


def write_reports(
    reports: Sequence[ReportFile],
    problems: Sequence[Problem],
    project: pipeline.Project,
    *,
    strict: bool,
) -> tuple[Problem, ...]:
    """Write reports to files, and return what kept them from being written.

    Args:
        reports: Their forms and files.
        problems: What was found.
        project: The project, which may let problems count otherwise.
        strict: Whether warnings count like errors.
    """
    judged = pipeline.judge_of(project.settings).judge(problems)
    subject = pipeline.subject_of(project, strict=strict)
    files = [(one.path, report(judged, one.form, subject)) for one in reports]
    return replace_files([(path, f"{text}\n".encode(), shown(path)) for path, text in files])


def update_baseline(problems: Sequence[Problem], project: pipeline.Project) -> tuple[Problem, ...]:
    """Write a baseline that holds all problems, and say how many.

    Args:
        problems: All that was found.
        project: The project, whose settings name the file.
    """
    settings = project.settings
    if not settings.reporting.baseline:
        message, hint = "no baseline is named", "name a file with --baseline"
        cannot(Problem(Code.CONFIG_INVALID, Location(settings.config_path), message, hint))
    path = settings.root / settings.reporting.baseline
    written, failed = pipeline.write_baseline(problems, path, shown(path), settings)
    if not failed:
        errors.print(f"Baseline: {shown(path)} ({written} known)", markup=False)
    return failed


def cannot(*problems: Problem) -> NoReturn:
    """Print why the command cannot go on, and end with exit code 2."""
    for problem in problems:
        errors.print(str(problem), markup=False)
    raise typer.Exit(2)


def shown(path: Path) -> str:
    """Return a path as its user would write it: relative to where they are, if it is below."""
    absolute = path.resolve()
    here = Path.cwd()
    return str(absolute.relative_to(here) if absolute.is_relative_to(here) else absolute)
