"""Arguments that several commands have."""

from typing import Annotated

import typer

from site_builder.report import Format

ConfigFile = Annotated[
    str, typer.Option("--config-file", "-f", help="The MkDocs configuration.", metavar="FILE")
]
Strict = Annotated[bool, typer.Option("--strict", help="Let warnings fail the command, too.")]
ReportFormat = Annotated[Format, typer.Option("--format", help="Form of the report.")]
