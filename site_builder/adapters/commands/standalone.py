"""The command that makes the single file."""

from pathlib import Path
from typing import Annotated

import typer

from site_builder import pipeline
from site_builder.adapters import build as mkdocs
from site_builder.adapters import console
from site_builder.adapters.arguments import ConfigFile, ReportFormat, Strict
from site_builder.adapters.options.kinds import size_of
from site_builder.model import Code, Location, OutputFile, Problem, SingleFile, Split, Taking
from site_builder.report import Format, exit_code
from site_builder.stages.write import replace_files


def _size(text: str | int) -> int:
    """Return the bytes that an argument names; its default comes as a number."""
    size = size_of(str(text))
    if size is None:
        raise typer.BadParameter(f"not a size: {text!r}; write bytes, or text as '5 MB'")
    return size


def standalone(
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The file to write; left out: those of mkdocs.yml."),
    ] = None,
    config_file: ConfigFile = "",
    only: Annotated[
        list[str] | None,
        typer.Option(help="Only this page or folder, such as book/.", metavar="PATH"),
    ] = None,
    title: Annotated[str, typer.Option(help="Title of the file; the site's if left out.")] = "",
    cover: Annotated[
        str, typer.Option(help="A picture below the docs folder, or 'title' for one set in type.")
    ] = "",
    split: Annotated[Split, typer.Option(help="Whether to make several files.")] = Split.NONE,
    split_over: Annotated[
        int,
        typer.Option(parser=_size, metavar="SIZE", help="Size to go on in a further file, as 5MB."),
    ] = 0,
    reencode: Annotated[
        bool, typer.Option("--reencode", help="Encode pictures anew where that is smaller.")
    ] = False,
    image_width: Annotated[
        int, typer.Option(help="Scale wider pictures to this width in pixels.")
    ] = 0,
    max_asset: Annotated[
        int,
        typer.Option(
            parser=_size, metavar="SIZE", help="Largest picture, font or file to keep, as 2MB."
        ),
    ] = 0,
    fetch: Annotated[
        bool, typer.Option("--fetch", help="Bring inside what lies on other sites.")
    ] = False,
    strict: Strict = False,
    form: ReportFormat = Format.TEXT,
) -> None:
    """Put the whole site into one HTML file that needs nothing beside it.

    Every link and anchor inside the file is checked; nothing is loaded from elsewhere.
    """
    built = mkdocs.examine_site(config_file, contents_only=True)
    wishes = built.project.settings.standalone
    if output:
        choice = (tuple(only or ()), title, cover, split, split_over, reencode, image_width)
        wishes = (SingleFile(output.name, *choice),)
    if not wishes:
        message = "there is no single file to make: no `standalone` here, and no --output"
        place = Location(built.project.settings.config_path)
        console.cannot(Problem(Code.CONFIG_INVALID, place, message, "name a file with -o"))
    problems, files = list(built.problems), list[OutputFile]()
    judge = pipeline.judge_of(built.project.settings)
    if not exit_code(judge.judge(problems), strict=False):
        for wish in wishes:
            made, found = pipeline.make_single_files(
                built.project, built.renderings[0], wish, Taking(fetch, max_asset)
            )
            files += made
            problems += found
    folder = output.parent if output else Path()
    if not exit_code(judge.judge(problems), strict=strict):
        problems += replace_files(
            [(folder / one.path, one.data, str(folder / one.path)) for one in files]
        )
    success = "\n".join(_made(files, folder))
    console.finish(problems, form, strict=strict, success=success, project=built.project)


def _made(files: list[OutputFile], folder: Path) -> list[str]:
    return [
        f"Single file: {console.shown(folder / one.path)} ({len(one.data) / 1e6:.2f} MB)"
        for one in files
    ]
