"""The command line: its commands by name, and how it begins and ends."""

from typing import Annotated

import typer

from site_builder import __version__
from site_builder.adapters import build as mkdocs
from site_builder.adapters import console
from site_builder.adapters.commands import (
    adopting,
    cache,
    examples,
    explain,
    gaps,
    links,
    pages,
    proofs,
    reach,
    results,
    schemas,
    site,
    standalone,
    upkeep,
)
from site_builder.report import report

app = typer.Typer(
    name="site-builder",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help="""Build documentation in which every sample is pulled from code that ran.

    Works on any MkDocs project. Put a block into a page:

        ```sample
        category/name/file.py::function
        ```

    and it becomes that function of `examples/category/name/file.py`, or an error that names the
    page, the line and what to do. **Exit codes**: 0 clean, 1 mistakes to mend, 2 cannot go on.
    """,
)

app.command()(site.build)
app.command()(site.serve)
app.command()(site.check)
app.command()(standalone.standalone)
app.command()(schemas.schema)
app.command()(examples.run)
app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(
    examples.test
)
app.command()(links.links)
app.command()(results.merge)
app.command()(proofs.prove)
app.command()(pages.expand)
app.command()(pages.diagrams)
app.command()(pages.new)
app.command()(adopting.adopt)
app.command()(upkeep.reviewed)
app.command()(reach.addresses)
app.command()(explain.explain)
app.command()(reach.reach)
app.command()(cache.why)
app.add_typer(cache.cache, name="cache")
app.command()(upkeep.impact)
app.command()(gaps.gaps)


def main() -> None:
    """Run the command line; what keeps it from starting ends it with exit code 2."""
    try:
        app()
    except mkdocs.CannotStartError as error:
        console.errors.print(report(error.problems), markup=False)
        raise SystemExit(2) from None


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"site-builder {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    pass
