"""The command that says what a docs tree owes its readers, and what of it is there."""

import json
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from site_builder import pipeline
from site_builder.adapters import build as mkdocs
from site_builder.adapters import console
from site_builder.adapters.arguments import ConfigFile
from site_builder.model import Problem
from site_builder.model.gaps import Cell, GapReport, Matrix, MatrixName, Missing, Recorded, Row
from site_builder.report import Format
from site_builder.stages.write import write_file
from site_builder.text.gap_history import format_gap_history
from site_builder.text.gap_summary import TITLES, worst_first

_FEW = 10
"""How much of what is missing is printed of a matrix, unless all is asked for."""
_NAMES = 4
_PIPED = 200
"""Columns where the output is no terminal."""


def gaps(
    names: Annotated[
        list[MatrixName] | None,
        typer.Argument(help="What to count; left out: all that the options ask for."),
    ] = None,
    config_file: ConfigFile = "",
    form: Annotated[
        Format, typer.Option("--format", help="`text` or `json`.", metavar="FORM")
    ] = Format.TEXT,
    everything: Annotated[
        bool, typer.Option("--all", help="Print all that is missing, not only the worst.")
    ] = False,
    fail_under: Annotated[
        float, typer.Option(help="End with exit code 1 when less than this percentage is there.")
    ] = 0,
    record: Annotated[
        str, typer.Option(help="Keep the figures as those of this release.", metavar="VERSION")
    ] = "",
) -> None:
    """Say what the docs tree owes, what of it is there, and what would make the rest.

    What is counted is decided by the options under `gaps`. A gap is no mistake: the command fails
    only below the percentage that you give, or where something cannot be counted.
    """
    project = mkdocs.open_project(config_file)
    report, problems = pipeline.gaps_of(project, names or ())
    if not report.matrices and not problems:
        console.errors.print("Nothing is counted; turn on options under 'gaps'.", markup=False)
    if form is Format.JSON:
        typer.echo(json.dumps(_as_json(report), indent=2))
    else:
        _print(report, everything=everything)
    if record and not problems:
        problems = _record(record, report, project)
    console.finish(problems, Format.TEXT)
    if fail_under and float(report.count.share * 100) < fail_under:
        told = f"{report.count.percent:g} % is there, {fail_under:g} % is asked for"
        console.errors.print(told, markup=False)
        raise typer.Exit(1)


def _record(version: str, report: GapReport, project: pipeline.Project) -> tuple[Problem, ...]:
    settings = project.settings
    if not settings.gaps.history:
        raise typer.BadParameter("set the option 'gaps.history' first", param_hint="--record")
    new = [Recorded(version, one.name, one.count) for one in report.matrices]
    counted = {one.matrix for one in new}
    kept = [one for one in report.history if (one.version != version or one.matrix not in counted)]
    path = settings.root / settings.gaps.history
    text = format_gap_history((*kept, *new))
    return write_file(path, text.encode(), settings.relative(path))


def _print(report: GapReport, *, everything: bool) -> None:
    out = Console(highlight=False, emoji=False, markup=False)
    if not out.is_terminal:
        # What another program reads is not folded to a width that nobody sees.
        out.width = _PIPED
    matrices = worst_first(report.matrices)
    for matrix in matrices:
        _print_missing(matrix, out, everything=everything)
    summary = Table("What", box=box.SIMPLE_HEAD)
    for name in ("There", "Owed", "Share"):
        summary.add_column(name, justify="right")
    summary.add_column("Since the last release")
    for matrix in matrices:
        heading = TITLES[matrix.name].heading
        summary.add_row(heading, *_figures(matrix.count), _since(matrix, report))
    if len(matrices) > 1:
        summary.add_section()
        summary.add_row("All", *_figures(report.count), "")
    if matrices:
        out.print(summary)


def _print_missing(matrix: Matrix, out: Console, *, everything: bool) -> None:
    """Print what is missing of a matrix, with what one command would make in one line."""
    title = TITLES[matrix.name]
    count = matrix.count
    out.print(f"{title.heading}: {count.owed - count.met or 'nothing'} missing of {count.owed}")
    made = {(row, one.command): None for row in matrix.rows for one in row.missing}
    if not made:
        return
    table = Table(title.row, box=box.SIMPLE_HEAD)
    table.add_column("There", justify="right")
    table.add_column("What would make it", overflow="fold")
    table.add_column("Missing", overflow="fold")
    last = None
    for row, command in list(made) if everything else list(made)[:_FEW]:
        first = (row.name, f"{row.count.met}/{row.count.owed}") if row is not last else ("", "")
        names = [_name(one) for one in row.missing if one.command == command]
        shown = names if everything else names[:_NAMES]
        rest = f" and {len(names) - len(shown)} more" if len(shown) < len(names) else ""
        table.add_row(*first, command, ", ".join(shown) + rest)
        last = row
    out.print(table)
    if len(made) > _FEW and not everything:
        out.print(f"{len(made) - _FEW} more lines: site-builder gaps {matrix.name} --all\n")


def _name(one: Missing) -> str:
    return " ".join(one.ids) or one.what


def _figures(count: Cell) -> tuple[str, str, str]:
    return str(count.met), str(count.owed), f"{count.percent:g} %"


def _since(matrix: Matrix, report: GapReport) -> str:
    """Return how the share has changed since the last release that has the matrix."""
    earlier = [one for one in report.history if one.matrix == matrix.name]
    if not earlier:
        return ""
    change = matrix.count.percent - earlier[-1].count.percent
    return f"{change:+.1f} ({earlier[-1].version})"


def _as_json(report: GapReport) -> dict[str, object]:
    return {
        "count": _count(report.count),
        "matrices": [
            {
                "name": matrix.name,
                "columns": list(matrix.columns),
                "count": _count(matrix.count),
                "rows": [_row(row, matrix) for row in matrix.rows],
            }
            for matrix in worst_first(report.matrices)
        ],
        "history": [
            {"version": one.version, "matrix": one.matrix, "count": _count(one.count)}
            for one in report.history
        ],
    }


def _row(row: Row, matrix: Matrix) -> dict[str, object]:
    return {
        "name": row.name,
        "title": row.title,
        "count": _count(row.count),
        "cells": {
            column: _count(cell) for column, cell in zip(matrix.columns, row.cells, strict=True)
        },
        "missing": [
            {"ids": list(one.ids), "what": one.what, "place": one.place, "command": one.command}
            for one in row.missing
        ],
        "found": [{"what": one.what, "ways": list(one.ways)} for one in row.found],
    }


def _count(count: Cell) -> dict[str, float]:
    return {"there": count.met, "owed": count.owed, "percent": count.percent}
