"""Commands about the addresses of a site and the ways that lead through it."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from site_builder import pipeline
from site_builder.adapters import build as mkdocs
from site_builder.adapters import console
from site_builder.adapters.arguments import ConfigFile, ReportFormat
from site_builder.model import Code, Location, Problem
from site_builder.report import Format


def addresses(
    update: Annotated[
        bool, typer.Option("--update", help="Add them to the file, which is then committed.")
    ] = False,
    config_file: ConfigFile = "",
    form: ReportFormat = Format.TEXT,
) -> None:
    """List the addresses of pages that the file of published addresses does not hold yet.

    Add them when you publish. From then on `site-builder check` reports an address that is gone
    without a redirect.
    """
    built = mkdocs.examine_site(config_file, contents_only=True)
    settings = built.project.settings
    if not settings.references.addresses:
        message = "no file of published addresses is configured"
        hint = "set 'references: {addresses: addresses.txt}' for the plugin"
        console.cannot(Problem(Code.CONFIG_INVALID, Location(settings.config_path), message, hint))
    if not built.renderings:
        console.finish(built.problems, form, project=built.project)
    for rendering in built.renderings:
        for one in pipeline.new_addresses(settings, rendering):
            typer.echo(one)
        if update:
            console.finish(pipeline.keep_addresses(settings, rendering), form)


def reach(config_file: ConfigFile = "", form: ReportFormat = Format.TEXT) -> None:
    """Show how many clicks each page is from the landing page, and how many links lead in and out.

    Only links in the text of pages count. The worst come first: pages to which no way leads, then
    the farthest, then those to which the fewest pages link.
    """
    built = mkdocs.examine_site(config_file, contents_only=True)
    if not built.renderings:
        console.finish(built.problems, form)
    for rendering in built.renderings:
        rows = pipeline.reach_of(built.project.site, rendering)
        if form is Format.JSON:
            typer.echo(json.dumps([asdict(row) for row in rows], indent=2, ensure_ascii=False))
            continue
        typer.echo("clicks  in  out  page")
        for row in rows:
            clicks = "-" if row.clicks is None else row.clicks
            remark = f"  ({row.remark})" if row.remark else ""
            typer.echo(f"{clicks:>6} {row.links_in:>3} {row.links_out:>4}  {row.source}{remark}")
