"""The command that turns typed code into examples."""

import os
from collections.abc import Sequence
from typing import Annotated

import typer

from site_builder import pipeline
from site_builder.adapters import build as mkdocs
from site_builder.adapters import console
from site_builder.adapters.arguments import ConfigFile
from site_builder.adapters.commands.moving_includes import move_includes
from site_builder.adapters.page_names import find_page
from site_builder.model import Code, Location, Page, Problem
from site_builder.model.adoption import BlockKind
from site_builder.report import Format
from site_builder.stages import scaffold
from site_builder.stages.load_text import load_exactly
from site_builder.stages.write import remove_files, replace_files, write_files


def adopt(
    names: Annotated[list[str], typer.Argument(help="Paths of pages.", metavar="PAGE…")],
    category: Annotated[
        str,
        typer.Option(help="Folder of the new examples; made from that of the page when left out."),
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what would be done, and write nothing.")
    ] = False,
    includes: Annotated[
        bool,
        typer.Option(
            "--includes", help="Turn includes of files that lie in examples into samples instead."
        ),
    ] = False,
    config_file: ConfigFile = "",
) -> None:
    """Turn code that is typed into pages into examples, and put samples in its place.

    The code is run, with the bounds that hold for every example, and what it prints is recorded. A
    page shows the same code and outputs as before. What cannot be adopted stays, and is told.
    """
    project = mkdocs.open_project(config_file)
    if category and not scaffold.is_importable(category.strip("/")):
        message, hint = "Python cannot import this name", "use letters, digits and _"
        console.cannot(Problem(Code.EXAMPLE_INVALID, Location(category), message, hint))
    pages = _pages(names, project)
    if includes:
        console.finish(move_includes(pages, project, dry_run=dry_run), Format.TEXT)
        return
    found = pipeline.adopt_pages(pages, category, project, os.environ)
    if not dry_run:
        console.finish(_write(found, project), Format.TEXT)
    for one in found:
        _tell(one, dry_run=dry_run)


def _pages(names: Sequence[str], project: pipeline.Project) -> tuple[Page, ...]:
    """Return the pages of those names; when one of them cannot be adopted, that is the end."""
    pages: list[Page] = []
    problems: list[Problem] = []
    for name in names:
        page = find_page(name, project)
        if isinstance(page, Problem):
            problems.append(page)
        elif page.generated:
            message = "the page is made by the tool and has no code that is typed"
            problems.append(Problem(Code.FILE_MISSING, Location(name), message))
        elif page not in pages:
            pages.append(page)
    if problems:
        console.finish(problems, Format.TEXT)
    return tuple(pages)


def _tell(one: pipeline.Adopted, *, dry_run: bool) -> None:
    """Say what becomes of a page."""
    page, adoption = one.page, one.adoption
    verb = "would become" if dry_run else "became"
    count = len(adoption.directives)
    if not count:
        typer.echo(f"{page.path}: nothing to adopt")
    else:
        blocks = "1 block" if count == 1 else f"{count} blocks"
        typer.echo(f"{page.path}: {blocks} {verb} {one.folder}")
    for number, reason in adoption.left:
        next_step = (
            "a comment above it says so"
            if number in one.excused
            else "mend the page, and run the command again"
            if one.blocks[number].kind is BlockKind.OUTPUT
            else "see 'Moving a site over' for what can be done"
        )
        typer.echo(f"    {_place(one, number)}: left, because {reason}; {next_step}")
    for file, reason in adoption.unrun:
        typer.echo(f"    {one.folder}/{file}: not run, because {reason}")
    for number, _ in adoption.directives:
        for words in one.losses(number):
            typer.echo(f"    {_place(one, number)}: {words}")


def _place(one: pipeline.Adopted, number: int) -> str:
    return f"{one.page.path}:{one.page.body_line + one.blocks[number].first - 1}"


def _write(found: Sequence[pipeline.Adopted], project: pipeline.Project) -> tuple[Problem, ...]:
    """Write the examples and then the pages: all of them, or nothing."""
    root = project.settings.root
    files = [(root / file.path, file.data, file.path) for one in found for file in one.files]
    pages = [
        (root / one.page.path, one.text.encode(), one.page.path)
        for one in found
        if one.text != load_exactly(root / one.page.path)
    ]
    problems = write_files(files) or replace_files(pages)
    if problems:
        return (*problems, *remove_files([path for path, _, _ in files], "the new examples"))
    return ()
