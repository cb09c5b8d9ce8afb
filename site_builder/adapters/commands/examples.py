"""Commands that run and test examples."""

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

import typer

from site_builder import pipeline
from site_builder.adapters import build as mkdocs
from site_builder.adapters import console
from site_builder.adapters.arguments import (
    ConfigFile,
    Fresh,
    Jobs,
    ReportFormat,
    ResultsFile,
    Scheduler,
    ShardText,
    plan_of,
)
from site_builder.adapters.commands.newest import try_newest
from site_builder.adapters.commands.upkeep import known
from site_builder.model import Problem
from site_builder.report import Format


def run(
    names: Annotated[
        list[str] | None, typer.Argument(help="Examples; all when none is named.")
    ] = None,
    config_file: ConfigFile = "",
    record: Annotated[
        bool, typer.Option("--update", help="Record the outputs as expected from now on.")
    ] = False,
    repeat: Annotated[
        int,
        typer.Option(min=1, help="How often each must run with the same outputs.", metavar="N"),
    ] = 1,
    newest: Annotated[
        bool,
        typer.Option(
            "--newest", help="Try them with the newest versions of what they import, elsewhere."
        ),
    ] = False,
    fresh: Fresh = False,
    jobs: Jobs = 0,
    scheduler: Scheduler = "",
    shard: ShardText = "",
    results: ResultsFile = "",
    form: ReportFormat = Format.TEXT,
) -> None:
    """Run examples and compare their outputs with the recorded ones.

    The run of an example comes from the store while nothing that it depends on has changed, unless
    its output is to be recorded.
    """
    project = mkdocs.open_project(config_file)
    if newest:
        if record:
            raise typer.BadParameter("--newest records nothing; leave --update out")
        try_newest(names or [], project, form)
        return
    examples = console.named(names or [], project)
    # What is recorded shall be the same the next time.
    times = max(repeat, 2) if record else repeat
    plan = plan_of(jobs, scheduler, shard, results, fresh=fresh or record)
    plan = replace(plan, times=times)
    problems: list[Problem] = [*project.problems]
    runs = console.run_all(examples, project, plan)
    problems += console.share(runs, examples, plan, project, problems)
    for one in runs:
        problems += _tell(one, project, whole=bool(names), record=record)
    console.say_isolation((one.ran.run for one in runs if one.ran and not one.ran.stored), form)
    console.finish(problems, form, project=project)


def _tell(
    one: pipeline.Finished, project: pipeline.Project, *, whole: bool, record: bool
) -> Sequence[Problem]:
    """Show what came of an example, and return the problems that are left."""
    if one.ran is None:
        return one.problems
    left = one.problems
    if record:
        left = console.update(one.example, one.ran.run, left, project)
    console.show_run(one.ran, left, whole=whole)
    return left


def test(
    context: typer.Context,
    since: Annotated[
        str,
        typer.Option(
            "--since", help="Only what can differ from this revision, see impact.", metavar="REV"
        ),
    ] = "",
    config_file: ConfigFile = "",
) -> None:
    """Run the tests of the examples, and one test for each example's output and each page.

    Further arguments go to pytest.
    """
    project = mkdocs.open_project(config_file)
    settings = project.settings
    wanted = [str(folder) for folder in (settings.examples_dir, settings.docs_dir)]
    if since:
        changes = known(pipeline.changes_of_revision(since, project))
        found = pipeline.impact_of(changes, project, os.environ)
        wanted = [
            str(settings.root / name) for name in pipeline.arguments_of_pytest(found, project)
        ]
        for note in found.notes:
            console.errors.print(note, markup=False)
        if not wanted:
            typer.echo(f"Nothing that can differ from {since} has a test.")
            return
    # pytest takes the place of this process, which has imported what it must import first.
    os.execv(sys.executable, [sys.executable, "-m", "pytest", *wanted, *context.args])  # noqa: S606
