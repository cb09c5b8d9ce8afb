"""Commands about the addresses of a site and the ways that lead through it."""

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
