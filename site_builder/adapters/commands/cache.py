"""Commands about results that are kept between builds."""

import os
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer
from rich.filesize import decimal

from site_builder import pipeline
from site_builder.adapters import build as mkdocs
from site_builder.adapters import console
from site_builder.adapters.arguments import ConfigFile
from site_builder.adapters.options.kinds import size_of
from site_builder.model import Part
from site_builder.report import Format
from site_builder.stages.carry import find_faults, pack, unpack
from site_builder.stages.store import Store, Stored, is_name

cache = typer.Typer(
    no_args_is_help=True,
    help="""Look after the results that are kept between builds.

    They lie in the folder `cache_dir` of the plugin's options. It may be removed at any time: then
    everything runs again.
    """,
)

FilePath = Annotated[Path, typer.Argument(help="A tar file.", metavar="FILE", dir_okay=False)]


def why(
    name: Annotated[str, typer.Argument(help="An example.", metavar="EXAMPLE")],
    config_file: ConfigFile = "",
) -> None:
    """Say whether an example will run or its output is in the store, and why."""
    project = mkdocs.open_project(config_file)
    (example,) = console.named([name], project)
    found = pipeline.explain_run(example, project, os.environ)
    if found.stored:
        print(f"{name}: its run is in the store, and nothing that it depends on has changed.")
    else:
        print(f"{name}: it will run.")
    for reason in () if found.stored else found.reasons:
        print(f"  {reason}")
    print("It depends on:")
    for line in _listed(found.parts):
        print(f"  {line}")


@cache.command()
def stats(config_file: ConfigFile = "") -> None:
    """Show how much is kept, and how much may be."""
    store = _store(config_file)
    objects = store.objects()
    for kind, ones in groupby(objects, key=lambda one: one.kind):
        some = [*ones]
        day = datetime.fromtimestamp(min(one.used for one in some), UTC).date()
        print(f"{kind}: {_amount(some)}, not used for longest: since {day}")
    print(f"{console.shown(store.folder)}: {_amount(objects)} of {decimal(store.max_bytes)}")


@cache.command()
def prune(
    config_file: ConfigFile = "",
    size: Annotated[
        str, typer.Option("--to", help="What may remain, such as '50 MB'; else the bound.")
    ] = "",
) -> None:
    """Remove what was not used for longest, until the rest fits."""
    store = _store(config_file)
    wanted = size_of(size) if size else store.max_bytes
    if wanted is None:
        raise typer.BadParameter(f"not a size: '{size}'; write bytes, or text as '5 MB'")
    print(f"Removed {_amount(store.prune(wanted))}.")


@cache.command(name="export")
def export_(file: FilePath, config_file: ConfigFile = "") -> None:
    """Write all that is kept into a tar file, for another machine to import."""
    store = _store(config_file)
    problems = pack(store.packed(), file, console.shown(file))
    console.finish(problems, Format.TEXT, success=f"Exported {_amount(store.objects())}.")


@cache.command(name="import")
def import_(file: FilePath, config_file: ConfigFile = "") -> None:
    """Add what a tar file holds to what is kept; what is here already stays as it is."""
    store = _store(config_file)
    problems = find_faults(file, console.shown(file), is_name)
    if problems:
        console.finish(problems, Format.TEXT)
    taken = [store.adopt(name, data) for name, data in unpack(file, store.max_bytes)]
    left = f", {taken.count(False)} damaged or too large" if False in taken else ""
    print(f"Imported {taken.count(True)} of {len(taken)} results{left}.")


def _store(config_file: str) -> Store:
    return pipeline.store_of(mkdocs.open_project(config_file).settings)


def _amount(objects: Iterable[Stored]) -> str:
    sizes = [one.size for one in objects]
    return f"{len(sizes)} result{'' if len(sizes) == 1 else 's'}, {decimal(sum(sizes))}"


def _listed(parts: Iterable[Part]) -> Iterable[str]:
    """Yield what a result depends on, one kind of thing a line where it says what it is."""
    for part in sorted(parts):
        shown = "" if part.kind.value == "folder" else part.shown
        yield f"{part.kind.value} {part.name}{f': {shown}' if shown else ''}"
