"""Commands that keep pages and examples current: what was looked over, what a change touches."""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict
from typing import Annotated

import typer

from site_builder import pipeline
from site_builder.adapters import build as mkdocs
from site_builder.adapters import console
from site_builder.adapters.arguments import ConfigFile, ReportFormat
from site_builder.model import Change, Impact, Problem
from site_builder.report import Format


def reviewed(
    names: Annotated[
        list[str] | None, typer.Argument(help="Paths of pages.", metavar="PAGE")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All pages that show samples.")] = False,
    config_file: ConfigFile = "",
    form: ReportFormat = Format.TEXT,
) -> None:
    """Say that you have looked over the prose of pages, with their samples as they are now.

    From then on `site-builder check` warns when one of these samples changes.
    """
    if bool(names) == everything:
        raise typer.BadParameter("name the pages that you have looked over, or give --all")
    project = mkdocs.open_project(config_file)
    pages = [console.page_named(name, project) for name in names or ()]
    done, problems = pipeline.record_reviews(pages or project.site.pages, project)
    told = [f"{path}: looked over" for path in done]
    told += [f"{page.path}: shows no sample" for page in pages if page.path not in done]
    console.finish(problems, form, success="\n".join(told))


def impact(
    names: Annotated[
        list[str] | None,
        typer.Argument(help="Files, each perhaps with ::SYMBOL.", metavar="FILE[::SYMBOL]"),
    ] = None,
    since: Annotated[
        str, typer.Option("--since", help="What differs from this revision.", metavar="REV")
    ] = "",
    config_file: ConfigFile = "",
    form: ReportFormat = Format.TEXT,
) -> None:
    """List the pages, samples, examples and tests that a change of files touches.

    What is not listed cannot differ because of it. Where no record says what a test executed or
    what a run read, more is listed than may be necessary, and that is said.
    """
    if bool(names) == bool(since):
        raise typer.BadParameter("name files, or give --since REV")
    project = mkdocs.open_project(config_file)
    if since:
        changes = pipeline.changes_of_revision(since, project)
    else:
        changes = pipeline.changes_named(names or (), project)
    found = pipeline.impact_of(known(changes), project, os.environ)
    typer.echo(_as_json(found) if form is Format.JSON else "\n".join(_as_text(found)))
    for note in found.notes:
        console.errors.print(note, markup=False)


def known(changes: tuple[Change, ...] | Problem) -> tuple[Change, ...]:
    """Return changes; the command ends when they are not known."""
    if isinstance(changes, Problem):
        console.cannot(changes)
    return changes


def _as_json(found: Impact) -> str:
    samples = [
        {"path": one.location.path, "line": one.location.line, "name": one.name, "why": one.why}
        for one in found.samples
    ]
    return json.dumps({**asdict(found), "samples": samples}, indent=2)


def _as_text(found: Impact) -> Iterable[str]:
    yield f"Changed: {', '.join(found.changes) or 'nothing'}"
    samples = [(f"{one.location} {one.name}", one.why) for one in found.samples]
    groups = {
        "Pages": [(one.name, one.why) for one in found.pages],
        "Samples": samples,
        "Examples": [(one.name, one.why) for one in found.examples],
        "Tests": [(one.name, one.why) for one in found.tests],
    }
    for title, entries in groups.items():
        yield f"{title}: {len(entries) or 'none'}"
        yield from (f"  {name}: {why}" for name, why in entries)
