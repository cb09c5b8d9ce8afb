"""Arguments that several commands have."""

import re
from importlib.util import find_spec
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
