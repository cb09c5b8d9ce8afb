"""The command line: reads arguments, calls the pipeline, prints what came of it."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from site_builder import __version__, pipeline
from site_builder.adapters import build as mkdocs
from site_builder.adapters import console
from site_builder.adapters.arguments import ConfigFile, ReportFormat, Strict
from site_builder.adapters.serve import serve_site
from site_builder.adapters.standalone import schema, standalone
from site_builder.model import Code, Location, Problem
from site_builder.report import Format, report
from site_builder.resources import page_kinds
from site_builder.stages import scaffold
from site_builder.stages.write import write_file
from site_builder.text.suggest import one_of

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

app.command()(standalone)
app.command()(schema)


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


@app.command()
def build(
    config_file: ConfigFile = "",
    site_dir: Annotated[
        str, typer.Option("--site-dir", "-d", help="Folder for the site.", metavar="DIR")
    ] = "",
    strict: Strict = False,
    form: ReportFormat = Format.TEXT,
) -> None:
    """Build the site.

    The result takes the place of the last one only when there are no errors. Outputs come from the
    recorded runs; `site-builder check` runs the examples again and compares.
    """
    built = mkdocs.build_site(config_file, strict=strict, site_dir=site_dir)
    success = f"Site: {console.shown(built.site_dir)}/"
    console.finish(built.problems, form, strict=strict, success=success)


@app.command()
def serve(
    config_file: ConfigFile = "",
    address: Annotated[
        str, typer.Option("--dev-addr", "-a", help="Address to serve on.", metavar="HOST:PORT")
    ] = "",
) -> None:
    """Show the site while you write; it reloads when a page, an example or a template changes."""
    serve_site(config_file, address)


@app.command()
def check(
    config_file: ConfigFile = "",
    run_examples: Annotated[
        bool, typer.Option("--run/--no-run", help="Run the examples and compare their output.")
    ] = True,
    external: Annotated[
        bool, typer.Option("--external", help="Also ask other sites whether their links work.")
    ] = False,
    strict: Strict = False,
    form: ReportFormat = Format.TEXT,
) -> None:
    """Check everything and change nothing.

    Samples, pages, navigation, examples and their outputs, and each link and anchor of the site as
    it would be published. All problems are reported in one run.
    """
    built = mkdocs.examine_site(config_file, strict=strict)
    problems = list(built.problems)
    if run_examples:
        runs = console.run_all(pipeline.runnable(built.project), built.project)
        problems += [problem for _, _, found in runs for problem in found]
    if external:
        for rendering in built.renderings:
            problems += pipeline.check_external(built.project, rendering)
    success = "No errors." if problems else "No problems."
    console.finish(problems, form, strict=strict, success=success)


@app.command()
def run(
    names: Annotated[
        list[str] | None, typer.Argument(help="Examples; all when none is named.")
    ] = None,
    config_file: ConfigFile = "",
    record: Annotated[
        bool, typer.Option("--update", help="Record the outputs as expected from now on.")
    ] = False,
    form: ReportFormat = Format.TEXT,
) -> None:
    """Run examples and compare their outputs with the recorded ones."""
    project = mkdocs.open_project(config_file)
    examples = console.named(names or [], project)
    problems: list[Problem] = [*project.problems]
    for example, result, found in console.run_all(examples, project):
        left = console.update(example, result, found, project) if record else found
        problems += left
        console.show_run(result, left, whole=bool(names))
    console.finish(problems, form)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def test(context: typer.Context, config_file: ConfigFile = "") -> None:
    """Run the tests of the examples, and one test for each example's output and each page.

    Further arguments go to pytest.
    """
    settings = mkdocs.open_project(config_file).settings
    folders = [str(folder) for folder in (settings.examples_dir, settings.docs_dir)]
    # pytest takes the place of this process, which has imported what it must import first.
    os.execv(sys.executable, [sys.executable, "-m", "pytest", *folders, *context.args])  # noqa: S606


@app.command()
def expand(
    page: Annotated[str, typer.Argument(help="Path of a page.")], config_file: ConfigFile = ""
) -> None:
    """Print a page with its samples put in, as the renderer gets it."""
    project = mkdocs.open_project(config_file)
    path = project.settings.relative(Path(page).resolve())
    for candidate in project.site.pages:
        if page == candidate.source or (path == candidate.path and not candidate.generated):
            text, problems = pipeline.expand_page(candidate, project)
            print(text)
            console.finish(problems, Format.TEXT)
            return
    console.cannot(
        Problem(Code.FILE_MISSING, Location(page), "there is no such page in the project")
    )


@app.command()
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


@app.command()
def new(
    kind: Annotated[str, typer.Argument(help="guide, recipe, use-case, book-section, example.")],
    path: Annotated[str, typer.Argument(help="Path of the page, or category/name of an example.")],
    title: Annotated[str, typer.Option(help="Title; made from the path when left out.")] = "",
    config_file: ConfigFile = "",
) -> None:
    """Make a new page or example from its template.

    `site-builder check` then lists what is still to be written. A project adds kinds of its own by
    templates `new/KIND.md`.
    """
    project = mkdocs.open_project(config_file)
    title = title or scaffold.title_of(path)
    kinds = page_kinds(project.templates)
    if kind == "example":
        if not scaffold.is_importable(path):
            hint = "use letters, digits and _, as in llms/chat"
            message = "Python cannot import this name"
            console.cannot(Problem(Code.EXAMPLE_INVALID, Location(path), message, hint))
        files = scaffold.new_example(path, title, project.templates)
        root = project.settings.examples_dir
        console.write_new([(root / one.path, one.data) for one in files])
    elif kind in kinds:
        console.write_new([(Path(path), scaffold.new_page(kind, title, project.templates))])
    else:
        raise typer.BadParameter(f"there is no kind '{kind}'; {one_of((*kinds, 'example'))}")
