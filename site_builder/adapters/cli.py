"""The command line: reads arguments, calls the pipeline, prints what came of it."""

import os
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import Progress

from site_builder import __version__, pipeline
from site_builder.adapters import build as mkdocs
from site_builder.model import Code, Example, Location, Problem, Run
from site_builder.report import Format, exit_code, report
from site_builder.stages.scaffold import PAGE_KINDS, new_example, new_page, title_of
from site_builder.stages.write import write_file
from site_builder.text.suggest import did_you_mean

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
_errors = Console(stderr=True, soft_wrap=True, highlight=False)

_Config = Annotated[
    str, typer.Option("--config-file", "-f", help="The MkDocs configuration.", metavar="FILE")
]
_Strict = Annotated[bool, typer.Option("--strict", help="Let warnings fail the command, too.")]
_Format = Annotated[Format, typer.Option("--format", help="Form of the report.")]


def main() -> None:
    """Run the command line; what keeps it from starting ends it with exit code 2."""
    try:
        app()
    except mkdocs.CannotStartError as error:
        _errors.print(report(error.problems), markup=False)
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
    config_file: _Config = "",
    site_dir: Annotated[
        str, typer.Option("--site-dir", "-d", help="Folder for the site.", metavar="DIR")
    ] = "",
    strict: _Strict = False,
    form: _Format = Format.TEXT,
) -> None:
    """Build the site.

    The result takes the place of the last one only when there are no errors. Outputs come from the
    recorded runs; `site-builder check` runs the examples again and compares.
    """
    built = mkdocs.build_site(config_file, strict=strict, site_dir=site_dir)
    _finish(built.problems, form, strict=strict, success=f"Site: {_shown(built.site_dir)}/")


@app.command()
def standalone(
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write.")],
    config_file: _Config = "",
    only: Annotated[str, typer.Option(help="Only pages below this folder, such as book/.")] = "",
    form: _Format = Format.TEXT,
) -> None:
    """Put the whole site into one HTML file that needs nothing beside it.

    Every link and anchor inside the file is checked; nothing is loaded from elsewhere.
    """
    with tempfile.TemporaryDirectory() as folder:
        built = mkdocs.build_site(config_file, publish=False, site_dir=f"{folder}/site")
    problems = list(built.problems)
    if not exit_code(problems, strict=False):
        file, found = pipeline.make_single_file(
            built.project, built.renderings[0], output.name, only
        )
        problems += found
        if not exit_code(problems, strict=False):
            problems += write_file(output, file.data, str(output))
    size = output.stat().st_size if output.exists() else 0
    _finish(problems, form, success=f"Single file: {_shown(output)} ({size / 1e6:.2f} MB)")


@app.command()
def serve(
    config_file: _Config = "",
    address: Annotated[
        str, typer.Option("--dev-addr", "-a", help="Address to serve on.", metavar="HOST:PORT")
    ] = "",
) -> None:
    """Show the site while you write; it reloads when a page, an example or a template changes."""
    mkdocs.serve_site(config_file, address)


@app.command()
def check(
    config_file: _Config = "",
    run_examples: Annotated[
        bool, typer.Option("--run/--no-run", help="Run the examples and compare their output.")
    ] = True,
    external: Annotated[
        bool, typer.Option("--external", help="Also ask other sites whether their links work.")
    ] = False,
    strict: _Strict = False,
    form: _Format = Format.TEXT,
) -> None:
    """Check everything and change nothing.

    Samples, pages, navigation, examples and their outputs, and each link and anchor of the site as
    it would be published. All problems are reported in one run.
    """
    with tempfile.TemporaryDirectory() as folder:
        built = mkdocs.build_site(config_file, publish=False, site_dir=f"{folder}/site")
    problems = list(built.problems)
    if run_examples:
        runs = _run_all(pipeline.runnable(built.project), built.project)
        problems += [problem for _, _, found in runs for problem in found]
    if external:
        for rendering in built.renderings:
            problems += pipeline.check_external(built.project, rendering)
    _finish(problems, form, strict=strict, success="No problems.")


@app.command()
def run(
    names: Annotated[
        list[str] | None, typer.Argument(help="Examples; all when none is named.")
    ] = None,
    config_file: _Config = "",
    update: Annotated[
        bool, typer.Option("--update", help="Record the outputs as expected from now on.")
    ] = False,
    form: _Format = Format.TEXT,
) -> None:
    """Run examples and compare their outputs with the recorded ones."""
    project = mkdocs.open_project(config_file)
    examples = _named(names or [], project)
    problems: list[Problem] = [*project.problems]
    for example, result, found in _run_all(examples, project):
        if update:
            problems += _update(example, result, found, project)
        else:
            problems += found
        if names:
            print(result.stdout.decode(errors="replace"), end="")
        else:
            state = "differs" if found else "as recorded"
            _errors.print(f"{example.name}: {state} ({result.seconds:.1f} s)", markup=False)
    _finish(problems, form)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def test(context: typer.Context, config_file: _Config = "") -> None:
    """Run the tests of the examples, and one test for each example's output and each page.

    Further arguments go to pytest.
    """
    import pytest  # noqa: PLC0415 - wanted by this command alone, and not everybody has it

    settings = mkdocs.open_project(config_file).settings
    folders = [str(folder) for folder in (settings.examples_dir, settings.docs_dir)]
    raise typer.Exit(int(pytest.main([*folders, *context.args])))


@app.command()
def expand(
    page: Annotated[str, typer.Argument(help="Path of a page.")], config_file: _Config = ""
) -> None:
    """Print a page with its samples put in, as the renderer gets it."""
    project = mkdocs.open_project(config_file)
    path = project.settings.relative(Path(page).resolve())
    for candidate in project.site.pages:
        if page == candidate.source or (path == candidate.path and not candidate.generated):
            text, problems = pipeline.expand_page(candidate, project)
            print(text)
            _finish(problems, Format.TEXT)
            return
    _cannot(Problem(Code.FILE_MISSING, Location(page), "there is no such page in the project"))


@app.command()
def new(
    kind: Annotated[str, typer.Argument(help=f"{', '.join(PAGE_KINDS)} or example.")],
    path: Annotated[str, typer.Argument(help="Path of the page, or category/name of an example.")],
    title: Annotated[str, typer.Option(help="Title; made from the path when left out.")] = "",
    config_file: _Config = "",
) -> None:
    """Make a new page or example from its template.

    `site-builder check` then lists what is still to be written.
    """
    project = mkdocs.open_project(config_file)
    title = title or title_of(path)
    if kind == "example":
        root = project.settings.examples_dir
        files = [(root / one.path, one.data) for one in new_example(path, title, project.templates)]
    elif kind in PAGE_KINDS:
        files = [(Path(path), new_page(kind, title, project.templates))]
    else:
        kinds = ", ".join((*PAGE_KINDS, "example"))
        _cannot(Problem(Code.DIRECTIVE_OPTION, Location(path), f"no kind '{kind}'", f"use {kinds}"))
    taken = [target for target, _ in files if target.exists()]
    if taken:
        place = Location(_shown(taken[0]))
        _cannot(
            Problem(Code.CANNOT_WRITE, place, "the file is already there", "choose another path")
        )
    for target, data in files:
        _finish(write_file(target, data, _shown(target)), Format.TEXT)
        print(_shown(target))


def _run_all(
    examples: Sequence[Example], project: pipeline.Project
) -> list[tuple[Example, Run, tuple[Problem, ...]]]:
    """Run examples side by side; results come in the order of the examples."""
    with Progress(console=_errors, transient=True, disable=not _errors.is_terminal) as progress:
        task = progress.add_task("Running examples", total=len(examples))

        def one(example: Example) -> tuple[Example, Run, tuple[Problem, ...]]:
            result, problems = pipeline.run_example(example, project, os.environ)
            progress.advance(task)
            return example, result, problems

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return list(pool.map(one, examples))


def _named(names: Sequence[str], project: pipeline.Project) -> tuple[Example, ...]:
    examples = {example.name: example for example in pipeline.runnable(project)}
    for name in names:
        if name not in examples:
            hint = did_you_mean(name, examples)
            place = Location(project.settings.relative(project.settings.examples_dir / name))
            _cannot(Problem(Code.EXAMPLE_MISSING, place, "there is no such example to run", hint))
    return tuple(examples[name] for name in names) if names else tuple(examples.values())


def _update(
    example: Example, result: Run, found: Sequence[Problem], project: pipeline.Project
) -> list[Problem]:
    """Record the output of a run, unless the run itself is what is wrong."""
    stale = {Code.OUTPUT_DIFFERS, Code.OUTPUT_UNRECORDED}
    others = [problem for problem in found if problem.code not in stale]
    if found and not others:
        path = project.settings.root / example.path / "expected.txt"
        others += write_file(path, result.stdout, project.settings.relative(path))
        _errors.print(f"{project.settings.relative(path)}: recorded", markup=False)
    return others


def _finish(
    problems: Sequence[Problem], form: Format, *, strict: bool = False, success: str = ""
) -> None:
    """Print the report and end with its exit code; a success goes to standard output."""
    text = report(problems, form)
    code = exit_code(problems, strict=strict)
    if text and (problems or form is Format.JSON):
        # A report that a program reads belongs on standard output, one for people does not.
        print(text) if form is not Format.TEXT else _errors.print(text, markup=False)
    if code:
        raise typer.Exit(code)
    if success and form is Format.TEXT:
        print(success)


def _cannot(problem: Problem) -> NoReturn:
    _errors.print(str(problem), markup=False)
    raise typer.Exit(2)


def _shown(path: Path) -> str:
    """Return a path as its user would write it: relative to where they are, if it is below."""
    absolute = path.resolve()
    here = Path.cwd()
    return str(absolute.relative_to(here) if absolute.is_relative_to(here) else absolute)
