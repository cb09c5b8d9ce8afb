"""Arguments that several commands have."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from site_builder.model.plan import Plan
from site_builder.report import Format
from site_builder.text.shards import parse_shard

ConfigFile = Annotated[
    str, typer.Option("--config-file", "-f", help="The MkDocs configuration.", metavar="FILE")
]
Strict = Annotated[bool, typer.Option("--strict", help="Let warnings fail the command, too.")]
ReportFormat = Annotated[Format, typer.Option("--format", help="Form of the report.")]
Reports = Annotated[
    list[str] | None,
    typer.Option("--report", help="Also write a report to a file.", metavar="FORM=FILE"),
]
BaselineFile = Annotated[
    str, typer.Option("--baseline", help="Known problems, which do not count.", metavar="FILE")
]
Fresh = Annotated[
    bool, typer.Option("--fresh", help="Run every example, whatever the store holds.")
]
Jobs = Annotated[
    int,
    typer.Option(
        "--jobs", "-j", min=0, help="How many examples run side by side; 0 for all processors."
    ),
]
Scheduler = Annotated[
    str,
    typer.Option(
        "--scheduler", help="Run the examples on a Dask cluster.", metavar="tcp://HOST:PORT"
    ),
]
ShardText = Annotated[
    str, typer.Option("--shard", help="Run only this part of the examples.", metavar="K/N")
]
ResultsFile = Annotated[
    str, typer.Option("--results", help="Write what came of the runs to a file.", metavar="FILE")
]

_ADDRESS = re.compile(r"(?:tcp|tls|ws|wss)://(?:[^/:\s]+|\[[0-9a-fA-F:]+\]):\d{1,5}")


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A report that is written to a file."""

    form: Format
    path: Path


def reports_of(texts: Sequence[str] | None) -> tuple[ReportFile, ...]:
    """Return the reports that a command shall write, from its options.

    Args:
        texts: The values of `--report`, each `FORM=FILE`.

    Raises:
        typer.BadParameter: A value is not of that form.
    """
    found: list[ReportFile] = []
    for text in texts or ():
        form, _, file = text.partition("=")
        if form not in list(Format) or not file:
            forms = ", ".join(Format)
            message = f"'{text}' is not FORM=FILE; FORM is one of {forms}"
            raise typer.BadParameter(message, param_hint="--report")
        found.append(ReportFile(Format(form), Path(file)))
    return tuple(found)


def plan_of(jobs: int, scheduler: str, shard: str, results: str, *, fresh: bool) -> Plan:
    """Return how examples are run, from the options of a command.

    Raises:
        typer.BadParameter: An option does not say what it should.
    """
    part = parse_shard(shard or "1/1")
    if part is None:
        message = f"'{shard}' is no shard; write K/N, such as 2/4 for the second of four"
        raise typer.BadParameter(message, param_hint="--shard")
    if scheduler and not _ADDRESS.fullmatch(scheduler):
        message = f"'{scheduler}' is no address; write tcp://HOST:PORT"
        raise typer.BadParameter(message, param_hint="--scheduler")
    if scheduler and find_spec("distributed") is None:
        message = "Dask is not installed; run: pip install 'site-builder[distributed]'"
        raise typer.BadParameter(message, param_hint="--scheduler")
    return Plan(jobs, scheduler, part, fresh, results)
