"""The command that runs the tests of examples and keeps what they prove."""

import os
from typing import Annotated

import typer

from site_builder import pipeline
from site_builder.adapters import build as mkdocs
from site_builder.adapters import console
from site_builder.adapters.arguments import ConfigFile, ReportFormat
from site_builder.report import Format


def prove(
    names: Annotated[
        list[str] | None,
        typer.Argument(help="Examples; left out: those whose proofs are not fresh."),
    ] = None,
    config_file: ConfigFile = "",
    everything: Annotated[
        bool, typer.Option("--all", help="All examples, also those whose proofs are fresh.")
    ] = False,
    processes: Annotated[
        int, typer.Option("--jobs", "-j", help="Processes, where pytest-xdist is installed.", min=1)
    ] = os.cpu_count() or 1,
    form: ReportFormat = Format.TEXT,
) -> None:
    """Run the tests of examples, and keep what each of them executes as the proof of samples.

    Only the examples whose code, data, tests, Python or distributions have changed since are run.
    """
    project = mkdocs.open_project(config_file)
    tested = [example for example in project.site.examples if example.tests]
    wanted = dict(pipeline.to_prove(project.site))
    if names:
        examples = console.chosen(names, tested, project)
    elif everything:
        examples = tuple(tested)
    else:
        examples = tuple(example for example in tested if example.name in wanted)
    if not examples:
        console.finish(project.problems, form, success="All proofs are fresh.", project=project)
        return
    for example in examples:
        reason = wanted.get(example.name, "asked for")
        console.errors.print(f"{example.name}: {reason}", markup=False)
    problems = pipeline.run_proofs(examples, project.site, processes=processes)
    success = f"Proofs of {len(examples)} example{'s' if len(examples) > 1 else ''} recorded."
    console.finish((*project.problems, *problems), form, success=success, project=project)
