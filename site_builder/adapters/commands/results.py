"""The command that puts the results of several machines together."""

from pathlib import Path
from typing import Annotated

import typer

from site_builder import pipeline
from site_builder.adapters import console
from site_builder.adapters.arguments import ReportFormat
from site_builder.report import Format


def merge(
    files: Annotated[list[Path], typer.Argument(help="Results of all shards.", metavar="FILE…")],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="File for the whole.", metavar="FILE")
    ],
    form: ReportFormat = Format.TEXT,
) -> None:
    """Put the results of shards together, as if one machine had run everything.

    The file is the same, byte for byte, as that of a run without shards. What is wrong with any of
    the runs is reported, and the exit code is that of the whole.
    """
    found = pipeline.merge_files([(console.shown(path), path) for path in files])
    if isinstance(found, tuple):
        console.finish(found, form)
        return
    problems = [*found.problems, *(one for each in found.results for one in each.problems)]
    problems += pipeline.write_results(found, output, console.shown(output))
    success = f"{len(found.results)} results, no errors: {console.shown(output)}"
    console.finish(problems, form, success=success)
