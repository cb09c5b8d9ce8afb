"""The command that describes files to editors."""

import json
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from site_builder import pipeline
from site_builder.adapters import build as mkdocs
from site_builder.adapters import console
from site_builder.adapters.arguments import ConfigFile
from site_builder.adapters.options.schema import plugin_schema
from site_builder.model import Contract
from site_builder.report import Format
from site_builder.resources import page_kinds
from site_builder.stages.write import write_file
from site_builder.text.contract_schema import PAGE_KIND_SCHEMA
from site_builder.text.example_schema import EXAMPLE_SCHEMA
from site_builder.text.front_matter_schema import front_matter_schema
from site_builder.text.suggest import did_you_mean, one_of
from site_builder.text.topics_schema import TOPICS_SCHEMA


class SchemaName(StrEnum):
    """A file that has a schema."""

    OPTIONS = "options"
    PAGE_KIND = "page-kind"
    FRONT_MATTER = "front-matter"
    EXAMPLE = "example"
    TOPICS = "topics"


def schema(
    name: Annotated[
        SchemaName,
        typer.Argument(help="What is described: the options in mkdocs.yml, or another file."),
    ] = SchemaName.OPTIONS,
    kind: Annotated[str, typer.Option(help="Of front matter: the kind of the pages.")] = "",
    output: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write it to a file.", metavar="FILE")
    ] = None,
    config_file: ConfigFile = "",
) -> None:
    """Print a JSON Schema, with which an editor completes and checks a file.

    Without a name, it is that of the plugin's options in mkdocs.yml.
    """
    if kind and name is not SchemaName.FRONT_MATTER:
        raise typer.BadParameter("--kind belongs to the schema of front-matter")
    text = json.dumps(_schema_of(name, kind, config_file), indent=2)
    if output is None:
        typer.echo(text)
        return
    written = write_file(output, f"{text}\n".encode(), console.shown(output))
    console.finish(written, Format.TEXT, success=console.shown(output))


def _schema_of(name: SchemaName, kind: str, config_file: str) -> Mapping[str, object]:
    match name:
        case SchemaName.OPTIONS:
            return plugin_schema()
        case SchemaName.PAGE_KIND:
            return PAGE_KIND_SCHEMA
        case SchemaName.EXAMPLE:
            return EXAMPLE_SCHEMA
        case SchemaName.TOPICS:
            return TOPICS_SCHEMA
        case SchemaName.FRONT_MATTER:
            return front_matter_schema(_contract(kind, config_file) if kind else None)


def _contract(kind: str, config_file: str) -> Contract:
    """Return the definition of a kind; the command ends when there is none."""
    project = mkdocs.open_project(config_file)
    kinds = page_kinds(project.templates)
    if kind not in kinds:
        hint = did_you_mean(kind, kinds) or one_of(kinds)
        raise typer.BadParameter(f"there is no kind '{kind}'; {hint}")
    contract = pipeline.read_contract(kind, project.settings, project.templates)
    if not isinstance(contract, Contract):
        console.cannot(*contract)
    return contract
