"""Commands for an author at work: see a page as it will be, draw diagrams, begin anew."""

from pathlib import Path
from typing import Annotated

import typer

from site_builder import pipeline
from site_builder.adapters import build as mkdocs
from site_builder.adapters import console
from site_builder.adapters.arguments import ConfigFile
from site_builder.model import Code, Contract, Location, Problem
from site_builder.report import Format
from site_builder.resources import page_kinds
from site_builder.stages import scaffold
from site_builder.stages.write import write_file
from site_builder.text.suggest import one_of


def expand(
    page: Annotated[str, typer.Argument(help="Path of a page.")], config_file: ConfigFile = ""
) -> None:
    """Print a page with its samples put in, as the renderer gets it."""
    project = mkdocs.open_project(config_file)
    text, problems = pipeline.expand_page(console.page_named(page, project), project)
    print(text)
    console.finish(problems, Format.TEXT, project=project)


def diagrams(
    everything: Annotated[
        bool, typer.Option("--all", help="Draw also those that have not changed.")
    ] = False,
    config_file: ConfigFile = "",
) -> None:
    """Draw the diagrams whose source has changed; needs node, and the drawing library by npm.

    The drawings are committed beside their sources, so that a build needs neither.
    """
    project = mkdocs.open_project(config_file)
    files, problems = pipeline.draw_diagrams(project, everything=everything)
    for file in files:
        problems += write_file(project.settings.root / file.path, file.data, file.path)
        print(file.path)
    console.finish(problems, Format.TEXT, success="" if files else "No diagram has changed.")


def new(
    kind: Annotated[str, typer.Argument(help="A page kind, such as guide or recipe, or example.")],
    path: Annotated[str, typer.Argument(help="Path of the page, or category/name of an example.")],
    title: Annotated[str, typer.Option(help="Title; made from the path when left out.")] = "",
    config_file: ConfigFile = "",
) -> None:
    """Make a new page or example: all that its kind asks for, with placeholders.

    `site-builder check` then lists what is still to be written. A project adds kinds of its own by
    files `new/KIND.yml`.
    """
    project = mkdocs.open_project(config_file)
    title = title or scaffold.title_of(path)
    kinds = page_kinds(project.templates)
    if kind == "example":
        if not scaffold.is_importable(path):
            hint = "use letters, digits and _, as in llms/chat"
            message = "Python cannot import this name"
            console.cannot(Problem(Code.EXAMPLE_INVALID, Location(path), message, hint))
        readme = _contract(pipeline.README_KIND, project)
        files = scaffold.new_example(path, title, readme, project.templates)
        root = project.settings.examples_dir
        console.write_new([(root / one.path, one.data) for one in files])
    elif kind in kinds:
        console.write_new([(Path(path), scaffold.new_page(_contract(kind, project), title))])
    else:
        raise typer.BadParameter(f"there is no kind '{kind}'; {one_of((*kinds, 'example'))}")


def _contract(kind: str, project: pipeline.Project) -> Contract:
    """Return the definition of a kind; the command ends when it cannot be read."""
    contract = pipeline.read_contract(kind, project.settings, project.templates)
    if not isinstance(contract, Contract):
        console.cannot(*contract)
    return contract
